import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { ChangeProblem, fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import type { PickedRepository } from "../../components/forms/RepositoryPicker.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { useCreateWorkspace } from "./create-workspace.ts";
import { Step, type StepState } from "./Step.tsx";
import { WorkspaceFields } from "./WorkspaceFields.tsx";
import { proposedName } from "./workspace-name.ts";

interface Props {
  readonly oktaOrg: { readonly id: string; readonly name: string } | null;
  /** null: the configuration is uploaded. */
  readonly picked: PickedRepository | null;
  readonly workspace: AnswerOf<"workspaces", "readWorkspaceByName"> | undefined;
  readonly state: StepState;
  readonly onMade: (name: string) => void;
}

/** The workspace, named after what was chosen before. */
export function WorkspaceStep({ oktaOrg, picked, workspace, state, onMade }: Props) {
  const organization = useOrganization();
  const [typed, setTyped] = useState<string>();
  const [autoApply, setAutoApply] = useState(false);
  const make = useCreateWorkspace(organization, ({ name }) => onMade(name));
  const title = "Create the workspace";
  if (workspace)
    return (
      <Step
        number={3}
        title={`Workspace: ${workspace.name}`}
        state="done"
        summary={
          <>
            {workspace.settings.autoApply ? "A plan with changes is applied at once." : "A plan waits until somebody confirms it."} <PageLink underline="always" to={paths.workspace(organization, workspace.name)}>Open it</PageLink>
          </>
        }
      />
    );
  if (state !== "open") return <Step number={3} title={title} state="later" />;
  const name = typed ?? (picked ? proposedName(picked) : (oktaOrg?.name ?? "").replace(/[^A-Za-z0-9_-]+/g, "-").toLowerCase());
  return (
    <Step number={3} title={title} state="open" summary="A workspace keeps one Okta org in lockstep with one folder of code: it has the state, the runs, and the record of who did what.">
      <form
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name, autoApply, oktaOrgId: oktaOrg?.id ?? null, picked });
        }}
      >
        <Stack gap="md">
          <WorkspaceFields name={name} onName={setTyped} autoApply={autoApply} onAutoApply={setAutoApply} error={fieldProblem(make.error, "name")} />
          <ChangeProblem problem={make.error} fields={["name"]} />
          <Group>
            <Button type="submit" loading={make.isPending}>
              Create workspace
            </Button>
          </Group>
        </Stack>
      </form>
    </Step>
  );
}

import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { Step } from "./Step.tsx";
import { useWanted } from "./VariablesStep.tsx";

type Workspace = AnswerOf<"workspaces", "readWorkspaceByName">;

/** The first plan: it changes nothing, and shows what an apply would. */
export function PlanStep({ workspace }: { readonly workspace: Workspace | undefined }) {
  const organization = useOrganization();
  const open = useOpen();
  const { wanted } = useWanted(workspace);
  const { data } = useQuery({ ...ask("runs", "listWorkspaceRuns", { params: { workspace: workspace?.id ?? "" }, query: { size: 1 } }), enabled: workspace !== undefined });
  const plan = useChange(async (id: string) => api.runs.createRun({ params: { workspace: id }, body: { operation: "plan_only", message: "First plan" } }), ["runs", "workspaces"], ({ id }) => workspace && open(paths.run(organization, workspace.name, id)));
  const title = "See the first plan";
  const last = data?.items[0];
  if (workspace && last)
    return (
      <Step
        number={5}
        title={title}
        state="done"
        summary={
          <>
            There is a run: <PageLink underline="always" to={paths.run(organization, workspace.name, last.id)}>{last.message === "" ? last.id : last.message.split("\n")[0]}</PageLink>. When its plan is what you want, start a run that applies it, in the <PageLink underline="always" to={paths.workspace(organization, workspace.name)}>workspace</PageLink>.
          </>
        }
      />
    );
  const ready = workspace !== undefined && wanted !== undefined && wanted.every(({ givenBy }) => givenBy !== null);
  if (!ready) return <Step number={5} title={title} state="later" />;
  return (
    <Step number={5} title={title} state="open" summary="A plan reads the org and changes nothing. It says what an apply would do, and what that costs in API requests.">
      <ChangeProblem problem={plan.error} />
      <Group>
        <Button loading={plan.isPending} onClick={() => plan.mutate(workspace.id)}>
          Start the first plan
        </Button>
        {plan.isPending && <Text c="dimmed">Starting…</Text>}
      </Group>
    </Step>
  );
}

import { Alert, Button, Code, Group, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { CopyText } from "../../components/CopyText.tsx";
import { ProblemNote } from "../../components/PageProblem.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { Step } from "./Step.tsx";
import { GivenVariables, WantedVariables, type WantedVariable } from "./WantedVariables.tsx";
import { cloudBlock } from "./workspace-name.ts";

type Workspace = AnswerOf<"workspaces", "readWorkspaceByName">;

/** What a workspace's configuration wants to be told; undefined: it is not known yet. */
export function useWanted(workspace: Workspace | undefined): { readonly wanted: readonly WantedVariable[] | undefined; readonly error: Error | null } {
  const { data, error } = useQuery({ ...ask("configurationVersions", "listWantedVariables", { params: { workspace: workspace?.id ?? "" } }), enabled: workspace !== undefined });
  return { wanted: data?.items ?? undefined, error };
}

/** Values for the configuration: only what nothing else gives is asked. */
export function VariablesStep({ workspace }: { readonly workspace: Workspace | undefined }) {
  const organization = useOrganization();
  const { wanted, error } = useWanted(workspace);
  const title = "Set variables";
  if (!workspace) return <Step number={4} title={title} state="later" />;
  if (error) return <Step number={4} title={title} state="open" summary={<ProblemNote problem={error} />} />;
  if (!wanted) return <Step number={4} title="Read the configuration" state="open" summary={workspace.repository ? <Reading workspace={workspace} /> : <Uploading workspace={workspace} />} />;
  const missing = wanted.filter(({ givenBy }) => givenBy === null);
  const given = wanted.filter(({ givenBy }) => givenBy !== null);
  const more = <PageLink underline="always" to={paths.variables(organization, workspace.name)}>All variables of the workspace</PageLink>;
  if (missing.length > 0)
    return (
      <Step number={4} title={title} state="open" summary="The configuration declares these without a default.">
        <WantedVariables key={missing.map(({ key }) => key).join()} workspace={workspace.id} wanted={missing} />
        <GivenVariables given={given} />
      </Step>
    );
  return (
    <Step number={4} title={title} state="done" summary={wanted.length === 0 ? <>The configuration declares no input variables. {more}</> : <>Every input variable has a value. {more}</>}>
      <GivenVariables given={given} />
    </Step>
  );
}

/** The repository is being read; if that does not work, why. */
function Reading({ workspace: { id, repository } }: { readonly workspace: Workspace }) {
  const { data } = useQuery({ ...ask("vcs", "readVcsFollow", { params: { workspace: id } }), refetchInterval: 2000 });
  const again = useChange(async () => api.vcs.lookAtVcs({ params: { workspace: id }, body: {} }), ["vcs"]);
  if (data?.problem)
    return (
      <Alert color="red" role="alert" title="The repository could not be read" icon={<IconAlertTriangle aria-hidden />}>
        <Stack gap="sm" align="flex-start">
          {data.problem}
          <Button variant="default" size="xs" loading={again.isPending} onClick={() => again.mutate(undefined)}>
            Look again
          </Button>
        </Stack>
      </Alert>
    );
  return (
    <Group gap="xs" role="status" wrap="nowrap">
      <Loader size="xs" aria-hidden />
      <Text>
        Reading {repository?.identifier}
        {repository?.branch ? `, branch ${repository.branch}` : ""}…
      </Text>
    </Group>
  );
}

/** Without Git: what to type, and that the page goes on by itself. */
function Uploading({ workspace: { name } }: { readonly workspace: Workspace }) {
  const organization = useOrganization();
  const block = cloudBlock(location.host, organization, name);
  const commands = `lockstep login ${location.host}\nlockstep init\nlockstep plan`;
  return (
    <Stack gap="sm">
      <Text>Put this block into the folder of your configuration:</Text>
      <Snippet text={block} what="the block" />
      <Text>Then, in that folder (the terraform command line works as well):</Text>
      <Snippet text={commands} what="the commands" />
      <Group gap="xs" role="status" wrap="nowrap">
        <Loader size="xs" aria-hidden />
        <Text c="dimmed">This page goes on by itself when a configuration is here.</Text>
      </Group>
    </Stack>
  );
}

function Snippet({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div style={{ position: "relative" }}>
      <Code block tabIndex={0} pr={44}>
        {text}
      </Code>
      <div style={{ position: "absolute", top: 6, right: 6 }}>
        <CopyText text={text} what={what} />
      </div>
    </div>
  );
}

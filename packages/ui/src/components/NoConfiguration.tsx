import { allows } from "@lockstep/contract";
import { Button, Code, Group, List, Stack, Text } from "@mantine/core";
import { api } from "../api/client.ts";
import { useChange, type AnswerOf } from "../api/queries.ts";
import { paths } from "../paths.ts";
import { ChangeProblem } from "./forms/ChangeProblem.tsx";
import { PageLink } from "./PageLink.tsx";

type Workspace = AnswerOf<"workspaces", "readWorkspaceByName">;

/** What to do in a workspace that has no configuration: there is nothing to run yet. */
export function NoConfiguration({ workspace }: { readonly workspace: Workspace }) {
  const { id, name, repository, organization, access } = workspace;
  const look = useChange(async () => api.vcs.lookAtVcs({ params: { workspace: id }, body: {} }), ["vcs", "workspaces", "runs"]);
  if (repository)
    return (
      <Stack gap="sm">
        <Text>
          There is no configuration yet. The first commit of {repository.branch === null ? "the default branch" : <Code>{repository.branch}</Code>} in {repository.identifier} starts the first run by itself.
        </Text>
        {allows(access, "run.queue") && (
          <Group gap="sm">
            <Button variant="default" loading={look.isPending} onClick={() => look.mutate(undefined)}>
              Look at the repository now
            </Button>
            {look.isSuccess && (
              <Text size="sm" c="dimmed" role="status">
                Asked. What is found shows here in a moment.
              </Text>
            )}
          </Group>
        )}
        <ChangeProblem problem={look.error} />
      </Stack>
    );
  return (
    <Stack gap="sm">
      <Text>There is no configuration yet, so there is nothing to plan. It can come from two places:</Text>
      <List spacing="xs">
        <List.Item>
          a repository: {allows(access, "workspace.update") ? <PageLink to={paths.workspaceSettings(organization.name, name, "git")} underline="always">connect one under Settings, Version control</PageLink> : "an admin of the workspace connects one under Settings, Version control"};
        </List.Item>
        <List.Item>
          a folder on your machine: add a <Code>cloud</Code> block with the organization <Code>{organization.name}</Code> and the workspace <Code>{name}</Code>, then run <Code>lockstep plan</Code> or <Code>terraform plan</Code> in it.
        </List.Item>
      </List>
    </Stack>
  );
}

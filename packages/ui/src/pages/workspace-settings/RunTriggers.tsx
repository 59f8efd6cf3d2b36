import { ActionIcon, Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { WorkspaceSelect } from "../../components/forms/WorkspaceSelect.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Triggers = AnswerOf<"runTriggers", "listRunTriggers">;

/** Which workspaces this one follows, and which follow it. */
export function RunTriggers() {
  const { id } = useWorkspace();
  const query = useQuery(ask("runTriggers", "listRunTriggers", { params: { workspace: id } }));
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} maw={760} component="section" aria-label="Run triggers">
      <Stack>
        <Stack gap={2}>
          <Title order={2}>Run triggers</Title>
          <Text c="dimmed" fz="sm">
            When a run of a workspace that this one follows is applied, a run starts here.
          </Text>
        </Stack>
        <Answered query={query} loading={<Loading rows={2} height={36} />}>
          {(triggers) => <Lists triggers={triggers} />}
        </Answered>
      </Stack>
    </Paper>
  );
}

function Lists({ triggers: { follows, followedBy } }: { readonly triggers: Triggers }) {
  const organization = useOrganization();
  const may = useMayInWorkspace();
  const remove = useChange(async (trigger: string) => api.runTriggers.deleteRunTrigger({ params: { trigger } }), ["runTriggers"]);
  const mayWrite = may("run-trigger.write");
  return (
    <>
      <Stack gap={4}>
        <Title order={3}>Follows</Title>
        {follows.length === 0 ? (
          <Text c="dimmed">No other workspace.</Text>
        ) : (
          <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {follows.map(({ id, source }) => (
              <Group key={id} component="li" gap="xs" mih={32}>
                <PageLink to={paths.workspace(organization, source.name)}>{source.name}</PageLink>
                {mayWrite && (
                  <ActionIcon variant="subtle" color="gray" aria-label={`Follow ${source.name} no longer`} loading={remove.isPending && remove.variables === id} onClick={() => remove.mutate(id)}>
                    <IconX size={17} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            ))}
          </Stack>
        )}
        <ChangeProblem problem={remove.error} />
      </Stack>
      {mayWrite && <AddSource follows={follows} />}
      {followedBy.length > 0 && (
        <Stack gap={4}>
          <Title order={3}>Is followed by</Title>
          <List listStyleType="none" spacing={4}>
            {followedBy.map(({ id, workspace }) => (
              <List.Item key={id}>
                <PageLink to={paths.workspaceSettings(organization, workspace.name, "apply")}>{workspace.name}</PageLink>
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </>
  );
}

function AddSource({ follows }: Pick<Triggers, "follows">) {
  const { id: workspace } = useWorkspace();
  const [source, setSource] = useState<string | null>(null);
  const add = useChange(async (sourceId: string) => api.runTriggers.createRunTrigger({ params: { workspace }, body: { sourceId } }), ["runTriggers"], () => setSource(null));
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="xs">
        <WorkspaceSelect label="Workspace to follow" value={source} onChange={setSource} without={[workspace, ...follows.map((each) => each.source.id)]} />
        <Button variant="default" disabled={source === null} loading={add.isPending} onClick={() => source !== null && add.mutate(source)}>
          Follow
        </Button>
      </Group>
      <ChangeProblem problem={add.error} />
    </Stack>
  );
}

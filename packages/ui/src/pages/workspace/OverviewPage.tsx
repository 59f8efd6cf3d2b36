import { Grid, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { StartRunButton } from "../../components/StartRunButton.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { LatestRun } from "./LatestRun.tsx";
import { LockControl } from "./LockControl.tsx";
import { Readme } from "./Readme.tsx";
import { RepositoryFacts } from "./RepositoryFacts.tsx";
import { RunTable } from "./RunTable.tsx";
import { Checks, WorkspaceFacts } from "./WorkspaceFacts.tsx";

const newest = 6;

/** A workspace at a glance: what ran last, what is managed, what goes on by itself. */
export function OverviewPage() {
  const workspace = useWorkspace();
  return (
    <>
      <PageHeader
        title={workspace.name}
        {...(workspace.description !== "" && { description: workspace.description })}
        actions={
          <>
            <LockControl />
            <StartRunButton workspace={workspace} />
          </>
        }
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <LatestRun />
            <RecentRuns />
            <Readme />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <WorkspaceFacts />
            <Checks />
            <RepositoryFacts />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function RecentRuns() {
  const { id, name, organization } = useWorkspace();
  const query = useQuery(ask("runs", "listWorkspaceRuns", { params: { workspace: id }, query: { size: newest } }));
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="baseline">
        <Title order={2}>Recent runs</Title>
        <PageLink to={paths.workspaceRuns(organization.name, name)}>All runs</PageLink>
      </Group>
      <Answered query={query} loading={<Skeleton height={240} radius="md" />}>
        {({ items }) => (items.length === 0 ? <Text c="dimmed">Runs show here, the newest first.</Text> : <RunTable runs={items} label="Recent runs" />)}
      </Answered>
    </Stack>
  );
}

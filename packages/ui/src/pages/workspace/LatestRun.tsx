import { runStates } from "@lockstep/contract";
import { Alert, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconHandStop, IconHourglass, IconRocket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { CommitLink } from "../../components/CommitLink.tsx";
import { Moment, duration } from "../../components/Moment.tsx";
import { NoConfiguration } from "../../components/NoConfiguration.tsx";
import { PageLink, useLinkTo } from "../../components/PageLink.tsx";
import { originOf, titleOf } from "../../components/run-origin.ts";
import { RunStatus, operationLabels, statusLabel } from "../../components/RunStatus.tsx";
import { Section } from "../../components/Section.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { RunStages } from "./RunStages.tsx";

type Run = AnswerOf<"runs", "readRun">;

/** What ran last: why, how far it has come, what it changes, and what it waits for. */
export function LatestRun() {
  const workspace = useWorkspace();
  const { lastRun, configuration } = workspace;
  if (!lastRun)
    return (
      <Section title="Latest run">
        {configuration === null ? (
          <NoConfiguration workspace={workspace} />
        ) : (
          <Group gap="xs" c="dimmed">
            <IconRocket size={18} aria-hidden />
            <Text>Nothing was applied here yet. The first plan shows what your code would create.</Text>
          </Group>
        )}
      </Section>
    );
  return <Shown id={lastRun.id} />;
}

function Shown({ id }: { readonly id: string }) {
  const query = useQuery(ask("runs", "readRun", { params: { run: id } }));
  return (
    <Answered query={query} loading={<Skeleton height={190} radius="md" />}>
      {(run) => <Panel run={run} />}
    </Answered>
  );
}

function Panel({ run }: { readonly run: Run }) {
  const linkTo = useLinkTo();
  const { name, organization } = useWorkspace();
  const page = paths.run(organization.name, name, run.id);
  const { status, operation, commit, since, createdAt, planned, applied, error } = run;
  const done = runStates[status].phase === "done";
  return (
    <Section
      title="Latest run"
      actions={
        <Button variant="default" size="xs" {...linkTo(page)}>
          See details
        </Button>
      }
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-start">
          <RunStatus status={status} />
          <PageLink to={page} fw={600} fz="lg" lh={1.3} style={{ overflowWrap: "anywhere" }}>
            {titleOf(run)}
          </PageLink>
        </Group>
        <Group gap="xs" fz="sm" c="dimmed">
          <span>{operationLabels[operation]}</span>
          <span aria-hidden>·</span>
          <span>{originOf(run)}</span>
          <span aria-hidden>·</span>
          <Moment at={createdAt} />
          {commit && (
            <>
              <span aria-hidden>·</span>
              <CommitLink sha={commit.sha} url={commit.url} />
            </>
          )}
        </Group>
        <RunStages run={run} />
        <Group gap="lg">
          <Group gap={8}>
            <Text>{applied ? "Resources changed" : "Resources to be changed"}</Text>
            {(applied ?? planned) ? <ChangeCounts counts={applied ?? planned ?? none} /> : <Text c="dimmed">not known yet</Text>}
          </Group>
          {done && (
            <Text c="dimmed" size="sm">
              took {duration(new Date(since).getTime() - new Date(createdAt).getTime())}
            </Text>
          )}
        </Group>
        {status === "errored" && error && (
          <Alert color="red" title={error.summary}>
            <Text size="sm" lineClamp={4} style={{ whiteSpace: "pre-line" }}>
              {error.detail}
            </Text>
          </Alert>
        )}
        <Waiting run={run} page={page} />
      </Stack>
    </Section>
  );
}

const none = { add: 0, change: 0, destroy: 0 };

function Waiting({ run: { status, actions, blocker, workspace }, page }: { readonly run: Run; readonly page: string }) {
  const organization = useOrganization();
  const linkTo = useLinkTo();
  if (runStates[status].phase === "confirm")
    return (
      <Alert color="yellow" icon={<IconHandStop size={18} aria-hidden />} title="Needs confirmation">
        <Group justify="space-between" gap="sm">
          <Text size="sm">{actions.confirm ? "Nothing changes until you confirm the plan." : "Nothing changes until somebody with write access confirms the plan."}</Text>
          {actions.confirm && (
            <Button size="xs" {...linkTo(page)}>
              Review and confirm
            </Button>
          )}
        </Group>
      </Alert>
    );
  if (!blocker) return null;
  return (
    <Alert color="gray" icon={<IconHourglass size={18} aria-hidden />} title={blocker.kind === "lock" ? "Waits until the workspace is unlocked" : "Waits for another run"}>
      <Text size="sm">
        {blocker.runId === null || blocker.status === null ? (
          <>
            Locked by {blocker.by} <Moment at={blocker.since} />
            {blocker.message !== "" && `: ${blocker.message}`}
          </>
        ) : (
          <>
            <PageLink to={paths.run(organization, workspace.name, blocker.runId)} fz="inherit" underline="always">
              {titleOf(blocker)}
            </PageLink>{" "}
            ({statusLabel(blocker.status)}), started by {blocker.by} <Moment at={blocker.since} />
          </>
        )}
      </Text>
    </Alert>
  );
}

import { Badge, Group, Stack, Text } from "@mantine/core";
import { IconGitBranch, IconLock } from "@tabler/icons-react";
import type { AnswerOf } from "../../api/queries.ts";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { RunStatus } from "../../components/RunStatus.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

export type Workspace = AnswerOf<"workspaces", "listWorkspaces">["items"][number];

interface Part {
  readonly workspace: Workspace;
}

/** Name, lock, tags, and the branch and folder it follows. */
export function Identity({ workspace: { name, lock, repository, tags } }: Part) {
  const organization = useOrganization();
  return (
    <Stack gap={2}>
      <Group gap={6}>
        <PageLink to={paths.workspace(organization, name)} fw={600} style={{ overflowWrap: "anywhere" }}>
          {name}
        </PageLink>
        {lock && lock.kind !== "run" && <IconLock size={14} role="img" aria-label={`Locked by ${lock.by}`} />}
        {tags.slice(0, 3).map(({ key, value }) => (
          <Badge key={key} variant="default" size="xs" radius="sm" tt="none" fw={500}>
            {value === "" ? key : `${key}: ${value}`}
          </Badge>
        ))}
        {tags.length > 3 && (
          <Text span fz="xs" c="dimmed">
            +{tags.length - 3}
          </Text>
        )}
      </Group>
      {repository && (
        <Group gap={4} wrap="nowrap" c="dimmed" fz="xs" align="flex-start">
          <IconGitBranch size={13} aria-hidden style={{ flexShrink: 0, marginTop: 3 }} />
          <span style={{ overflowWrap: "anywhere" }}>
            {repository.identifier}
            {repository.branch !== null && ` · ${repository.branch}`}
            {repository.folder !== "" && ` · ${repository.folder}`}
          </span>
        </Group>
      )}
    </Stack>
  );
}

/** The org it keeps in lockstep. */
export function Org({ workspace: { oktaOrg } }: Part) {
  const organization = useOrganization();
  return oktaOrg ? (
    <PageLink to={paths.oktaOrg(organization, oktaOrg.id)}>{oktaOrg.name}</PageLink>
  ) : (
    <Text span inherit c="dimmed">
      by variables
    </Text>
  );
}

/** The last run that could change something: status, counts, what it was for. */
export function LastRun({ workspace: { name, lastRun, pendingRuns } }: Part) {
  const organization = useOrganization();
  if (!lastRun)
    return (
      <Text span inherit c="dimmed">
        never ran
      </Text>
    );
  const [title = ""] = lastRun.message.split("\n");
  return (
    <Stack gap={2}>
      <Group gap={8}>
        <RunStatus status={lastRun.status} size="sm" />
        {lastRun.planned && <ChangeCounts counts={lastRun.applied ?? lastRun.planned} />}
        {pendingRuns > 0 && (
          <Badge size="sm" variant="default" tt="none" radius="sm">
            +{pendingRuns} pending
          </Badge>
        )}
      </Group>
      <Text fz="xs" c="dimmed" truncate maw={300}>
        <Moment at={lastRun.since} /> ·{" "}
        <PageLink to={paths.run(organization, name, lastRun.id)} c="inherit" fz="inherit">
          {title === "" ? "Run without a message" : title}
        </PageLink>
      </Text>
    </Stack>
  );
}

/** How many objects somebody changed by hand, and since when the oldest of it is open. */
export function Drift({ workspace: { name, drift } }: Part) {
  const organization = useOrganization();
  if (drift.open === 0)
    return (
      <Text span inherit c="dimmed">
        {drift.scannedAt === null ? "not looked yet" : "none"}
      </Text>
    );
  return (
    <Stack gap={0}>
      <PageLink to={paths.workspaceDrift(organization, name)} fw={600} c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))">
        {drift.open} {drift.open === 1 ? "object" : "objects"}
      </PageLink>
      {drift.since !== null && (
        <Text fz="xs" c="dimmed">
          since <Moment at={drift.since} />
        </Text>
      )}
    </Stack>
  );
}

/** When a schedule looks next. */
export function NextCheck({ workspace: { nextCheckAt } }: Part) {
  return nextCheckAt === null ? (
    <Text span inherit c="dimmed">
      no schedule
    </Text>
  ) : (
    <Moment at={nextCheckAt} />
  );
}

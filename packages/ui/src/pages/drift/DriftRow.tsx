import { Box, Checkbox, Group, Stack, Text } from "@mantine/core";
import { Moment, exactTime, useNow } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { Differences } from "./Differences.tsx";
import { DriftStatus } from "./DriftStatus.tsx";
import { howLong, nameOf, resolutionWords, type Drift } from "./drift-words.ts";
import { Origin } from "./Origin.tsx";

interface Props {
  readonly drift: Drift;
  /** Undefined: there is nothing that could be done with it. */
  readonly selected?: boolean | undefined;
  readonly onSelect: (selected: boolean) => void;
  /** The page is of one workspace: it need not be named. */
  readonly inWorkspace: boolean;
}

/** One drifted object of a list. */
export function DriftRow({ drift, selected, onSelect, inWorkspace }: Props) {
  const organization = useOrganization();
  const name = nameOf(drift);
  const { workspace, address, resourceType } = drift;
  return (
    <Box component="li" px="md" py="sm" data-drift={drift.id} style={{ display: "flex", gap: 12, borderTop: "1px solid var(--mantine-color-default-border)" }}>
      {selected !== undefined && <Checkbox mt={2} checked={selected} onChange={({ currentTarget: { checked } }) => onSelect(checked)} aria-label={`Select ${name}${inWorkspace ? "" : ` in ${workspace.name}`}`} />}
      <Stack gap={6} flex={1} miw={0}>
        <Group justify="space-between" gap="xs" align="flex-start">
          <Group gap={8} miw={0}>
            <PageLink to={paths.driftedObject(organization, drift.id)} fw={600} style={{ overflowWrap: "anywhere" }}>
              {name}
            </PageLink>
            <DriftStatus drift={drift} />
          </Group>
          <Text fz="sm" c="dimmed" component="div">
            <HowLong drift={drift} />
          </Text>
        </Group>
        <Group gap={6} fz="sm" c="dimmed">
          {!inWorkspace && (
            <>
              <PageLink to={paths.workspaceDrift(organization, workspace.name)} fz="inherit" lh="24px" display="inline-block">
                {workspace.name}
              </PageLink>
              <span aria-hidden>·</span>
            </>
          )}
          <span className="mono" style={{ overflowWrap: "anywhere", minWidth: 0 }}>
            {address}
          </span>
          {!address.includes(`${resourceType}.`) && <span>· {resourceType}</span>}
        </Group>
        <Differences drift={drift} />
        <Text fz="sm" c="dimmed" component="div">
          <Origin drift={drift} />
        </Text>
        <Aside drift={drift} />
      </Stack>
    </Box>
  );
}

function HowLong({ drift: { status, firstSeenAt, resolvedAt } }: { readonly drift: Drift }) {
  const now = useNow();
  const end = resolvedAt === null ? now : Date.parse(resolvedAt);
  const long = howLong(end - Date.parse(firstSeenAt));
  return <span title={`Found ${exactTime(firstSeenAt)}`}>{status === "resolved" ? `was open ${long}` : `open for ${long}`}</span>;
}

/** What is being done about it, or was. */
function Aside({ drift: { status, workspace, runIds, resolution, resolvedAt, resolvedByRunId, acceptedBy, acceptedReason, acceptedUntil } }: { readonly drift: Drift }) {
  const organization = useOrganization();
  const [runId] = runIds;
  return (
    <>
      {status === "accepted" && acceptedUntil !== null && (
        <Text fz="sm" component="div" style={{ overflowWrap: "anywhere" }}>
          Accepted by {acceptedBy ?? "somebody"} until <span title={exactTime(acceptedUntil)}>{new Date(acceptedUntil).toLocaleDateString(undefined, { dateStyle: "medium" })}</span>: {acceptedReason}
        </Text>
      )}
      {status === "resolved" && resolvedAt !== null && (
        <Text fz="sm" component="div">
          Resolved <Moment at={resolvedAt} />
          {resolution !== null && `: ${resolutionWords[resolution] ?? resolution}`}
          {resolvedByRunId !== null && (
            <>
              {" "}
              (<PageLink to={paths.run(organization, workspace.name, resolvedByRunId)} underline="always">the run</PageLink>)
            </>
          )}
        </Text>
      )}
      {status !== "resolved" && runId !== undefined && (
        <Text fz="sm" component="div">
          <PageLink to={paths.run(organization, workspace.name, runId)} underline="always">A run</PageLink> to set it back is under way.
        </Text>
      )}
    </>
  );
}

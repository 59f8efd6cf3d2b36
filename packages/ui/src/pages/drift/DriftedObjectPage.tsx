import { Anchor, Button, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { allows } from "@lockstep/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { consoleAddress } from "../../components/admin-console.ts";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment, exactTime, useNow } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useOrganization, useParam } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Differences } from "./Differences.tsx";
import { DriftActions } from "./DriftActions.tsx";
import { DriftStatus } from "./DriftStatus.tsx";
import { howLong, nameOf, resolutionWords, wayOf } from "./drift-words.ts";
import classes from "./facts.module.css";
import { DriftHistory } from "./DriftHistory.tsx";
import { LogEvent } from "./Origin.tsx";
import { Fact } from "./ScanSummary.tsx";

type Shown = AnswerOf<"drift", "show">;

/** One drifted object: what differs, who did it, what happened since. */
export function DriftedObjectPage() {
  const id = useParam("drift");
  const query = useQuery(ask("drift", "show", { params: { id } }));
  return (
    <Answered query={query} loading={<Loading rows={4} height={90} />}>
      {(drift) => <DriftedObject drift={drift} />}
    </Answered>
  );
}

function DriftedObject({ drift }: { readonly drift: Shown }) {
  const organization = useOrganization();
  const { address, workspace, status } = drift;
  return (
    <>
      <PageHeader
        title={nameOf(drift)}
        within={`Drift · ${workspace.name}`}
        description={
          <Group gap={6}>
            <PageLink to={paths.workspaceDrift(organization, workspace.name)} fz="inherit" lh="24px" display="inline-block">
              {workspace.name}
            </PageLink>
            <span aria-hidden>·</span>
            <span className="mono" style={{ overflowWrap: "anywhere", minWidth: 0 }}>
              {address}
            </span>
          </Group>
        }
        actions={
          status !== "resolved" && (
            <>
              <DriftActions drifts={[drift]} />
              <LookAgain drift={drift} />
            </>
          )
        }
      />
      <Stack gap="md">
        <Facts drift={drift} />
        <Section title="Differences" description={status === "resolved" ? "As they were when it was seen last." : "What the state has, and what the org has now."}>
          <Differences drift={drift} first={100} />
        </Section>
        <Section title="History">
          <DriftHistory drift={drift} />
        </Section>
        <Others drift={drift} />
      </Stack>
    </>
  );
}

/** Reads just this object again. */
function LookAgain({ drift: { access, workspace, address } }: { readonly drift: Shown }) {
  const change = useChange(async () => api.drift.scan({ params: { workspace: workspace.id }, body: { addresses: [address] } }), ["drift"]);
  if (!allows(access, "drift.scan")) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={change.isPending} onClick={() => change.mutate(undefined)}>
        Look again
      </Button>
      <ChangeProblem problem={change.error} />
    </>
  );
}

function Facts({ drift }: { readonly drift: Shown }) {
  const organization = useOrganization();
  const now = useNow();
  const { attribution, orgUrl, oktaOrg, workspace, address, resourceType, objectId, firstSeenAt, lastSeenAt, resolvedAt, status, runIds, resolvedByRunId } = drift;
  const inConsole = drift.kind === "missing" ? undefined : consoleAddress(orgUrl, { type: resourceType, id: objectId });
  const runs = [...runIds, ...(resolvedByRunId === null ? [] : [resolvedByRunId])];
  return (
    <Paper withBorder component="dl" className={classes["facts"] ?? ""}>
      <Fact label="Status">
        <DriftStatus drift={drift} size="md" />
        <StatusNote drift={drift} />
      </Fact>
      <Fact label={status === "resolved" ? "Was open" : "Open for"}>
        {howLong((resolvedAt === null ? now : Date.parse(resolvedAt)) - Date.parse(firstSeenAt))}
        <Text fz="sm" c="dimmed">
          found <Moment at={firstSeenAt} />, seen last <Moment at={lastSeenAt} />
        </Text>
      </Fact>
      <Fact label="Changed by">
        {attribution ? (
          <>
            {attribution.actor}
            {attribution.login !== null && attribution.login !== attribution.actor && (
              <Text fz="sm" c="dimmed">
                {attribution.login}
              </Text>
            )}
            {(attribution.client !== null || attribution.ipAddress !== null) && (
              <Text fz="sm" c="dimmed">
                {[attribution.client === null ? "" : wayOf(attribution.client), attribution.ipAddress === null ? "" : `from ${attribution.ipAddress}`].filter((part) => part !== "").join(" ")}
              </Text>
            )}
          </>
        ) : (
          <>
            not known
            <Text fz="sm" c="dimmed">
              The System Log tells of no event that made it.
            </Text>
          </>
        )}
      </Fact>
      {attribution && (
        <Fact label="Event">
          <Moment at={attribution.at} />
          <Text fz="sm" c="dimmed" component="div">
            <span className="mono">{attribution.eventType}</span>
            <br />
            <LogEvent attribution={attribution} orgUrl={orgUrl} whole />
          </Text>
        </Fact>
      )}
      <Fact label="Object">
        <PageLink to={paths.resource(organization, workspace.name, address)}>{resourceType}</PageLink>
        {objectId !== null && (
          <Text fz="sm" c="dimmed" className="mono">
            {objectId}
          </Text>
        )}
        {inConsole !== undefined && (
          <Anchor href={inConsole} target="_blank" rel="noreferrer" fz="sm">
            Open in the Admin Console
          </Anchor>
        )}
        {oktaOrg && (
          <Text fz="sm" c="dimmed">
            in <PageLink to={paths.oktaOrg(organization, oktaOrg.id)} underline="always" fz="inherit">{oktaOrg.name}</PageLink>
          </Text>
        )}
      </Fact>
      {runs.length > 0 && (
        <Fact label={runs.length === 1 ? "Run" : "Runs"}>
          {runs.map((id) => (
            <Text key={id} fz="sm">
              <PageLink to={paths.run(organization, workspace.name, id)}>{id === resolvedByRunId ? "The run that set it back" : "A run to set it back"}</PageLink>
            </Text>
          ))}
        </Fact>
      )}
    </Paper>
  );
}

function StatusNote({ drift: { status, acceptedBy, acceptedReason, acceptedUntil, resolution, resolvedAt } }: { readonly drift: Shown }) {
  if (status === "accepted" && acceptedUntil !== null)
    return (
      <Text fz="sm">
        by {acceptedBy ?? "somebody"} until {exactTime(acceptedUntil)}: {acceptedReason}
      </Text>
    );
  if (status !== "resolved" || resolvedAt === null) return null;
  return (
    <Text fz="sm" c="dimmed">
      <Moment at={resolvedAt} />
      {resolution !== null && `: ${resolutionWords[resolution] ?? resolution}`}
    </Text>
  );
}

/** The same address at other times and in other workspaces. */
function Others({ drift: { id, address } }: { readonly drift: Shown }) {
  const organization = useOrganization();
  const query = useQuery(ask("drift", "list", { params: { organization }, query: { search: address, status: "any", size: 100 } }));
  const others = (query.data?.items ?? []).filter((other) => other.address === address && other.id !== id).slice(0, 20);
  if (others.length === 0) return null;
  return (
    <Section title="The same address at other times and places">
      <TableCard label="Other drift of this address" minWidth={560} columns={[{ label: "Found" }, { label: "Workspace" }, { label: "Status" }, { label: "Changed by" }]}>
        {others.map((other) => (
          <Table.Tr key={other.id}>
            <Table.Td>
              <PageLink to={paths.driftedObject(organization, other.id)}>
                <Moment at={other.firstSeenAt} />
              </PageLink>
            </Table.Td>
            <Table.Td>{other.workspace.name}</Table.Td>
            <Table.Td>
              <DriftStatus drift={other} />
            </Table.Td>
            <Table.Td>{other.attribution?.actor ?? "not known"}</Table.Td>
          </Table.Tr>
        ))}
      </TableCard>
    </Section>
  );
}

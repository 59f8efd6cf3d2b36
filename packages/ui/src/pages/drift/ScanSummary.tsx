import { Alert, Button, Paper, Skeleton, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { wordsOf } from "../../components/PageProblem.tsx";
import { useMayInWorkspace, useOrganization, useParam } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { counted, requestsOf } from "./drift-words.ts";
import classes from "./facts.module.css";

const summaryOf = (workspaceId: string) => ask("drift", "summary", { params: { workspace: workspaceId } });

/** Asks for a full scan now. */
export function LookNow({ workspaceId }: { readonly workspaceId: string }) {
  const may = useMayInWorkspace();
  const { data } = useQuery(summaryOf(workspaceId));
  const change = useChange(async () => api.drift.scan({ params: { workspace: workspaceId }, body: {} }), ["drift"]);
  if (!may("drift.scan")) return null;
  return (
    <>
      {change.error && (
        <Text fz="sm" c="var(--mantine-color-error)" role="alert" maw={320}>
          {wordsOf(change.error).detail}
        </Text>
      )}
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={change.isPending || data?.scanning === true} onClick={() => change.mutate(undefined)}>
        {data?.scanning ? "Looking" : "Look now"}
      </Button>
    </>
  );
}

/** A workspace's drift in numbers: how much, since when, when it was and will be looked at. */
export function ScanSummary({ workspaceId }: { readonly workspaceId: string }) {
  const query = useQuery(summaryOf(workspaceId));
  return (
    <Answered query={query} loading={<Skeleton height={86} radius="md" />}>
      {({ open, accepted, oldestAt, lastFullScan, nextScanAt, scanning }) => (
        <>
          <Paper withBorder component="dl" className={classes["facts"] ?? ""}>
            <Fact label="Open">
              <b>{open}</b>
              {oldestAt !== null && (
                <Text span c="dimmed" fz="sm">
                  {" "}
                  oldest <Moment at={oldestAt} />
                </Text>
              )}
            </Fact>
            <Fact label="Accepted">{accepted}</Fact>
            <Fact label="Last full scan">
              {lastFullScan ? (
                <>
                  <Moment at={lastFullScan.finishedAt ?? lastFullScan.createdAt} />
                  <Text fz="sm" c="dimmed">
                    {lastFullScan.error ? "did not get to its end" : `${counted(lastFullScan.scanned ?? 0, "object")} with ${counted(requestsOf(lastFullScan.requestCounts), "request")}`}
                  </Text>
                </>
              ) : scanning ? (
                "the first is under way"
              ) : (
                "never"
              )}
            </Fact>
            <Fact label="Next scan">
              <NextScan at={nextScanAt} />
            </Fact>
          </Paper>
          {lastFullScan?.error && (
            <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} title={`The last full scan failed: ${lastFullScan.error.summary}`} role="alert">
              <Text fz="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {lastFullScan.error.detail}
              </Text>
            </Alert>
          )}
        </>
      )}
    </Answered>
  );
}

function NextScan({ at }: { readonly at: string | null }) {
  const organization = useOrganization();
  const workspace = useParam("workspace");
  const may = useMayInWorkspace();
  if (at !== null) return <Moment at={at} />;
  return (
    <>
      none planned
      {may("schedule.write") && (
        <Text fz="sm">
          <PageLink to={paths.workspaceSettings(organization, workspace, "schedules")}>Make a schedule</PageLink>
        </Text>
      )}
    </>
  );
}

/** A name and what it is, of a list of facts. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}

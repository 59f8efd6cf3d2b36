import { Badge, Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { titleOf } from "../../components/run-origin.ts";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useParam, useWorkspace } from "../../hooks/usePlace.ts";
import { RunActions } from "./RunActions.tsx";
import { RunActivity } from "./RunActivity.tsx";
import { RunBlocker } from "./RunBlocker.tsx";
import { RunFacts } from "./RunFacts.tsx";
import { RunLog } from "./RunLog.tsx";
import { RunPlan } from "./RunPlan.tsx";
import { RunProblems } from "./RunProblems.tsx";
import { RunProgress } from "./RunProgress.tsx";
import { RunRequests } from "./RunRequests.tsx";
import { RunTimeline } from "./RunTimeline.tsx";
import { restOf, type Run } from "./run-words.ts";

/** One run: what it is to do and why, how far it is, and what can be decided about it. */
export function RunPage() {
  const id = useParam("run");
  const query = useQuery(ask("runs", "readRun", { params: { run: id } }));
  return (
    <>
      {query.error && !query.data && <PageHeader title="Run" />}
      <Answered query={query} loading={<RunLoading />}>
        {(run) => <RunView key={run.id} run={run} />}
      </Answered>
    </>
  );
}

const RunLoading = () => (
  <Stack>
    <Skeleton height={32} width="60%" />
    <Skeleton height={64} />
    <Loading rows={6} height={40} />
  </Stack>
);

function RunView({ run }: { readonly run: Run }) {
  const { name } = useWorkspace();
  const more = restOf(run);
  return (
    <Stack gap="md">
      <div>
        <PageHeader title={titleOf(run)} within={name} actions={<RunActions run={run} />} {...(more !== "" && { description: <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{more}</Text> })} />
        <RunFacts run={run} />
      </div>
      {run.blocker && <RunBlocker run={run} />}
      <RunTimeline run={run} />
      {run.progress && <RunProgress progress={run.progress} status={run.status} />}
      <RunProblems run={run} />
      <RunParts run={run} />
    </Stack>
  );
}

const parts = ["plan", "log", "requests", "activity"] as const;
type PartName = (typeof parts)[number];

/** What is looked at first: the plan, and before there is one, what is being said. */
const usualPart = ({ hasPlan, hasLog }: Run): PartName => (hasPlan || !hasLog.plan ? "plan" : "log");

function RunParts({ run }: { readonly run: Run }) {
  const [wanted] = useFilter("show");
  const setFilters = useFilters();
  const shown = parts.find((part) => part === wanted) ?? usualPart(run);
  const events = useQuery(ask("runs", "listRunEvents", { params: { run: run.id } }));
  const comments = events.data?.items.filter(({ comment }) => comment !== null).length ?? 0;
  return (
    <Tabs value={shown} onChange={(value) => setFilters({ show: value === usualPart(run) ? undefined : (value ?? undefined) })} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="plan">Plan</Tabs.Tab>
        <Tabs.Tab value="log">Log</Tabs.Tab>
        <Tabs.Tab value="requests">Requests</Tabs.Tab>
        <Tabs.Tab value="activity" rightSection={comments > 0 ? <Badge size="sm" circle variant="default">{comments}</Badge> : undefined}>
          Activity
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="plan" pt="md">
        <RunPlan run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="log" pt="md">
        <RunLog run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="requests" pt="md">
        <RunRequests run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" pt="md">
        <RunActivity run={run} events={events} />
      </Tabs.Panel>
    </Tabs>
  );
}

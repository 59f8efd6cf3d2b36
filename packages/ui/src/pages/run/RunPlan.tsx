import { isFinal } from "@lockstep/contract";
import { Chip, Group, Paper, Skeleton, Stack, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconChecks, IconClipboardList, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { actionWord, type PlannedAction } from "../../components/ActionMark.tsx";
import { Answered } from "../../components/Answered.tsx";
import { joinWords, splitWords } from "../../components/change-rows.ts";
import { ChangeTree, type LoadedChange } from "../../components/ChangeTree.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { PlanDrift } from "./PlanDrift.tsx";
import { PlanOutputs } from "./PlanOutputs.tsx";
import type { Run } from "./run-words.ts";
import { useFindLink } from "./useFindLink.ts";

type PlanPage = AnswerOf<"runs", "readPlan">;

const pageSize = 200;
/** A plan of so few changes shows them open. */
const fewChanges = 5;

/** The plan of a run as data: what changes, filtered and searched on the server. */
export function RunPlan({ run }: { readonly run: Run }) {
  if (!run.hasPlan) return <NoPlan run={run} />;
  return <Plan run={run} />;
}

function NoPlan({ run: { status, error, planned } }: { readonly run: Run }) {
  if (status === "planning" || status === "plan_queued")
    return (
      <Stack gap="xs" aria-busy="true" role="status">
        <Text c="dimmed">{status === "planning" ? "Planning: the org is being read. The log tells how far it is." : "A worker takes the run in a moment."}</Text>
        <Skeleton height={42} />
        <Skeleton height={42} />
        <Skeleton height={42} />
      </Stack>
    );
  if (status === "pending")
    return (
      <Empty icon={IconClipboardList} title="Not planned yet">
        The plan is made when this run begins.
      </Empty>
    );
  return (
    <Empty icon={IconClipboardList} title="No plan">
      {error ? "This run ended with an error before its plan was made." : isFinal(status) && planned ? "The plan of this run is not kept any more. What it came to stands above; its log is still there." : "This run ended before its plan was made."}
    </Empty>
  );
}

/** What is asked for: by action and text. A plan never changes, so that what was answered once is not asked again. */
const planQuery = (run: string, page: number, action: string, search: string) => ({
  ...ask("runs", "readPlan", { params: { run }, query: { page, size: pageSize, ...(action !== "" && { action }), ...(search !== "" && { search }) } }),
  staleTime: "static" as const,
});

function Plan({ run }: { readonly run: Run }) {
  const [action] = useFilter("action");
  const [search] = useFilter("search");
  const first = useQuery({ ...planQuery(run.id, 1, action, search), placeholderData: keepPreviousData });
  return (
    <Answered query={first} loading={<Loading rows={8} height={42} />}>
      {(plan) => (
        <Stack gap="md">
          {plan.drift.length > 0 && <PlanDrift drift={plan.drift} names={plan.names} />}
          {changesIn(plan) > 0 && <PlanFilters counts={plan.counts} />}
          <Changes run={run} plan={plan} action={action} search={search} waiting={first.isPlaceholderData} />
          {plan.outputs.some(({ actions }) => actions.some((each) => each !== "no-op")) && <PlanOutputs outputs={plan.outputs} />}
        </Stack>
      )}
    </Answered>
  );
}

const changesIn = ({ counts }: PlanPage): number => Object.entries(counts).reduce((sum, [action, count]) => (action === "no-op" ? sum : sum + count), 0);

interface ChangesProps {
  readonly run: Run;
  readonly plan: PlanPage;
  readonly action: string;
  readonly search: string;
  /** What is shown is of the filter before. */
  readonly waiting: boolean;
}

function Changes({ run, plan, action, search, waiting }: ChangesProps) {
  if (changesIn(plan) === 0)
    return (
      <Empty icon={IconChecks} title="No changes">
        {plan.counts["no-op"] === undefined ? "The configuration and the org agree: there is nothing to do." : `The configuration and the org agree about ${plan.counts["no-op"]} ${plan.counts["no-op"] === 1 ? "object" : "objects"}.`}
      </Empty>
    );
  if (plan.total === 0)
    return (
      <Paper withBorder p="lg">
        <Text>No change of this plan is like that.</Text>
      </Paper>
    );
  return (
    <div style={{ opacity: waiting ? 0.6 : 1 }}>
      <VisuallyHidden role="status">{`${plan.total} ${plan.total === 1 ? "change" : "changes"}`}</VisuallyHidden>
      <Tree run={run} plan={plan} action={action} search={search} />
    </div>
  );
}

function Tree({ run, plan, action, search }: Omit<ChangesProps, "waiting">) {
  const [open, setOpen] = useFilter("open");
  const [closed, setClosed] = useFilter("closed");
  const usuallyOpen = open === "" && plan.total <= fewChanges;
  const opened = useMemo(() => (usuallyOpen ? new Set(plan.items.map(({ address }) => address)) : splitWords(open)), [usuallyOpen, open, plan]);
  const closedGroups = useMemo(() => splitWords(closed), [closed]);
  const { changeAt, onSeen } = useChanges(run.id, plan, action, search);
  const toggle = useCallback((address: string) => setOpen(joinWords(opened.symmetricDifference(new Set([address])))), [opened, setOpen]);
  return (
    <ChangeTree
      groups={plan.groups}
      changeAt={changeAt}
      onSeen={onSeen}
      isOpen={(address) => opened.has(address)}
      onToggle={toggle}
      closed={closedGroups}
      onToggleGroup={(key) => {
        const next = closedGroups.symmetricDifference(new Set([key]));
        setClosed(next.size === 0 ? "" : joinWords(next));
      }}
    />
  );
}

/** Changes by their number, loaded by pages as they come into sight. */
function useChanges(run: string, first: PlanPage, action: string, search: string): { readonly changeAt: (index: number) => LoadedChange | undefined; readonly onSeen: (from: number, to: number) => void } {
  const [pages, setPages] = useState<readonly number[]>([1]);
  const linkTo = useFindLink();
  const loaded = useQueries({
    queries: pages.map((page) => planQuery(run, page, action, search)),
    combine: (results) => new Map(results.flatMap(({ data }, at) => (data ? [[pages[at] ?? 1, { data, findLink: linkTo(data.names) }] as const] : []))),
  });
  const onSeen = useCallback((from: number, to: number) => {
    const wanted = range(Math.floor(from / pageSize) + 1, Math.floor(to / pageSize) + 1);
    setPages((before) => (wanted.join() === before.join() ? before : wanted));
  }, []);
  const changeAt = useCallback(
    (index: number): LoadedChange | undefined => {
      const page = loaded.get(Math.floor(index / pageSize) + 1) ?? (index < pageSize ? { data: first, findLink: linkTo(first.names) } : undefined);
      const change = page?.data.items[index % pageSize];
      return page && change ? { change, findLink: page.findLink } : undefined;
    },
    [loaded, first, linkTo],
  );
  return { changeAt, onSeen };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_page, at) => from + at);

const actions: readonly PlannedAction[] = ["create", "update", "replace", "delete", "import", "move", "forget", "read"];

function PlanFilters({ counts }: { readonly counts: PlanPage["counts"] }) {
  const [action] = useFilter("action");
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text }), 200);
  const chosen = new Set(action === "" ? [] : action.split(","));
  const choose = (each: PlannedAction): void => setFilters({ action: [...chosen.symmetricDifference(new Set([each]))].join(",") || undefined });
  const present = actions.filter((each) => (counts[each] ?? 0) > 0);
  return (
    <Group gap="xs">
      <TextInput
        aria-label="Search by address or name"
        placeholder="Search by address or name"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          settle(value);
        }}
        w={{ base: "100%", xs: 280 }}
      />
      {present.length > 1 && (
        <Group gap={6} role="group" aria-label="Show only">
          {present.map((each) => (
            <Chip key={each} size="xs" variant="outline" checked={chosen.has(each)} onChange={() => choose(each)}>
              {actionWord(each)} {counts[each]}
            </Chip>
          ))}
        </Group>
      )}
    </Group>
  );
}

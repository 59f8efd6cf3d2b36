import { Button, Checkbox, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Pager } from "../../components/Pager.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { DriftActions } from "./DriftActions.tsx";
import { DriftFilters } from "./DriftFilters.tsx";
import { DriftRow } from "./DriftRow.tsx";
import { actorKey, byWorkspace, counted, groupsOf, wayOf, type DriftGroup, type Grouping } from "./drift-words.ts";
import { isSelectable, useSelection, type Selection } from "./useSelection.ts";

const size = 50;

/** Drifted objects by who made them, with filters in the address and what can be done; of one workspace, or of all. `empty` is shown where there is no drift at all. */
export function DriftList({ workspace, empty }: { readonly workspace?: string; readonly empty: ReactNode }) {
  const organization = useOrganization();
  const [status] = useFilter("status", "unresolved");
  const [search] = useFilter("search");
  const [actor] = useFilter("actor");
  const [sort] = useFilter("sort", "actor");
  const [chosenWorkspace] = useFilter("workspace");
  const [oktaOrg] = useFilter("org");
  const [page] = useFilter("page", "1");
  const place = workspace ?? chosenWorkspace;
  const filters = { ...(search !== "" && { search }), ...(actor !== "" && { actor }), ...(place !== "" && { workspace: place }), ...(workspace === undefined && oktaOrg !== "" && { oktaOrg }) };
  const query = useQuery({
    ...ask("drift", "list", { params: { organization }, query: { page: Number(page), size, status: status as "unresolved", sort: sort as Grouping, ...filters } }),
    placeholderData: keepPreviousData,
  });
  const filtered = status !== "unresolved" || Object.keys(filters).length > (workspace === undefined ? 0 : 1);
  return (
    <Answered query={query} loading={<Loading rows={4} height={120} />}>
      {(answer) => (
        <Stack gap="sm">
          <DriftFilters actors={answer.actors} inWorkspace={workspace !== undefined} />
          {answer.total === 0 ? filtered ? <NothingLikeThat /> : empty : <Groups answer={answer} grouping={sort as Grouping} inWorkspace={workspace !== undefined} page={Number(page)} />}
        </Stack>
      )}
    </Answered>
  );
}

function NothingLikeThat() {
  const setFilters = useFilters();
  return (
    <Paper withBorder p="lg">
      <Group justify="space-between">
        <Text>No drift is like that.</Text>
        <Button variant="default" onClick={() => setFilters({ search: undefined, actor: undefined, workspace: undefined, org: undefined, status: undefined, page: undefined })}>
          Show all open drift
        </Button>
      </Group>
    </Paper>
  );
}

interface GroupsProps {
  readonly answer: AnswerOf<"drift", "list">;
  readonly grouping: Grouping;
  readonly inWorkspace: boolean;
  readonly page: number;
}

function Groups({ answer: { items, total, actors }, grouping, inWorkspace, page }: GroupsProps) {
  const setFilters = useFilters();
  const selection = useSelection(items);
  const counts = new Map(actors.map(({ actor, client, count }) => [actorKey(actor, client), count]));
  return (
    <>
      {groupsOf(items, grouping).map((group) => (
        <GroupCard key={group.key} group={group} count={grouping === "actor" ? counts.get(group.key) : undefined} grouping={grouping} selection={selection} inWorkspace={inWorkspace} />
      ))}
      <Pager page={page} size={size} total={total} of="objects" onPage={(next) => setFilters({ page: next === 1 ? undefined : String(next) })} />
      {selection.drifts.length > 0 && <SelectionBar selection={selection} />}
    </>
  );
}

interface GroupProps {
  readonly group: DriftGroup;
  /** How many there are on all pages. */
  readonly count: number | undefined;
  readonly grouping: Grouping;
  readonly selection: Selection;
  readonly inWorkspace: boolean;
}

function GroupCard({ group: { title, by, drifts }, count, grouping, selection, inWorkspace }: GroupProps) {
  const selectable = drifts.filter(isSelectable);
  const chosen = selectable.filter(selection.has).length;
  const label = title === "" ? "Drifted objects" : by === null ? title : `${title} ${grouping === "actor" ? wayOf(by) : by}`;
  return (
    <Paper withBorder component="section" aria-label={label} style={{ overflow: "hidden" }}>
      <Group px="md" py={10} gap={12} bg="light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))" wrap="nowrap">
        {selectable.length > 0 && <Checkbox checked={chosen === selectable.length} indeterminate={chosen > 0 && chosen < selectable.length} onChange={({ currentTarget: { checked } }) => selection.set(selectable, checked)} aria-label={`Select all: ${label}`} />}
        <Title order={2} fz="md" style={{ overflowWrap: "anywhere" }} flex={1} miw={0}>
          {title === "" ? "Objects" : title}
          {by !== null && (
            <Text span inherit fw={400} c="dimmed">
              {" "}
              · {grouping === "actor" ? wayOf(by) : by}
            </Text>
          )}
        </Title>
        <Text fz="sm" c="dimmed" className="figures" style={{ whiteSpace: "nowrap" }}>
          {count !== undefined && count > drifts.length ? `${drifts.length} of ${counted(count, "object")}` : counted(drifts.length, "object")}
        </Text>
      </Group>
      <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {drifts.map((drift) => (
          <DriftRow key={drift.id} drift={drift} selected={isSelectable(drift) ? selection.has(drift) : undefined} onSelect={(selected) => selection.set([drift], selected)} inWorkspace={inWorkspace} />
        ))}
      </ul>
    </Paper>
  );
}

function SelectionBar({ selection: { drifts, clear } }: { readonly selection: Selection }) {
  const workspaces = byWorkspace(drifts).length;
  return (
    <Paper withBorder shadow="md" p="sm" role="region" aria-label="Selected objects" style={{ position: "sticky", bottom: 12, zIndex: 5 }}>
      <Group gap="xs">
        <Text fw={600} role="status">
          {counted(drifts.length, "object")} selected{workspaces > 1 ? ` in ${workspaces} workspaces` : ""}
        </Text>
        <Group gap="xs" ml={{ base: 0, sm: "auto" }}>
          <DriftActions drifts={drifts} onDone={clear} />
          <Button variant="subtle" color="gray" c="var(--mantine-color-text)" onClick={clear}>
            Clear
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

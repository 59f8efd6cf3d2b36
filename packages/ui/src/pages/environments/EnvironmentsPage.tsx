import { Badge, Button, Chip, Group, Paper, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconGitBranch, IconLock, IconPlus, IconRocket, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useLinkTo } from "../../components/PageLink.tsx";
import { Pager } from "../../components/Pager.tsx";
import { RunStatus } from "../../components/RunStatus.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

const size = 50;

/** What a workspace can be chosen by, with the count that the server gives of each. */
const groups = [
  { value: "attention", label: "Needs confirmation" },
  { value: "running", label: "Running" },
  { value: "pending", label: "Pending" },
  { value: "errored", label: "Errored" },
  { value: "drifted", label: "Drifted" },
] as const;

const orders = [
  { value: "name", label: "Name" },
  { value: "-last-run", label: "Last run" },
  { value: "-drift", label: "Most drift" },
  { value: "-updated", label: "Last changed" },
];

const columns = [{ label: "Workspace" }, { label: "Okta org" }, { label: "Last run" }, { label: "Drift" }, { label: "Resources", right: true }, { label: "Next check" }];

/** Every workspace as one row: where it is, what ran last, what has drifted. */
export function EnvironmentsPage() {
  const organization = useOrganization();
  const may = useMay();
  const linkTo = useLinkTo();
  const [search] = useFilter("search");
  const [group] = useFilter("show");
  const [sort] = useFilter("sort", "name");
  const [page, setPage] = useFilter("page", "1");
  const status = group === "drifted" || group === "" ? undefined : (group as "attention");
  const query = useQuery({
    ...ask("workspaces", "listWorkspaces", { params: { organization }, query: { page: Number(page), size, sort: sort as "name", ...(search !== "" && { search }), ...(status && { status }), ...(group === "drifted" && { drifted: "true" }) } }),
    placeholderData: keepPreviousData,
  });
  const filtered = search !== "" || group !== "";
  return (
    <>
      <PageHeader
        title="Environments"
        description="Each workspace keeps one Okta org in lockstep with one folder of code."
        actions={
          may("workspace.create") && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} {...linkTo(paths.newWorkspace(organization))}>
              New workspace
            </Button>
          )
        }
      />
      <Answered query={query}>
        {({ items, total, counts }) =>
          total === 0 && !filtered ? (
            <Empty icon={IconRocket} title="No workspace yet" action={may("workspace.create") && <Button {...linkTo(paths.start(organization))}>Set up the first one</Button>}>
              Connect an Okta org and a repository; the first plan then shows what your code would change. It takes about five minutes.
            </Empty>
          ) : (
            <Stack gap="sm">
              <Filters counts={counts} />
              {items.length === 0 ? (
                <Paper withBorder p="lg">
                  <Text>No workspace is like that.</Text>
                </Paper>
              ) : (
                <TableCard label="Workspaces" columns={columns} minWidth={920}>
                  {items.map((workspace) => (
                    <Row key={workspace.id} workspace={workspace} />
                  ))}
                </TableCard>
              )}
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="workspaces" />
            </Stack>
          )
        }
      </Answered>
    </>
  );
}

function Filters({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const [search] = useFilter("search");
  const [group] = useFilter("show");
  const [sort, setSort] = useFilter("sort", "name");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text, page: undefined }), 250);
  return (
    <Group gap="xs">
      <TextInput
        aria-label="Search by name"
        placeholder="Search by name"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget: { value } }) => (setTyped(value), settle(value))}
        w={{ base: "100%", xs: 240 }}
      />
      <Group gap={6} role="group" aria-label="Show only">
        {groups.map(({ value, label }) => (
          <Chip key={value} size="xs" checked={group === value} onChange={(checked) => setFilters({ show: checked ? value : undefined, page: undefined })} variant="outline">
            {label} {counts[value] ?? 0}
          </Chip>
        ))}
      </Group>
      <Select aria-label="Sort by" data={orders} value={sort} onChange={(value) => setSort(value ?? "name")} allowDeselect={false} w={150} ml={{ base: 0, sm: "auto" }} comboboxProps={{ width: 160 }} />
    </Group>
  );
}

type Workspace = AnswerOf<"workspaces", "listWorkspaces">["items"][number];

function Row({ workspace: { name, lock, repository, oktaOrg, lastRun, drift, objects, nextCheckAt, pendingRuns } }: { readonly workspace: Workspace }) {
  const organization = useOrganization();
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <PageLink to={paths.workspace(organization, name)} fw={600}>
            {name}
          </PageLink>
          {lock && <IconLock size={14} aria-label={`Locked by ${lock.by}`} />}
        </Group>
        {repository && (
          <Group gap={4} wrap="nowrap" c="dimmed" fz="xs">
            <IconGitBranch size={13} aria-hidden />
            <span>
              {repository.identifier}
              {repository.branch !== null && ` · ${repository.branch}`}
              {repository.folder !== "" && ` · ${repository.folder}`}
            </span>
          </Group>
        )}
      </Table.Td>
      <Table.Td>{oktaOrg ? <PageLink to={paths.oktaOrg(organization, oktaOrg.id)}>{oktaOrg.name}</PageLink> : <Text c="dimmed">by variables</Text>}</Table.Td>
      <Table.Td>
        {lastRun ? (
          <Stack gap={2}>
            <Group gap={8} wrap="nowrap">
              <RunStatus status={lastRun.status} size="sm" />
              {lastRun.planned && <ChangeCounts counts={lastRun.applied ?? lastRun.planned} />}
              {pendingRuns > 0 && (
                <Badge size="sm" variant="default" tt="none" radius="sm">
                  +{pendingRuns} pending
                </Badge>
              )}
            </Group>
            <Text fz="xs" c="dimmed" truncate maw={300}>
              <PageLink to={paths.run(organization, name, lastRun.id)} c="inherit" fz="inherit">
                {lastRun.message === "" ? "Run without a message" : lastRun.message.split("\n")[0]}
              </PageLink>{" "}
              · <Moment at={lastRun.since} />
            </Text>
          </Stack>
        ) : (
          <Text c="dimmed">never ran</Text>
        )}
      </Table.Td>
      <Table.Td>
        {drift.open > 0 ? (
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
        ) : (
          <Text c="dimmed">{drift.scannedAt === null ? "not looked yet" : "none"}</Text>
        )}
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {objects}
      </Table.Td>
      <Table.Td>{nextCheckAt === null ? <Text c="dimmed">–</Text> : <Moment at={nextCheckAt} />}</Table.Td>
    </Table.Tr>
  );
}

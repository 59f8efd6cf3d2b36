import { Badge, Button, Group, Paper, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { IconBraces, IconPlus, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { Pager } from "../../components/Pager.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { VariableSetForm, type VariableSet } from "./VariableSetForm.tsx";

const size = 30;
const columns = [{ label: "Name", width: "38%" }, { label: "Used by" }, { label: "Variables", right: true }, { label: "Changed" }];

/** Variables that several workspaces share, set by set. */
export function VariableSetsPage() {
  const organization = useOrganization();
  const may = useMay();
  const open = useOpen();
  const [making, making_] = useDisclosure();
  const [search] = useFilter("search");
  const [page, setPage] = useFilter("page", "1");
  const query = useQuery({ ...ask("variables", "listVariableSets", { params: { organization }, query: { page: Number(page), size, ...(search !== "" && { search }) } }), placeholderData: keepPreviousData });
  const make = may("variable-set.write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={making_.open}>
      New variable set
    </Button>
  );
  return (
    <>
      <PageHeader title="Variable sets" description="Variables that several workspaces share: said once, changed once." actions={query.data && query.data.total === 0 && search === "" ? undefined : make} />
      <Answered query={query}>
        {({ items, total }) =>
          total === 0 && search === "" ? (
            <Empty icon={IconBraces} title="No variable set yet" action={make}>
              What several workspaces need, such as the address of a mail server, stands here once. A workspace's own values win, unless the set has priority.
            </Empty>
          ) : (
            <Stack gap="sm">
              <Search />
              {items.length === 0 ? (
                <Paper withBorder p="lg">
                  <Text>No variable set is called like that.</Text>
                </Paper>
              ) : (
                <TableCard label="Variable sets" columns={columns}>
                  {items.map((set) => (
                    <Row key={set.id} set={set} />
                  ))}
                </TableCard>
              )}
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="variable sets" />
            </Stack>
          )
        }
      </Answered>
      <VariableSetForm opened={making} onClose={making_.close} onSaved={({ id }) => open(paths.variableSet(organization, id))} />
    </>
  );
}

function Search() {
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text, page: undefined }), 250);
  return <TextInput aria-label="Search by name" placeholder="Search by name" leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={({ currentTarget: { value } }) => (setTyped(value), settle(value))} w={{ base: "100%", xs: 240 }} />;
}

function Row({ set: { id, name, description, project, priority, variables, updatedAt, ...uses } }: { readonly set: VariableSet }) {
  const organization = useOrganization();
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6}>
          <PageLink to={paths.variableSet(organization, id)} fz="sm" fw={600}>
            {name}
          </PageLink>
          {priority && (
            <Badge variant="default" size="sm" radius="sm" tt="none">
              Priority
            </Badge>
          )}
        </Group>
        {(description !== "" || project) && (
          <Text fz="sm" c="dimmed" lineClamp={2}>
            {[project && `Of the project ${project.name}`, description].filter(Boolean).join(" · ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{usedBy(uses)}</Table.Td>
      <Table.Td ta="right" className="figures">
        {variables}
      </Table.Td>
      <Table.Td>
        <Moment at={updatedAt} />
      </Table.Td>
    </Table.Tr>
  );
}

function usedBy({ global, workspaces, projects }: Pick<VariableSet, "global" | "workspaces" | "projects">): string {
  if (global) return "All workspaces";
  const parts = [counted(workspaces, "workspace"), counted(projects, "project")].filter((part) => part !== "");
  return parts.length === 0 ? "Nobody yet" : parts.join(", ");
}

const counted = (count: number, what: string): string => (count === 0 ? "" : count === 1 ? `1 ${what}` : `${count} ${what}s`);

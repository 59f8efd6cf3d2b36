import { runOperations, runStatuses } from "@lockstep/contract";
import { Chip, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { operationLabels, statusLabel } from "../../components/RunStatus.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";

const groups = [
  { value: "attention", label: "Needs confirmation" },
  { value: "active", label: "Running" },
  { value: "pending", label: "Pending" },
  { value: "final", label: "Ended" },
] as const;

type Group = (typeof groups)[number]["value"];

/** The filters of the address, as the server asks for them. */
export function useRunFilter() {
  const [search] = useFilter("search");
  const [group] = useFilter("show");
  const [status] = useFilter("status");
  const [operation] = useFilter("operation");
  const [by] = useFilter("by");
  const [page] = useFilter("page", "1");
  return {
    page: Math.max(1, Number(page) || 1),
    ...(search !== "" && { search }),
    ...(groups.some(({ value }) => value === group) && { group: group as Group }),
    ...(status !== "" && { status }),
    ...(operation !== "" && { operation }),
    ...(by !== "" && { by }),
  };
}

/** Is the list narrowed by anything? */
export const isFiltered = (filter: object): boolean => Object.keys(filter).some((name) => name !== "page");

const operations = runOperations.filter((value) => value !== "empty_apply").map((value) => ({ value, label: operationLabels[value] }));
const statuses = runStatuses.map((value) => ({ value, label: statusLabel(value) }));

/** What runs are chosen by; `people`: whom the runs that are shown were started by; `children`: further choices. */
export function RunFilters({ people, children }: { readonly people: readonly string[]; readonly children?: ReactNode }) {
  const [group] = useFilter("show");
  const [status] = useFilter("status");
  const [operation] = useFilter("operation");
  const [by] = useFilter("by");
  const setFilters = useFilters();
  const choose = (name: string, value: string | null): void => setFilters({ [name]: value ?? undefined, page: undefined });
  return (
    <Group gap="xs">
      <Search />
      <Group gap={6} role="group" aria-label="Show only">
        {groups.map(({ value, label }) => (
          <Chip key={value} size="xs" variant="outline" checked={group === value} onChange={(checked) => choose("show", checked ? value : null)}>
            {label}
          </Chip>
        ))}
      </Group>
      {children}
      <Select aria-label="Status" placeholder="Any status" data={statuses} value={status === "" ? null : status} onChange={(value) => choose("status", value)} clearable clearButtonProps={{ "aria-label": "Any status" }} w={{ base: "calc(50% - 5px)", xs: 190 }} />
      <Select aria-label="Kind of run" placeholder="Any kind" data={operations} value={operation === "" ? null : operation} onChange={(value) => choose("operation", value)} clearable clearButtonProps={{ "aria-label": "Any kind" }} w={{ base: "calc(50% - 5px)", xs: 160 }} />
      <Select aria-label="Started by" placeholder="By anybody" data={[...new Set([...people, ...(by === "" ? [] : [by])])].sort()} value={by === "" ? null : by} onChange={(value) => choose("by", value)} searchable clearable clearButtonProps={{ "aria-label": "By anybody" }} w={{ base: "calc(50% - 5px)", xs: 160 }} />
    </Group>
  );
}

function Search() {
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text, page: undefined }), 250);
  // A link, or the way back, says another.
  useEffect(() => setTyped(search), [search]);
  return (
    <TextInput
      aria-label="Search in message, commit or id"
      placeholder="Message, commit or id"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        settle(value);
      }}
      w={{ base: "100%", xs: 220 }}
    />
  );
}

import { Chip, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";

/** What a workspace can be chosen by, with the count that the server gives of each. */
export const groups = [
  { value: "attention", label: "Needs confirmation" },
  { value: "running", label: "Running" },
  { value: "pending", label: "Pending" },
  { value: "errored", label: "Errored" },
  { value: "drifted", label: "Drifted" },
] as const;

export const orders = [
  { value: "name", label: "Name" },
  { value: "-last-run", label: "Newest run" },
  { value: "drift", label: "Oldest drift" },
  { value: "-updated", label: "Last changed" },
] as const;

/** Search, groups, project, tag and order; all of them stand in the address. */
export function EnvironmentFilters({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const [group] = useFilter("show");
  const [sort] = useFilter("sort", "name");
  const setFilters = useFilters();
  return (
    <Group gap="xs">
      <Search />
      <Group gap={6} role="group" aria-label="Show only">
        {groups.map(({ value, label }) => (
          <Chip key={value} size="xs" checked={group === value} onChange={(checked) => setFilters({ show: checked ? value : undefined, page: undefined })} variant="outline">
            {label} {counts[value] ?? 0}
          </Chip>
        ))}
      </Group>
      <Group gap="xs" ml={{ base: 0, sm: "auto" }}>
        <Places />
        <Select aria-label="Sort by" data={orders} value={orders.find(({ value }) => value === sort)?.value ?? "name"} onChange={(value) => setFilters({ sort: value === "name" ? undefined : (value ?? undefined), page: undefined })} allowDeselect={false} w={140} />
      </Group>
    </Group>
  );
}

function Search() {
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const [before, setBefore] = useState(search);
  // "Show all" empties the field too.
  if (search !== before) {
    setBefore(search);
    if (search === "") setTyped("");
  }
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text.trim() === "" ? undefined : text.trim(), page: undefined }), 150);
  return (
    <TextInput
      type="search"
      aria-label="Search by name"
      placeholder="Search by name"
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

/** Project and tag, where there is a choice. */
function Places() {
  const organization = useOrganization();
  const [project] = useFilter("project");
  const [tag] = useFilter("tag");
  const setFilters = useFilters();
  const projects = useQuery({ ...ask("projects", "listProjects", { params: { organization }, query: { size: 100 } }), staleTime: 60_000 }).data?.items ?? [];
  const tags = useQuery({ ...ask("workspaces", "listTags", { params: { organization } }), staleTime: 60_000 }).data?.items ?? [];
  const tagNames = tags.map(({ key, value, workspaces }) => ({ value: value === "" ? key : `${key}:${value}`, label: `${value === "" ? key : `${key}: ${value}`} (${workspaces})` }));
  return (
    <>
      {(projects.length > 1 || project !== "") && (
        <Select aria-label="Project" placeholder="All projects" data={projects.map(({ id, name }) => ({ value: id, label: name }))} value={project === "" ? null : project} onChange={(value) => setFilters({ project: value ?? undefined, page: undefined })} clearable searchable clearButtonProps={{ "aria-label": "All projects" }} w={160} />
      )}
      {(tagNames.length > 0 || tag !== "") && (
        <Select aria-label="Tag" placeholder="Any tag" data={tagNames} value={tag === "" ? null : tag} onChange={(value) => setFilters({ tag: value ?? undefined, page: undefined })} clearable searchable clearButtonProps={{ "aria-label": "Any tag" }} w={160} comboboxProps={{ width: 240, position: "bottom-end" }} />
      )}
    </>
  );
}

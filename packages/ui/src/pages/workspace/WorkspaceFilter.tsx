import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";

/** Narrows a list of the organization to one workspace, by its name in the address. */
export function WorkspaceFilter() {
  const organization = useOrganization();
  const [workspace] = useFilter("workspace");
  const setFilters = useFilters();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const { data } = useQuery({ ...ask("workspaces", "listWorkspaces", { params: { organization }, query: { size: 50, ...(search !== "" && { search }) } }), placeholderData: keepPreviousData });
  const names = (data?.items ?? []).map(({ name }) => name);
  return (
    <Select
      aria-label="Workspace"
      placeholder="Any workspace"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Any workspace" }}
      data={[...new Set([...names, ...(workspace === "" ? [] : [workspace])])]}
      value={workspace === "" ? null : workspace}
      onChange={(value) => setFilters({ workspace: value ?? undefined, page: undefined })}
      onSearchChange={(text) => setTyped(names.includes(text) ? "" : text)}
      nothingFoundMessage="No workspace is called like that"
      w={{ base: "calc(50% - 5px)", xs: 190 }}
    />
  );
}

import { TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../api/queries.ts";

interface Props {
  readonly workspace: string;
  readonly label: string;
  readonly description: string;
  readonly value: readonly string[];
  readonly onChange: (addresses: string[]) => void;
}

const suggestions = 50;

/** Addresses of a workspace's objects, by searching; one that is not in the state yet can be typed. */
export function ObjectPicker({ workspace, label, description, value, onChange }: Props) {
  const [search, setSearch] = useState("");
  const [settled] = useDebouncedValue(search, 200);
  const { data } = useQuery({
    ...ask("workspaces", "listObjects", { params: { workspace }, query: { size: suggestions, mode: "managed", ...(settled !== "" && { search: settled }) } }),
    placeholderData: keepPreviousData,
  });
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={value.length === 0 ? "Search, or type an address" : undefined}
      data={(data?.items ?? []).map(({ address }) => address)}
      value={[...value]}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      maxDropdownHeight={240}
      maxTags={500}
      clearable
      clearButtonProps={{ "aria-label": `Clear ${label.toLowerCase()}` }}
      styles={{ pill: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}

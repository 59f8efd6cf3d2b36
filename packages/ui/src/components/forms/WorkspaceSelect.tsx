import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/queries.ts";
import { useOrganization } from "../../hooks/usePlace.ts";

interface Props {
  readonly label: string;
  readonly description?: ReactNode;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  /** Ids of those that are no choice. */
  readonly without?: readonly string[];
  /** Only those of this project. */
  readonly project?: string | undefined;
}

/** One of the workspaces that one sees, found by a part of its name. */
export function WorkspaceSelect({ label, description, value, onChange, without = [], project }: Props) {
  const organization = useOrganization();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const { data, isFetching } = useQuery({ ...ask("workspaces", "listWorkspaces", { params: { organization }, query: { size: 50, ...(project !== undefined && { project }), ...(search !== "" && { search }) } }), placeholderData: keepPreviousData });
  const choices = (data?.items ?? []).filter(({ id }) => !without.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={label}
      description={description}
      placeholder="Choose a workspace"
      searchable
      clearable={value !== null}
      clearButtonProps={{ "aria-label": "Choose no workspace" }}
      data={choices}
      value={value}
      onChange={onChange}
      onSearchChange={(text) => setTyped(choices.some((choice) => choice.label === text) ? "" : text)}
      nothingFoundMessage={isFetching ? "Looking…" : "No workspace is called like that"}
      flex="1 1 14rem"
    />
  );
}

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../api/queries.ts";
import { useOrganization } from "../../hooks/usePlace.ts";

interface Props {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly without?: readonly string[];
  /** Only this one is a choice. */
  readonly only?: string | undefined;
  readonly readOnly?: boolean;
  readonly flex?: string;
  /** What choosing none is called; without it, one must be chosen. */
  readonly none?: string;
}

/** One of the projects of the organization. */
export function ProjectSelect({ none, without = [], only, value, onChange, ...rest }: Props) {
  const organization = useOrganization();
  const { data } = useQuery(ask("projects", "listProjects", { params: { organization }, query: { size: 100 } }));
  const choices = (data?.items ?? []).filter(({ id }) => !without.includes(id) && (only === undefined || id === only)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      {...rest}
      placeholder="Choose a project"
      searchable={choices.length > 8}
      allowDeselect={false}
      data={none === undefined ? choices : [{ value: "", label: none }, ...choices]}
      value={none === undefined ? value : (value ?? "")}
      onChange={(chosen) => onChange(chosen === "" ? null : chosen)}
    />
  );
}

import { Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { unknownActor } from "@lockstep/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";

const statuses = [
  { value: "unresolved", label: "Unresolved" },
  { value: "open", label: "Open" },
  { value: "accepted", label: "Accepted" },
  { value: "resolved", label: "Resolved" },
  { value: "any", label: "All" },
];

const groupings = [
  { value: "actor", label: "Group by who" },
  { value: "workspace", label: "Group by workspace" },
  { value: "newest", label: "Newest first" },
];

type Actors = AnswerOf<"drift", "list">["actors"];

/** A text in the address that follows what is typed. */
export function SearchField({ label }: { readonly label: string }) {
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text, page: undefined }), 250);
  return (
    <TextInput
      aria-label={label}
      placeholder="Name or address"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget: { value } }) => (setTyped(value), settle(value))}
      flex="2 1 200px"
      maxLength={200}
    />
  );
}

/** What of the drifts is shown, and in which order; all of it is in the address. */
export function DriftFilters({ actors, inWorkspace }: { readonly actors: Actors; readonly inWorkspace: boolean }) {
  const [status] = useFilter("status", "unresolved");
  const [actor] = useFilter("actor");
  const [sort] = useFilter("sort", "actor");
  const setFilters = useFilters();
  const people = [...new Set([...actors.map((each) => each.actor ?? unknownActor), ...(actor === "" ? [] : [actor])])];
  return (
    <Group gap="xs">
      <SearchField label="Search by name or address" />
      <Select aria-label="Status" data={statuses} value={status} allowDeselect={false} flex="1 1 140px" onChange={(value) => setFilters({ status: value === "unresolved" ? undefined : (value ?? undefined), page: undefined })} />
      <Select
        aria-label="Changed by"
        placeholder="Changed by"
        data={people.map((value) => ({ value, label: value === unknownActor ? "Not known who" : value }))}
        value={actor === "" ? null : actor}
        clearable
        searchable
        flex="1 1 140px"
        onChange={(value) => setFilters({ actor: value ?? undefined, page: undefined })}
      />
      {!inWorkspace && <PlaceFilters />}
      <Select aria-label="Order" data={inWorkspace ? groupings.filter(({ value }) => value !== "workspace") : groupings} value={sort} allowDeselect={false} flex="1 1 140px" onChange={(value) => setFilters({ sort: value === "actor" ? undefined : (value ?? undefined), page: undefined })} />
    </Group>
  );
}

/** In which workspace, and in which connected Okta org. */
export function PlaceFilters({ org = false }: { readonly org?: boolean }) {
  const organization = useOrganization();
  const [workspace] = useFilter("workspace");
  const [oktaOrg] = useFilter("org");
  const setFilters = useFilters();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const found = useQuery({ ...ask("workspaces", "listWorkspaces", { params: { organization }, query: { size: 20, ...(search !== "" && search !== workspace && { search }) } }), placeholderData: keepPreviousData });
  const orgs = useQuery(ask("oktaOrgs", "list", { params: { organization } }));
  const names = [...new Set([...(workspace === "" ? [] : [workspace]), ...(found.data?.items ?? []).map(({ name }) => name)])];
  return (
    <>
      {!org && (
        <Select
          aria-label="Workspace"
          placeholder="Workspace"
          data={names}
          value={workspace === "" ? null : workspace}
          clearable
          searchable
          onSearchChange={setTyped}
          filter={({ options }) => options}
          flex="1 1 140px"
          onChange={(value) => setFilters({ workspace: value ?? undefined, page: undefined })}
        />
      )}
      {(orgs.data?.items.length ?? 0) > 0 && (
        <Select aria-label="Okta org" placeholder="Okta org" data={(orgs.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))} value={oktaOrg === "" ? null : oktaOrg} clearable searchable flex="1 1 140px" onChange={(value) => setFilters({ org: value ?? undefined, page: undefined })} />
      )}
    </>
  );
}

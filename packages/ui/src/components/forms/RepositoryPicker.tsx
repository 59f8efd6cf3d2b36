import { Autocomplete, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { ask } from "../../api/queries.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { wordsOf } from "../PageProblem.tsx";

/** What a workspace follows. */
export interface PickedRepository {
  readonly connectionId: string;
  readonly repository: string;
  readonly branch: string;
  /** The folder within it that is planned; "": its root. */
  readonly folder: string;
}

export const nothingPicked: PickedRepository = { connectionId: "", repository: "", branch: "", folder: "" };

interface Props {
  readonly value: PickedRepository;
  /** Several may come for one choice: a repository brings its usual branch with it. */
  readonly onChange: (value: PickedRepository) => void;
  /** Beside the connections: the way to make another. */
  readonly besideConnection?: ReactNode;
  readonly errors?: Partial<Readonly<Record<keyof PickedRepository, string>>>;
}

/** Chooses connection, repository, branch and folder, from lists wherever the host can give one. */
export function RepositoryPicker({ value, onChange, besideConnection, errors = {} }: Props) {
  const organization = useOrganization();
  const { data } = useQuery(ask("vcs", "listVcsConnections", { params: { organization } }));
  const connections = data?.items ?? [];
  const first = connections[0]?.id;
  useEffect(() => {
    if (value.connectionId === "" && first !== undefined) onChange({ ...value, connectionId: first });
  });
  return (
    <Stack gap="md" maw={640}>
      {(connections.length > 1 || besideConnection) && (
        <Stack gap={6}>
          <Select label="Connection" data={connections.map(({ id, name, label }) => ({ value: id, label: name === label ? name : `${name} (${label})` }))} value={value.connectionId === "" ? null : value.connectionId} onChange={(connectionId) => onChange({ ...nothingPicked, connectionId: connectionId ?? "" })} allowDeselect={false} error={errors.connectionId} />
          {besideConnection}
        </Stack>
      )}
      <Repository value={value} onChange={onChange} error={errors.repository} />
      <Branch value={value} onChange={onChange} error={errors.branch} />
      <TextInput label="Folder" description="Where the configuration is within the repository. Empty: at its root." placeholder="environments/preview" autoComplete="off" spellCheck={false} value={value.folder} onChange={({ currentTarget: { value: folder } }) => onChange({ ...value, folder })} error={errors.folder} />
    </Stack>
  );
}

interface FieldProps {
  readonly value: PickedRepository;
  readonly onChange: (value: PickedRepository) => void;
  readonly error: string | undefined;
}

function Repository({ value, onChange, error }: FieldProps) {
  const { connectionId, repository } = value;
  const [typed, setTyped] = useState(false);
  const [search] = useDebouncedValue(repository, 300);
  const list = useQuery({
    ...ask("vcs", "listVcsRepositories", { params: { connection: connectionId }, query: { search, size: 50 } }),
    enabled: connectionId !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const names = list.data?.items.map(({ name }) => name) ?? [];
  const [only] = names;
  // Where there is one alone, nobody has to choose it.
  useEffect(() => {
    if (!typed && repository === "" && search === "" && list.data?.total === 1 && only !== undefined && !list.isPlaceholderData) onChange({ ...value, repository: only });
  });
  const refused = list.error === null ? undefined : wordsOf(list.error).detail;
  return (
    <Autocomplete
      label="Repository"
      description={names.length === 0 && list.isSuccess ? "The host lists none here: write its name." : "Type a part of its name."}
      placeholder="team/okta"
      required
      autoComplete="off"
      spellCheck={false}
      // The server has searched already.
      filter={({ options }) => options}
      data={names}
      value={repository}
      onChange={(next) => (setTyped(true), onChange({ ...value, repository: next, branch: "" }))}
      error={error ?? refused}
      disabled={connectionId === ""}
    />
  );
}

function Branch({ value, onChange, error }: FieldProps) {
  const { connectionId, repository, branch } = value;
  const [settled] = useDebouncedValue(repository.trim(), 400);
  const ready = connectionId !== "" && settled !== "" && settled === repository.trim();
  const list = useQuery({ ...ask("vcs", "listVcsBranches", { params: { connection: connectionId }, query: { repository: settled } }), enabled: ready, retry: false, staleTime: 30_000 });
  const { defaultBranch = null, items = [] } = ready ? (list.data ?? {}) : {};
  const usual = defaultBranch ?? items[0]?.name;
  useEffect(() => {
    if (ready && branch === "" && usual !== undefined) onChange({ ...value, branch: usual });
  });
  const refused = ready && list.error !== null ? wordsOf(list.error).detail : undefined;
  return (
    <Select
      label="Branch"
      description={ready && list.isPending ? "Reading the branches…" : "A push to it is planned by itself."}
      placeholder={repository === "" ? "Choose the repository first" : undefined}
      required
      searchable
      allowDeselect={false}
      data={items.map(({ name }) => ({ value: name, label: name === defaultBranch ? `${name} (default)` : name }))}
      value={branch === "" ? null : branch}
      onChange={(next) => onChange({ ...value, branch: next ?? "" })}
      nothingFoundMessage="No such branch"
      disabled={!ready || items.length === 0}
      error={error ?? refused}
    />
  );
}

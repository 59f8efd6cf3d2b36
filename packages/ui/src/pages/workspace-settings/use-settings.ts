import type { AnswerOf } from "../../api/queries.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { useOpen } from "../../components/PageLink.tsx";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Workspace = AnswerOf<"workspaces", "readWorkspace">;
export type Settings = Workspace["settings"];
type Name = keyof Settings;

/** A form over some of the workspace's settings. */
export interface SettingsForm<N extends Name> {
  readonly values: Pick<Settings, N>;
  readonly set: (changes: Partial<Pick<Settings, N>>) => void;
  /** Something is not saved yet. */
  readonly dirty: boolean;
  readonly reset: () => void;
  readonly save: () => void;
  readonly change: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: Error | null };
  readonly readOnly: boolean;
}

/** Changes settings of the workspace; what the server answers is shown at once. Renamed, it is at another address. */
export function useUpdateWorkspace(onDone?: () => void) {
  const organization = useOrganization();
  const { id, name } = useWorkspace();
  const queries = useQueryClient();
  const open = useOpen();
  return useChange(
    async (body: Parameters<typeof api.workspaces.updateWorkspace>[0]["body"]) => api.workspaces.updateWorkspace({ params: { workspace: id }, body }),
    ["workspaces", "vcs"],
    (saved) => {
      queries.setQueryData(ask("workspaces", "readWorkspaceByName", { params: { organization, name: saved.name } }).queryKey, saved);
      onDone?.();
      if (saved.name !== name) open(paths.workspaceSettings(organization, saved.name));
    },
  );
}

/**
 * Keeps what is typed over what the server says: a setting that nobody touched here follows what others change, one that was
 * touched stays until it is saved, and only those are sent.
 */
export function useSettings<const N extends Name>(names: readonly N[]): SettingsForm<N> {
  const { settings } = useWorkspace();
  const may = useMayInWorkspace();
  const [touched, setTouched] = useState<Partial<Settings>>({});
  const values = { ...settings, ...touched };
  const changed = names.filter((name) => JSON.stringify(values[name]) !== JSON.stringify(settings[name]));
  const change = useUpdateWorkspace(() => setTouched({}));
  return {
    values,
    set: (changes) => {
      if (change.isSuccess) change.reset();
      setTouched((before) => ({ ...before, ...changes }));
    },
    dirty: changed.length > 0,
    reset: () => (setTouched({}), change.reset()),
    save: () => change.mutate(Object.fromEntries(changed.map((name) => [name, values[name]]))),
    change,
    readOnly: !may("workspace.update"),
  };
}

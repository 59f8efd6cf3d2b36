import type { PhaseKeptState, PhaseStateWanted } from "@lockstep/contract";
import type { Redactor } from "../secrets/redactor.ts";
import type { Server } from "../server.ts";
import { selectWorkspaceByName } from "../workspaces/queries.ts";
import { sharesStateWith } from "../workspaces/state-consumers.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { requireBlob } from "./folder.ts";

interface StateFile {
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>>;
}

/** What the runs of a workspace may read of another's state: its outputs, where that one shares them. */
export async function keptState({ db, vault, settings }: Pick<Server, "db" | "vault" | "settings">, reader: Workspace, { host, organization, workspace }: PhaseStateWanted, redactor: Redactor): Promise<PhaseKeptState> {
  if ((host ?? "app.terraform.io").toLowerCase() !== new URL(settings.publicUrl).host) return { elsewhere: true };
  const source = await selectWorkspaceByName(db, organization, workspace);
  // Whether there is such a workspace is not for everybody to know.
  if (!source || !(await sharesStateWith({ db }, source, reader))) return { problem: `The organization "${organization}" has no workspace "${workspace}" whose state "${reader.name}" may read. Let that workspace share its state with all, or name "${reader.name}" among those that may read it.` };
  const version = source.currentStateVersionId === null ? undefined : await db.selectFrom("stateVersions").select("blobId").where("id", "=", source.currentStateVersionId).executeTakeFirst();
  if (!version?.blobId) return { state: null };
  const { outputs = {}, ...facts } = JSON.parse((await requireBlob({ db, vault }, version.blobId, "state")).toString("utf8")) as StateFile;
  for (const { value, sensitive } of Object.values(outputs)) if (sensitive) hide(redactor, value);
  return { state: { ...facts, outputs, resources: [], check_results: null } };
}

// Terraform does not mark what comes from another state, so that it would be shown.
function hide(redactor: Redactor, value: unknown): void {
  if (typeof value === "string") redactor.add(value);
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) hide(redactor, part);
}

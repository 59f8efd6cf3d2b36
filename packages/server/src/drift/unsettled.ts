import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { Look } from "./look.ts";
import { addressesOf, runsApplyingSince } from "./run-addresses.ts";
import { objectsOfVersion } from "./state-objects.ts";

/** What a scan cannot tell of. */
export interface Unsettled {
  readonly addresses: ReadonlySet<string>;
  /** A run is applying still; when it ends it asks for what was left out. */
  readonly applying: boolean;
}

/** Addresses that a run was changing while the scan looked, and those whose state is another one by now. */
export async function unsettledSince(server: Pick<Server, "db" | "vault">, workspace: Workspace, look: Look, since: Date): Promise<Unsettled> {
  const runs = await runsApplyingSince(server.db, workspace.id, since);
  const addresses = new Set<string>();
  for (const run of runs) for (const address of await addressesOf(server, run)) addresses.add(address);
  for (const address of await changedInState(server, workspace, look)) addresses.add(address);
  return { addresses, applying: runs.some(({ status }) => status === "applying") };
}

async function changedInState(server: Pick<Server, "db" | "vault">, workspace: Workspace, { workspace: before, objects }: Look): Promise<readonly string[]> {
  if (workspace.currentStateVersionId === before.currentStateVersionId && workspace.currentRunId === before.currentRunId) return [];
  const now = await objectsOfVersion(server, workspace.currentStateVersionId);
  return [...objects].flatMap(([address, { attributes }]) => (JSON.stringify(now.get(address)?.attributes) === JSON.stringify(attributes) ? [] : [address]));
}

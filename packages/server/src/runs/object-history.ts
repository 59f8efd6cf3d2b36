// Which runs changed an object, by the plans that were carried out: a state says what an object is, not who made it so.
import type { Answer, runRoutes } from "@lockstep/contract";
import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import type { Server } from "../server.ts";
import { readBlob } from "../storage/blobs.ts";
import { record } from "../tfe/routes.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { changesOf } from "./plan-view.ts";
import { summaryOf } from "./view.ts";

type History = Answer<(typeof runRoutes)["listObjectHistory"]>;
type Change = Pick<History["items"][number], "address" | "action" | "attributes"> & { readonly previousAddress: string | null };

/** Plans are read whole: so many runs are looked at, and so many bytes. */
const mostRuns = 100;
const mostBytes = 64 << 20;

/** The runs whose apply changed the object, the newest first; under its earlier addresses where it was moved. */
export async function objectHistory(server: Pick<Server, "db" | "vault">, workspace: Workspace, address: string): Promise<History> {
  const runs = await appliedRuns(server, workspace.id);
  const items: History["items"] = [];
  let [name, bytes] = [address, 0];
  for (const { planSize, ...run } of runs.slice(0, mostRuns)) {
    if (planSize === null || (bytes += planSize) > mostBytes) return { items, complete: false };
    const change = (await changesIn(server, run.id, run.redactedPlanBlobId ?? "")).get(name);
    if (!change) continue;
    const { previousAddress, ...shown } = change;
    items.push({ ...summaryOf({ ...run, workspaceName: workspace.name }), ...shown });
    name = previousAddress ?? name;
    // Before it was made there was nothing.
    if (shown.action === "create" || shown.action === "import") return { items, complete: true };
  }
  return { items, complete: runs.length <= mostRuns };
}

/** Runs whose apply began, with the size of what is kept of their plans. */
const appliedRuns = async ({ db }: Pick<Server, "db">, workspaceId: string) =>
  db
    .selectFrom("runs")
    .innerJoin("configurationVersions", "configurationVersions.id", "runs.configurationVersionId")
    .leftJoin("blobs", "blobs.id", "runs.redactedPlanBlobId")
    .selectAll("runs")
    .select(["configurationVersions.ingress", "blobs.size as planSize"])
    .where("runs.workspaceId", "=", workspaceId)
    .where(sql<boolean>`runs.status_times ? 'applying'`)
    .orderBy("runs.number", "desc")
    .limit(mostRuns + 1)
    .execute();

// A plan never changes: what was found in it once is so for good.
const known = new Map<string, ReadonlyMap<string, Change>>();
const mostKnown = 200;
const mostChangesKept = 1000;

async function changesIn(server: Pick<Server, "db" | "vault">, runId: string, blobId: string): Promise<ReadonlyMap<string, Change>> {
  const cached = known.get(runId);
  if (cached) return cached;
  const bytes = await readBlob(server, blobId);
  const all = bytes ? changesOf(record(JSON.parse(bytes.toString("utf8")) as unknown)) : [];
  const changes = new Map(all.filter(({ action, mode, deposed }) => action !== "no-op" && mode === "managed" && deposed === null).map((change) => [change.address, shortened(change)]));
  if (changes.size > mostChangesKept) return changes;
  if (known.size >= mostKnown) known.delete(known.keys().next().value ?? "");
  known.set(runId, changes);
  return changes;
}

function shortened({ address, previousAddress, action, before, after, unknown }: ReturnType<typeof changesOf>[number]): Change {
  const [old, now, later] = [record(before), record(after), record(unknown)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now), ...Object.keys(later)])];
  const others = names.filter((name) => (later[name] !== undefined && later[name] !== false) || !isDeepStrictEqual(old[name], now[name]));
  return { address, previousAddress, action, attributes: action === "update" ? others.sort() : [] };
}

import type { Answer, Query, workspaceRoutes } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { readObjects, shownValues, type StateObject } from "../state-versions/objects.ts";
import { readBlob } from "../storage/blobs.ts";
import type { Workspace } from "./workspace.ts";

type List = (typeof workspaceRoutes)["listObjects"];
type Listed = Answer<List>["items"][number];
type Detail = Answer<(typeof workspaceRoutes)["readObject"]>;

/** A page of what the workspace's state has, by address. */
export async function listObjects(server: Pick<Server, "db">, actor: Actor, workspace: Workspace, { search, type, module, mode, drifted, page, size }: Query<List>): Promise<Answer<List>> {
  await requireAccess(server, actor, workspace, "workspace.read");
  const all = await objectsOf(server, workspace);
  const wanted = (search ?? "").toLowerCase();
  const matching = all.filter(
    (object) =>
      (wanted === "" || object.address.toLowerCase().includes(wanted) || object.id?.toLowerCase() === wanted) &&
      (type === undefined || object.type === type) &&
      (module === undefined || object.module === module) &&
      (mode === undefined || object.mode === mode) &&
      (drifted === undefined || (object.driftId !== null) === drifted),
  );
  return { items: matching.slice((page - 1) * size, page * size), total: matching.length, types: countTypes(all), modules: countModules(all) };
}

async function objectsOf({ db }: Pick<Server, "db">, { id, currentStateVersionId }: Workspace): Promise<Listed[]> {
  if (currentStateVersionId === null) return [];
  const version = await db.selectFrom("stateVersions").select("resources").where("id", "=", currentStateVersionId).executeTakeFirst();
  const drifts = await driftsOf(db, id);
  const objects = (version?.resources ?? []).flatMap(({ mode, type, name, module, provider, instances }) =>
    instances.map(({ address, id: objectId, tainted, deposed }) => ({ address, mode, type, name, module, provider, id: objectId, tainted: tainted ?? false, deposed: deposed ?? null, driftId: deposed === undefined ? (drifts.get(address) ?? null) : null })),
  );
  return objects.sort((a, b) => (a.address < b.address ? -1 : 1));
}

const driftsOf = async (db: Server["db"], workspaceId: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await db.selectFrom("drifts").select(["id", "address"]).where("workspaceId", "=", workspaceId).where("status", "=", "open").execute()).map(({ id, address }) => [address, id]));

/** How many objects there are of each type, the most first. */
export function countTypes(objects: readonly { readonly type: string; readonly mode: string }[]): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { type, mode } of objects) if (mode === "managed") counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** How many objects each module has, by address. */
function countModules(objects: readonly Listed[]): { module: string; count: number }[] {
  const counts = Map.groupBy(objects, ({ module }) => module);
  return [...counts].map(([module, { length }]) => ({ module, count: length })).sort((a, b) => (a.module < b.module ? -1 : 1));
}

/** What deleting the workspace would leave in the org, by type. */
export const managedTypes = async (server: Pick<Server, "db">, workspace: Workspace): Promise<{ type: string; count: number }[]> => countTypes(await objectsOf(server, workspace));

/** One object as the state has it, without its secrets. It takes the right to read states: attributes say more than addresses. */
export async function readObject(server: Pick<Server, "db" | "vault">, actor: Actor, workspace: Workspace, address: string, deposed: string | undefined): Promise<Detail> {
  await requireAccess(server, actor, workspace, "state.read");
  const version = workspace.currentStateVersionId === null ? undefined : await server.db.selectFrom("stateVersions").select(["blobId", "serial"]).where("id", "=", workspace.currentStateVersionId).executeTakeFirst();
  const bytes = version?.blobId ? await readBlob(server, version.blobId) : undefined;
  const objects = bytes ? readObjects(bytes) : [];
  const object = found(objects.find((each) => each.address === address && (each.deposed ?? undefined) === deposed), "object", address);
  const attributes = shownValues(object) as Readonly<Record<string, unknown>>;
  const drifts = await driftsOf(server.db, workspace.id);
  const { mode, type, name, module, provider, id, tainted } = object;
  return {
    ...{ address, mode, type, name, provider, id, tainted },
    module: module === "" ? "root" : module,
    deposed: object.deposed,
    driftId: drifts.get(address) ?? null,
    attributes,
    sensitive: markedPaths(object.sensitive),
    references: referencesIn(attributes, idsOf(objects, object)),
    dependsOn: [...new Set(object.dependencies.flatMap((block) => instancesOf(objects, block)))],
    usedBy: objects.filter(({ dependencies }) => dependencies.some((block) => isOf(address, block))).map((each) => each.address),
    serial: version?.serial ?? 0,
  };
}

/** Is this the address of the block, or of an instance of it? */
const isOf = (address: string, block: string): boolean => address === block || address.startsWith(`${block}[`);

/** The addresses of a block's instances; the block itself where the state has none, as of a data source that was not read. */
function instancesOf(objects: readonly StateObject[], block: string): readonly string[] {
  const instances = objects.filter(({ address, deposed }) => deposed === null && isOf(address, block)).map(({ address }) => address);
  return instances.length > 0 ? instances : [block];
}

/** Ids of other objects and where they are: an attribute that has one is a reference to it. */
function idsOf(objects: readonly StateObject[], own: StateObject): ReadonlyMap<string, string> {
  const others = objects.filter(({ id, address, deposed }) => id !== null && id.length >= shortestId && address !== own.address && deposed === null);
  return new Map([...Map.groupBy(others, ({ id }) => id ?? "")].map(([id, candidates]) => [id, ownerOf(candidates, own).address]));
}

/** Several objects can go by one id: an assignment has its group's. The owner depends on none of the others; what the reader depends on, and what is managed, goes before. */
function ownerOf(candidates: readonly StateObject[], reader: StateObject): StateObject {
  const dependsOnAny = (object: StateObject, others: readonly StateObject[]): boolean => others.some(({ address }) => address !== object.address && object.dependencies.some((block) => isOf(address, block)));
  const rank = (candidate: StateObject): number => (dependsOnAny(candidate, candidates) ? 4 : 0) + (dependsOnAny(reader, [candidate]) ? 0 : 2) + (candidate.mode === "managed" ? 0 : 1);
  return candidates.reduce((best, candidate) => (rank(candidate) < rank(best) ? candidate : best));
}

// Shorter ones are words: "default", "true".
const shortestId = 12;

function referencesIn(value: unknown, ids: ReadonlyMap<string, string>, path = ""): { path: string; address: string }[] {
  if (typeof value === "string") {
    const address = path === "id" ? undefined : ids.get(value);
    return address === undefined ? [] : [{ path, address }];
  }
  return stepsOf(value).flatMap(([step, each]) => referencesIn(each, ids, path + dotted(path, step)));
}

function markedPaths(marks: unknown, path = ""): string[] {
  if (marks === true) return [path];
  return stepsOf(marks).flatMap(([step, each]) => markedPaths(each, path + dotted(path, step)));
}

function stepsOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((each: unknown, at) => [at, each] as const);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

const dotted = (path: string, step: string | number): string => (typeof step === "number" ? `[${step}]` : path === "" ? step : `.${step}`);

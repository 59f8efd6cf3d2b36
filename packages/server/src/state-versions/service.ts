import { createHash } from "node:crypto";
import type { Selectable } from "kysely";
import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { readBlob, storeBlob } from "../storage/blobs.ts";
import { selectWorkspace, workspaceForUpdate } from "../workspaces/queries.ts";
import { refuseLocked } from "../workspaces/lock.ts";
import { isLockedBy, type Workspace } from "../workspaces/workspace.ts";
import { readState, type StateFacts } from "./read-state.ts";
import { finalize } from "./store.ts";
import type { StateVersionRow } from "./tables.ts";

export type StateVersion = Selectable<StateVersionRow>;
type Needs = Pick<Server, "db" | "vault" | "jobs" | "listeners">;

/** What a state is announced with. */
export interface NewState {
  readonly serial: number;
  readonly md5: string;
  readonly lineage: string;
  readonly force: boolean;
  /** The state itself, where it comes at once. */
  readonly state?: Uint8Array;
}

/** Announces a state (its content is uploaded next), or stores it at once. Who writes has locked the workspace. The same again changes nothing. */
export async function createStateVersion(server: Needs, actor: Actor, workspace: Workspace, wanted: NewState): Promise<StateVersion> {
  await requireAccess(server, actor, workspace, "state.write");
  const { serial, md5, lineage, force, state } = wanted;
  if (!/^[0-9a-f]{32}$/i.test(md5)) throw new Problem("param-missing", { name: "md5" });
  return transaction(server.db, async (trx) => {
    const held = await workspaceForUpdate(trx, workspace.id);
    if (!isLockedBy(held, actor)) throw new Problem("state-needs-lock", { name: held.name });
    const pending = await trx.selectFrom("stateVersions").selectAll().where("workspaceId", "=", held.id).where("status", "=", "pending").where("serial", "=", serial).where("md5", "=", md5).executeTakeFirst();
    const version = pending ?? (await announce(trx, actor, held, wanted));
    if (!pending) await refuseConflict(trx, held, { serial, md5, lineage, force });
    if (!state) return version;
    return receive(server, trx, held, version, state);
  });
}

async function announce(trx: Transaction, actor: Actor, workspace: Workspace, { serial, md5, lineage }: NewState): Promise<StateVersion> {
  return trx
    .insertInto("stateVersions")
    .values({ id: newId("stateVersion"), workspaceId: workspace.id, serial, md5: md5.toLowerCase(), lineage, createdByKind: actor.kind, createdById: actor.id, createdByName: actor.name })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function refuseConflict(trx: Transaction, { currentStateVersionId }: Workspace, { serial, md5, lineage, force }: Omit<NewState, "state">): Promise<void> {
  if (currentStateVersionId === null || force) return;
  const current = await trx.selectFrom("stateVersions").select(["serial", "md5", "lineage"]).where("id", "=", currentStateVersionId).executeTakeFirstOrThrow();
  if (lineage !== "" && current.lineage !== "" && lineage !== current.lineage) throw new Problem("foreign-lineage", { given: lineage, current: current.lineage });
  if (serial < current.serial || (serial === current.serial && md5.toLowerCase() !== current.md5)) throw new Problem("stale-serial", { given: serial, current: current.serial });
}

/** Takes the content of a state that was announced. */
export async function uploadState(server: Needs, id: string, content: Uint8Array): Promise<void> {
  await transaction(server.db, async (trx) => {
    const version = found(await trx.selectFrom("stateVersions").selectAll().where("id", "=", id).forUpdate().executeTakeFirst(), "state version", id);
    if (version.status !== "pending") return;
    const workspace = await workspaceForUpdate(trx, version.workspaceId);
    await receive(server, trx, workspace, version, content);
  });
}

async function receive(server: Needs, trx: Transaction, workspace: Workspace, version: StateVersion, content: Uint8Array): Promise<StateVersion> {
  const md5 = createHash("md5").update(content).digest("hex");
  if (md5 !== version.md5) throw new Problem("invalid", { detail: `The content has the MD5 sum ${md5}, and ${version.md5} was announced. It was damaged on the way: send it again.` });
  const facts = readState(content);
  const stored = await storeFacts(server, trx, workspace, version, content, facts);
  await trx.updateTable("workspaces").set({ currentStateVersionId: version.id }).where("id", "=", workspace.id).execute();
  await finalize(server, trx, workspace, version.id, facts);
  return stored;
}

async function storeFacts(server: Needs, trx: Transaction, workspace: Workspace, { id }: StateVersion, content: Uint8Array, facts: StateFacts): Promise<StateVersion> {
  const blobId = await storeBlob(server, trx, workspace.organizationId, content);
  return trx
    .updateTable("stateVersions")
    .set({ status: "finalized", blobId, size: content.length, serial: facts.serial, lineage: facts.lineage, terraformVersion: facts.terraformVersion, resources: JSON.stringify(facts.resources) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Takes the JSON form of a state, which the command line sends beside it. */
export async function uploadJsonState(server: Needs, id: string, content: Uint8Array): Promise<void> {
  await transaction(server.db, async (trx) => {
    const version = found(await trx.selectFrom("stateVersions").selectAll().where("id", "=", id).executeTakeFirst(), "state version", id);
    const workspace = found(await selectWorkspace(trx, version.workspaceId), "workspace", version.workspaceId);
    const jsonBlobId = await storeBlob(server, trx, workspace.organizationId, content);
    await trx.updateTable("stateVersions").set({ jsonBlobId }).where("id", "=", id).execute();
  });
}

/** A state version with its workspace, for who may see it. */
export async function getStateVersion(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly version: StateVersion; readonly workspace: Workspace }> {
  const version = found(await server.db.selectFrom("stateVersions").selectAll().where("id", "=", id).executeTakeFirst(), "state version", id);
  const workspace = found(await selectWorkspace(server.db, version.workspaceId), "state version", id);
  await requireAccess(server, actor, workspace, "state.read-outputs");
  return { version, workspace };
}

/** The workspace's newest complete state version. */
export async function currentStateVersion(server: Pick<Server, "db">, workspace: Workspace): Promise<StateVersion | undefined> {
  if (workspace.currentStateVersionId === null) return undefined;
  return server.db.selectFrom("stateVersions").selectAll().where("id", "=", workspace.currentStateVersionId).executeTakeFirst();
}

/** The state itself. */
export async function downloadState(server: Pick<Server, "db" | "vault">, actor: Actor, id: string): Promise<Buffer> {
  const { version, workspace } = await getStateVersion(server, actor, id);
  await requireAccess(server, actor, workspace, "state.read");
  return found(version.blobId === null ? undefined : await readBlob(server, version.blobId), "state", id);
}

/** Makes an older version the newest again: its content under the next serial. Who does it has locked the workspace. */
export async function rollbackState(server: Needs, actor: Actor, workspace: Workspace, id: string): Promise<StateVersion> {
  await requireAccess(server, actor, workspace, "state.write");
  return transaction(server.db, async (trx) => {
    const held = await workspaceForUpdate(trx, workspace.id);
    if (!isLockedBy(held, actor)) throw new Problem("state-needs-lock", { name: held.name });
    return rollBack(server, trx, actor, held, id, "");
  });
}

/** The same in one step, for who has no lock: nobody else may have one, and nothing else comes between. */
export async function rollBackNow(server: Needs, actor: Actor, workspace: Workspace, id: string, reason: string): Promise<StateVersion> {
  await requireAccess(server, actor, workspace, "state.write");
  return transaction(server.db, async (trx) => {
    const held = await workspaceForUpdate(trx, workspace.id);
    if (!isLockedBy(held, actor)) refuseLocked(held);
    return rollBack(server, trx, actor, held, id, reason);
  });
}

async function rollBack(server: Needs, trx: Transaction, actor: Actor, held: Workspace, id: string, reason: string): Promise<StateVersion> {
  const old = found(await trx.selectFrom("stateVersions").selectAll().where("id", "=", id).where("workspaceId", "=", held.id).where("status", "=", "finalized").executeTakeFirst(), "state version", id);
  const newest = await trx.selectFrom("stateVersions").select("serial").where("workspaceId", "=", held.id).where("status", "=", "finalized").orderBy("serial", "desc").limit(1).executeTakeFirstOrThrow();
  const content = withSerial(found(old.blobId === null ? undefined : await readBlob({ ...server, db: trx }, old.blobId), "state", id), newest.serial + 1);
  const facts = readState(content);
  const version = await announce(trx, actor, held, { serial: facts.serial, md5: facts.md5, lineage: facts.lineage, force: true });
  await trx.updateTable("stateVersions").set({ rollbackOfId: old.id }).where("id", "=", version.id).execute();
  const stored = await receive(server, trx, held, version, content);
  await audit(trx, actor, { organizationId: held.organizationId, action: "state.rollback", subject: { kind: "workspace", id: held.id, name: held.name }, details: { to: old.id, serial: old.serial, ...(reason !== "" && { reason }) } });
  return stored;
}

// Only the serial is another; everything else stays as it was written, to the byte.
const withSerial = (content: Buffer, serial: number): Buffer => Buffer.from(content.toString("utf8").replace(/("serial"\s*:\s*)\d+/, `$1${serial}`));

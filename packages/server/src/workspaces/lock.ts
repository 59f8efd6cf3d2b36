import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { requireAccess } from "../access/access.ts";
import { publish } from "../events/publish.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { workspaceForUpdate } from "./queries.ts";
import { isLockedBy, lockHolder, type Workspace } from "./workspace.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners" | "clock">;

/** Locks a workspace by hand: runs can be created, and stay pending. */
export async function lockWorkspace(server: Needs, actor: Actor, workspace: Workspace, reason: string): Promise<Workspace> {
  await requireAccess(server, actor, workspace, "workspace.lock");
  return transaction(server.db, async (trx) => {
    const now = await workspaceForUpdate(trx, workspace.id);
    refuseLocked(now);
    if (actor.kind === "system") throw new Problem("forbidden", { action: "lock a workspace", needed: "an account" });
    const locked = await setLock(trx, now, { lockedByKind: actor.kind, lockedById: actor.id, lockedByName: actor.name, lockedReason: reason, lockedAt: server.clock.now() });
    await audit(trx, actor, { organizationId: now.organizationId, action: "workspace.lock", subject: { kind: "workspace", id: now.id, name: now.name }, details: { reason } });
    await publish(server, trx, { kind: "workspace.changed", organizationId: now.organizationId, workspaceId: now.id, subjectId: now.id });
    return locked;
  });
}

/** The problem that somebody has locked it already. */
export function refuseLocked(workspace: Workspace): void {
  const by = lockHolder(workspace);
  if (by !== undefined) throw new Problem("workspace-locked", { name: workspace.name, by, reason: workspace.lockedReason === "" ? "" : ` ("${workspace.lockedReason}")` });
}

/** Takes a lock away: one's own, or with `force` anybody's but a run's. `onUnlocked` goes on with what has waited, in the same transaction. */
export async function unlockWorkspace(server: Needs, actor: Actor, workspace: Workspace, force: boolean, onUnlocked: (trx: Transaction, workspace: Workspace) => Promise<void>): Promise<Workspace> {
  await requireAccess(server, actor, workspace, force ? "workspace.force-unlock" : "workspace.lock");
  return transaction(server.db, async (trx) => {
    const now = await workspaceForUpdate(trx, workspace.id);
    if (now.lockedByKind === null) throw new Problem("workspace-not-locked", { name: now.name });
    if (now.lockedByKind === "run") throw new Problem("locked-by-other", { name: now.name, byKind: "Run", by: now.lockedById ?? "" });
    if (!force && !isLockedBy(now, actor)) throw new Problem("locked-by-other", { name: now.name, byKind: holderKinds[now.lockedByKind], by: now.lockedByName ?? "" });
    await refusePendingState(trx, now);
    const unlocked = await setLock(trx, now, noLock);
    await audit(trx, actor, { organizationId: now.organizationId, action: force ? "workspace.force-unlock" : "workspace.unlock", subject: { kind: "workspace", id: now.id, name: now.name } });
    await publish(server, trx, { kind: "workspace.changed", organizationId: now.organizationId, workspaceId: now.id, subjectId: now.id });
    await onUnlocked(trx, unlocked);
    return unlocked;
  });
}

// Words that the command line looks for: "is locked by User".
const holderKinds = { account: "User", team: "Team", organization: "Organization" } as const;

export const noLock = { lockedByKind: null, lockedById: null, lockedByName: null, lockedReason: "", lockedAt: null } as const;

type Lock = Pick<Workspace, "lockedByKind" | "lockedById" | "lockedByName" | "lockedReason" | "lockedAt">;

/** Writes who holds the workspace; the caller has the row locked. */
export const setLock = async (trx: Transaction, { id }: Pick<Workspace, "id">, lock: Lock): Promise<Workspace> =>
  trx.updateTable("workspaces").set({ ...lock, updatedAt: sql`now()` }).where("id", "=", id).returningAll().executeTakeFirstOrThrow();

async function refusePendingState(trx: Transaction, { id }: Workspace): Promise<void> {
  const newest = await trx.selectFrom("stateVersions").select("status").where("workspaceId", "=", id).orderBy("createdAt", "desc").limit(1).executeTakeFirst();
  if (newest?.status === "pending") throw new Problem("state-pending");
}

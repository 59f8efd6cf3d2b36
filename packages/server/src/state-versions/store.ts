import type { Actor } from "../actor.ts";
import type { Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import type { Server } from "../server.ts";
import { deleteBlobs, readBlob, storeBlob } from "../storage/blobs.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { readState, simpleType, type StateFacts } from "./read-state.ts";

type Needs = Pick<Server, "vault" | "jobs" | "listeners">;

/** Stores the state of a run that is being applied. While it goes on one version is written again and again; `last` makes it final. */
export async function storeRunState(server: Needs, trx: Transaction, workspace: Workspace, run: { readonly id: string }, by: Actor, bytes: Uint8Array, last: boolean): Promise<string> {
  const facts = readState(bytes);
  const stored = await trx.selectFrom("stateVersions").select(["id", "blobId"]).where("runId", "=", run.id).where("intermediate", "=", true).executeTakeFirst();
  const blobId = await storeBlob(server, trx, workspace.organizationId, bytes);
  const content = { serial: facts.serial, lineage: facts.lineage, md5: facts.md5, size: bytes.length, blobId, resources: JSON.stringify(facts.resources), terraformVersion: facts.terraformVersion, intermediate: !last, status: "finalized" as const };
  const id = stored?.id ?? newId("stateVersion");
  if (stored) await trx.updateTable("stateVersions").set(content).where("id", "=", id).execute();
  else await trx.insertInto("stateVersions").values({ id, workspaceId: workspace.id, runId: run.id, createdByKind: by.kind, createdById: by.id, createdByName: by.name, ...content }).execute();
  if (stored?.blobId) await deleteBlobs(trx, [stored.blobId]);
  await trx.updateTable("workspaces").set({ currentStateVersionId: id }).where("id", "=", workspace.id).execute();
  if (last) await finalize(server, trx, workspace, id, facts);
  return id;
}

/** Makes the last state of an apply final, when its process ended before it could say that it was the last one. */
export async function settleRunState(server: Needs, trx: Transaction, workspace: Workspace, runId: string): Promise<void> {
  const stored = await trx.selectFrom("stateVersions").select(["id", "blobId"]).where("runId", "=", runId).where("intermediate", "=", true).executeTakeFirst();
  const bytes = stored?.blobId && (await readBlob({ db: trx, vault: server.vault }, stored.blobId));
  if (!stored || !bytes) return;
  await trx.updateTable("stateVersions").set({ intermediate: false }).where("id", "=", stored.id).execute();
  await finalize(server, trx, workspace, stored.id, readState(bytes));
}

/** Writes the outputs of a version that is complete, and says that it is there. */
export async function finalize(server: Needs, trx: Transaction, workspace: Workspace, id: string, { outputs }: StateFacts): Promise<void> {
  await trx.deleteFrom("stateVersionOutputs").where("stateVersionId", "=", id).execute();
  for (const { name, value, detailedType, sensitive } of outputs) {
    const outputId = newId("stateVersionOutput");
    const text = JSON.stringify(value);
    const sealed = sensitive ? await server.vault.seal(text, { organization: workspace.organizationId, table: "state_version_outputs", column: "value_sealed", row: outputId }) : null;
    await trx
      .insertInto("stateVersionOutputs")
      .values({ id: outputId, stateVersionId: id, name, sensitive, type: simpleType(value), detailedType: JSON.stringify(detailedType), value: sensitive ? null : text, valueSealed: sealed })
      .execute();
  }
  await publish(server, trx, { kind: "state-version.created", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: id });
}

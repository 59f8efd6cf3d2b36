import type { Selectable } from "kysely";
import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { ArchiveError } from "../archives/failure.ts";
import { leadsOut } from "../archives/links.ts";
import { readArchive } from "../archives/read.ts";
import { transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { readBlob, storeBlob } from "../storage/blobs.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { Ingress } from "./configuration-version.ts";
import type { ConfigurationVersionRow } from "./tables.ts";

export type ConfigurationVersion = Selectable<ConfigurationVersionRow>;

export interface NewConfigurationVersion {
  readonly speculative?: boolean;
  readonly provisional?: boolean;
  readonly autoQueueRuns?: boolean;
  readonly source?: string;
  readonly ingress?: Ingress;
}

/** Announces a configuration: it is uploaded next. */
export async function createConfigurationVersion(server: Pick<Server, "db">, actor: Actor, workspace: Workspace, wanted: NewConfigurationVersion): Promise<ConfigurationVersion> {
  await requireAccess(server, actor, workspace, "run.queue");
  const { speculative = false, provisional = false, autoQueueRuns = true, source = "tfe-api", ingress } = wanted;
  return server.db
    .insertInto("configurationVersions")
    .values({
      id: newId("configurationVersion"),
      workspaceId: workspace.id,
      source,
      speculative,
      provisional,
      autoQueueRuns,
      ingress: ingress ? JSON.stringify(ingress) : null,
      createdByKind: actor.kind,
      createdById: actor.id,
      createdByName: actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A configuration version with its workspace, for who may see it. */
export async function getConfigurationVersion(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly version: ConfigurationVersion; readonly workspace: Workspace }> {
  const version = found(await selectConfigurationVersion(server.db, id), "configuration version", id);
  const workspace = found(await selectWorkspace(server.db, version.workspaceId), "configuration version", id);
  await requireAccess(server, actor, workspace, "run.read");
  return { version, workspace };
}

export const selectConfigurationVersion = async (db: Server["db"], id: string): Promise<ConfigurationVersion | undefined> => db.selectFrom("configurationVersions").selectAll().where("id", "=", id).executeTakeFirst();

/** The largest archive that is taken. */
export const largestArchive = 100 << 20;

/** Takes the archive of a configuration that was announced: it is looked through before it is kept. The same upload again changes nothing. */
export async function uploadConfiguration(server: Pick<Server, "db" | "vault" | "jobs" | "listeners" | "clock">, id: string, archive: Uint8Array): Promise<ConfigurationVersion> {
  const version = found(await selectConfigurationVersion(server.db, id), "configuration version", id);
  if (version.status === "uploaded") return version;
  await checkArchive(archive);
  const workspace = found(await selectWorkspace(server.db, version.workspaceId), "workspace", version.workspaceId);
  return transaction(server.db, async (trx) => {
    const blobId = await storeBlob(server, trx, workspace.organizationId, archive);
    const uploaded = await trx
      .updateTable("configurationVersions")
      .set({ status: "uploaded", blobId, size: archive.length, uploadedAt: server.clock.now() })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (!version.speculative && !version.provisional) await trx.updateTable("workspaces").set({ currentConfigurationVersionId: id }).where("id", "=", workspace.id).execute();
    await publish(server, trx, { kind: "configuration-version.uploaded", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: id });
    return uploaded;
  });
}

async function checkArchive(archive: Uint8Array): Promise<void> {
  try {
    const links = new Map<string, string>();
    await readArchive(Buffer.from(archive), async ({ kind, path, target }) => {
      if (kind === "link") links.set(path, target);
    });
    // Who uploads it is told, not who unpacks it later.
    for (const path of links.keys()) if (leadsOut(links, path)) throw new ArchiveError("link-leads-out", path);
  } catch (problem) {
    if (problem instanceof ArchiveError) throw new Problem("bad-archive", { detail: problem.message });
    throw problem;
  }
}

/** The archive of a configuration version. */
export async function downloadConfiguration(server: Pick<Server, "db" | "vault">, actor: Actor, id: string): Promise<Buffer> {
  const { version } = await getConfigurationVersion(server, actor, id);
  return found(version.blobId === null ? undefined : await readBlob(server, version.blobId), "configuration", id);
}

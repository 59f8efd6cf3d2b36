import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unpackArchive } from "../archives/unpack.ts";
import { packFolder } from "../archives/pack.ts";
import type { Server } from "../server.ts";
import { readBlob } from "../storage/blobs.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { PhaseProblem } from "./failure.ts";

/** Where a phase works: everything lies below one folder, which its owner removes. */
export interface PhaseFolder {
  /** The unpacked configuration. */
  readonly root: string;
  /** The folder of the root module below it. */
  readonly folder: string;
  readonly results: string;
  /** The file of the workspace's newest state; undefined: there is none. */
  readonly state: string | undefined;
}

/** What is put into it. */
export interface PhaseContent {
  readonly configurationVersionId: string;
  /** Modules that an earlier phase of the same configuration has fetched. */
  readonly modulesBlobId?: string | null;
}

type Needs = Pick<Server, "db" | "vault">;

/** Unpacks the configuration, its modules and the state of a workspace. */
export async function preparePhaseFolder(server: Needs, workspace: Workspace, { configurationVersionId, modulesBlobId }: PhaseContent, base: string): Promise<PhaseFolder> {
  const [root, results] = [join(base, "configuration"), join(base, "results")];
  await mkdir(results);
  const { blobId } = await server.db.selectFrom("configurationVersions").select("blobId").where("id", "=", configurationVersionId).executeTakeFirstOrThrow();
  await unpackArchive(await requireBlob(server, blobId, "configuration"), root);
  const folder = workspace.workingDirectory;
  const found = await stat(join(root, folder)).catch(() => undefined);
  if (!found?.isDirectory()) throw new PhaseProblem("Working directory not found", `The configuration has no folder "${folder}", which the workspace names as its working directory. Change it under Settings, or add the folder.`);
  if (modulesBlobId) await restoreModules(join(root, folder), await requireBlob(server, modulesBlobId, "modules"));
  return { root, folder, results, state: await stateFile(server, workspace, base) };
}

/** The bytes of a blob that must be there. */
export async function requireBlob(server: Needs, id: string | null, what: string): Promise<Buffer> {
  const bytes = id === null ? undefined : await readBlob(server, id);
  if (!bytes) throw new PhaseProblem("Stored data is gone", `The ${what} of this run ${what.endsWith("s") ? "are" : "is"} no longer stored: it was kept for a while and then removed. Start a new run.`);
  return bytes;
}

async function stateFile(server: Needs, { currentStateVersionId }: Workspace, base: string): Promise<string | undefined> {
  if (currentStateVersionId === null) return undefined;
  const version = await server.db.selectFrom("stateVersions").select("blobId").where("id", "=", currentStateVersionId).executeTakeFirst();
  if (!version?.blobId) return undefined;
  const path = join(base, "state");
  await writeFile(path, await requireBlob(server, version.blobId, "state"), { mode: 0o600 });
  return path;
}

const moduleFolder = (folder: string): string => join(folder, ".terraform", "modules");

async function restoreModules(folder: string, archive: Buffer): Promise<void> {
  const target = moduleFolder(folder);
  await rm(target, { recursive: true, force: true });
  await unpackArchive(archive, target);
}

/** The modules that a phase has fetched, packed, so that the next phase has the very same. */
export async function packModules({ root, folder }: Pick<PhaseFolder, "root" | "folder">): Promise<Buffer | undefined> {
  const from = moduleFolder(join(root, folder));
  if ((await readdir(from).catch(() => [])).length === 0) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of packFolder(from)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A file that the child has left. */
export const readResult = async ({ results }: Pick<PhaseFolder, "results">, name: string): Promise<Buffer> => readFile(join(results, name));

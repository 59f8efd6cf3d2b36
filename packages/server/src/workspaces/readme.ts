import { ArchiveError } from "../archives/failure.ts";
import { readFromArchive } from "../archives/look.ts";
import type { Server } from "../server.ts";
import { readBlob } from "../storage/blobs.ts";
import type { Workspace } from "./workspace.ts";

export interface Readme {
  readonly path: string;
  readonly text: string;
}

// A configuration never changes: what was found in it once is so for good.
const known = new Map<string, Readme | null>();
const mostKnown = 50;

/** The README of the workspace's current configuration: of its folder, else of the repository. */
export async function readmeOf(server: Pick<Server, "db" | "vault">, { currentConfigurationVersionId: id, workingDirectory }: Workspace): Promise<Readme | null> {
  if (id === null) return null;
  const key = `${id} ${workingDirectory}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const version = await server.db.selectFrom("configurationVersions").select("blobId").where("id", "=", id).executeTakeFirst();
  const archive = version?.blobId ? await readBlob(server, version.blobId) : undefined;
  const readme = archive ? await look(archive, workingDirectory) : null;
  if (known.size >= mostKnown) known.delete(known.keys().next().value ?? "");
  known.set(key, readme);
  return readme;
}

const largest = 512 << 10;

async function look(archive: Buffer, folder: string): Promise<Readme | null> {
  const prefixes = folder === "" ? [""] : [`${folder}/`, ""];
  for (const prefix of prefixes) {
    const file = await readFromArchive(archive, (path) => path.startsWith(prefix) && /^readme(?:\.(?:md|markdown|txt))?$/i.test(path.slice(prefix.length)), largest).catch((problem: unknown) => {
      // One that is too large to be shown is as good as none.
      if (problem instanceof ArchiveError) return undefined;
      throw problem;
    });
    if (file) return { path: file.path, text: file.content.toString("utf8") };
  }
  return null;
}

import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { Pack } from "tar";
import { ArchiveError } from "./failure.ts";
import { readIgnoreRules, type IgnoreRules } from "@lockstep/contract";
import { leadsOut } from "./links.ts";

/** How a folder is packed. */
export interface PackOptions {
  /** Rules to go by; without them, those of the folder's own .terraformignore. */
  readonly ignore?: IgnoreRules;
}

/** A folder as a gzip tar archive. The same content gives the same bytes, whoever packs it and when. */
export async function* packFolder(folder: string, options: PackOptions = {}): AsyncGenerator<Buffer> {
  const ignore = options.ignore ?? readIgnoreRules(await readFile(join(folder, ".terraformignore"), "utf8").catch(() => ""));
  const paths = await listPaths(folder, ignore);
  const pack = new Pack({ cwd: folder, portable: true, mtime: new Date(0), noDirRecurse: true, follow: false, strict: true, gzip: { level: 6, portable: true } });
  for (const path of paths) pack.add(path);
  pack.end();
  for await (const chunk of pack) yield Buffer.from(chunk);
}

/** The paths that are packed, folders before what is in them, in an order that does not depend on the machine. */
export async function listPaths(folder: string, ignore: IgnoreRules): Promise<string[]> {
  const links = new Map<string, string>();
  const paths = await below(folder, "", ignore, links);
  const out = [...links.keys()].find((path) => leadsOut(links, path));
  if (out !== undefined) throw new ArchiveError("link-leads-out", out);
  return paths;
}

async function below(root: string, folder: string, ignore: IgnoreRules, links: Map<string, string>): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const ignored = ignore.ignores(path, entry.isDirectory());
    if (entry.isDirectory()) {
      const within = !ignored || ignore.mayHoldWanted(path) ? await below(root, path, ignore, links) : [];
      if (!ignored || within.length > 0) paths.push(path, ...within);
    } else if (!ignored) {
      if (entry.isSymbolicLink()) links.set(path, await readlink(join(root, path)));
      else if (!entry.isFile()) throw new ArchiveError("special-file", path);
      paths.push(path);
    }
  }
  return paths;
}

import { posix } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract, list, type ReadEntry } from "tar";
import { Bounds } from "./bounds.ts";
import { FetchProblem } from "./fetch-problem.ts";

/** Unpacks a tar archive, gzipped or not: plain files and folders. Nothing is written before everything was looked at. */
export async function untar(bytes: Buffer, target: string): Promise<void> {
  const bounds = new Bounds();
  const looking = list({
    strict: true,
    onReadEntry(entry) {
      const problem = bounds.add(entry.size) ?? outside(entry);
      if (problem) looking.abort(problem);
      entry.resume();
    },
  });
  await pipeline(Readable.from([bytes]), looking);
  await pipeline(Readable.from([bytes]), extract({ cwd: target, strict: true, filter: (_, entry) => "type" in entry && plain.has(entry.type) }));
}

const plain = new Set(["File", "OldFile", "ContiguousFile", "Directory"]);

function outside({ type, path, linkpath = "" }: ReadEntry): FetchProblem | undefined {
  if (leadsOut(path)) return new FetchProblem(`the archive has a file whose path leads out of it: ${path}`);
  if (type === "SymbolicLink" && leadsOut(linkpath.startsWith("/") ? linkpath : posix.join(posix.dirname(path), linkpath))) return new FetchProblem(`the archive has a link that leads out of it: ${path}`);
  if (type === "Link" && leadsOut(linkpath)) return new FetchProblem(`the archive has a link that leads out of it: ${path}`);
  return undefined;
}

/** Whether a path inside an archive ends outside of it. */
export const leadsOut = (path: string): boolean => path.startsWith("/") || /^[a-z]:/i.test(path) || posix.normalize(path.replaceAll("\\", "/")).split("/")[0] === "..";

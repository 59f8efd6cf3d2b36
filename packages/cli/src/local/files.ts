import { readdirSync, readFileSync } from "node:fs";
import type { Dirent } from "node:fs";
import { resolve } from "node:path";
import { FileProblem } from "@lockstep/engine";
import type { FileEntry, Files } from "@lockstep/engine";

/** The disk, seen from a folder: relative paths start there. */
export function filesIn(folder: string): Files {
  return {
    read: (path) => readFile(resolve(folder, path)),
    list: (path) => listFolder(resolve(folder, path)),
  };
}

function readFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (problem) {
    return absent(problem);
  }
}

function listFolder(path: string): readonly FileEntry[] | undefined {
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  } catch (problem) {
    return absent(problem);
  }
}

const kindOf = (entry: Dirent): FileEntry["kind"] => {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return "other";
};

const absentCodes = new Set(["ENOENT", "ENOTDIR"]);
const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "is a directory",
  ELOOP: "too many levels of symbolic links",
};

function absent(problem: unknown): undefined {
  const code = errorCode(problem);
  if (absentCodes.has(code)) return undefined;
  throw new FileProblem(reasons[code] ?? String(problem instanceof Error ? problem.message : problem));
}

/** The system's code of a failed call ("ENOSPC"), or "" when it is something else. */
export function errorCode(problem: unknown): string {
  return problem instanceof Error && "code" in problem && typeof problem.code === "string" ? problem.code : "";
}

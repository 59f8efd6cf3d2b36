import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import type { FileContent, FunctionContext } from "@lockstep/hcl";
import { errorCode } from "./files.ts";

/** What the functions of a configuration in a folder see: its files, and while applying also clock and randomness. */
export function functionContext(folder: string, planTime: number | undefined, applying: boolean): FunctionContext {
  return {
    read: (path) => read(resolve(folder, path)),
    stat: (path) => stat(resolve(folder, path)),
    list: (path) => filesBelow(resolve(folder, path)),
    workingDirectory: folder.split(sep).join("/"),
    home: process.env["HOME"] ?? homedir(),
    now: applying ? Date.now() : undefined,
    planTime,
    random: applying ? randomBytes : undefined,
  };
}

function read(path: string): FileContent {
  try {
    return { bytes: readFileSync(path) };
  } catch (problem) {
    const code = errorCode(problem);
    if (code === "ENOENT" || code === "ENOTDIR") return { problem: "missing" };
    return { problem: code === "EISDIR" ? "directory" : "unreadable" };
  }
}

function stat(path: string): "file" | "directory" | "other" | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (found.isFile()) return "file";
  return found.isDirectory() ? "directory" : "other";
}

function filesBelow(folder: string): string[] {
  if (stat(folder) !== "directory") return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => stat(path) === "file")
    .map((path) => relative(folder, path).split(sep).join("/"));
}

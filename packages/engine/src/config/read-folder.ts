// The configuration files of a folder as bodies: ordinary files first, then those that override them.
import { parseFile, parseJsonFile, sourceFromBytes } from "@lockstep/hcl";
import type { Body, Diagnostic, SourceText } from "@lockstep/hcl";
import { FileProblem } from "../files.ts";
import type { Files } from "../files.ts";
import * as messages from "../messages.ts";
import { joinPath } from "./paths.ts";

export interface FolderBodies {
  readonly primary: readonly Body[];
  readonly override: readonly Body[];
  readonly diagnostics: readonly Diagnostic[];
  /** By file name. */
  readonly sources: ReadonlyMap<string, SourceText>;
}

/** Reads `*.tf` and `*.tf.json` in order of their names; undefined when there is no such folder. */
export function readFolder(files: Files, folder: string): FolderBodies | undefined {
  const entries = files.list(folder);
  if (!entries) return undefined;
  const names = entries.filter(({ name, kind }) => kind !== "folder" && isConfiguration(name)).map(({ name }) => name);
  const primary: Body[] = [];
  const override: Body[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, SourceText>();
  for (const name of names.sort()) {
    const path = joinPath(folder, name);
    const read = readText(files, path);
    if (read.problem) diagnostics.push(read.problem);
    if (read.source === undefined) continue;
    sources.set(path, read.source);
    const parsed = name.endsWith(".json") ? parseJsonFile(read.source) : parseFile(read.source);
    diagnostics.push(...parsed.diagnostics);
    (isOverride(name) ? override : primary).push(parsed.value);
  }
  return { primary, override, diagnostics, sources };
}

/** Whether a file belongs to a module; what editors leave behind does not. */
export function isConfiguration(name: string): boolean {
  if (name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"))) return false;
  return name.endsWith(".tf") || name.endsWith(".tf.json");
}

function isOverride(name: string): boolean {
  const base = name.replace(/\.tf(\.json)?$/, "");
  return base === "override" || base.endsWith("_override");
}

/** A file's text, or what kept it from being read. */
export function readText(files: Files, path: string): { readonly source?: SourceText; readonly problem?: Diagnostic } {
  try {
    const bytes = files.read(path);
    return bytes ? { source: sourceFromBytes(path, bytes) } : { problem: messages.unreadableFile(path, "no such file") };
  } catch (error) {
    if (error instanceof FileProblem) return { problem: messages.unreadableFile(path, error.message) };
    throw error;
  }
}

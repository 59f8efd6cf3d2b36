import { globPattern } from "@lockstep/contract";
import { RE2JS } from "re2js";
import { Problem } from "../problem.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { mostFilesTold } from "./hosts/host.ts";

/** What of a workspace says which changes concern it. */
export type Triggers = Pick<Workspace, "fileTriggersEnabled" | "workingDirectory" | "triggerPrefixes" | "triggerPatterns">;

/** Do only some changes concern the workspace? Else nobody need ask which files changed. */
export const isFiltering = ({ fileTriggersEnabled, workingDirectory, triggerPatterns }: Triggers): boolean => fileTriggersEnabled && (workingDirectory !== "" || triggerPatterns.length > 0);

/**
 * Does a change of these files concern the workspace? By its patterns if it has some, else by its folder and prefixes; one that
 * names nothing follows the whole repository. What is not known, or too long a list, concerns everybody (HCP Terraform's rules).
 */
export function isTouched(workspace: Triggers, files: readonly string[] | undefined): boolean {
  const { workingDirectory, triggerPrefixes, triggerPatterns } = workspace;
  if (!isFiltering(workspace) || files === undefined || files.length >= mostFilesTold) return true;
  if (triggerPatterns.length > 0) {
    const patterns = triggerPatterns.map((pattern) => globPattern(pattern.replace(/^\.?\/+/, "")));
    return files.some((file) => patterns.some((pattern) => pattern.test(file)));
  }
  const prefixes = [workingDirectory, ...triggerPrefixes].map((prefix) => prefix.replace(/^(\.?\/)+|\/+$/g, ""));
  return files.some((file) => prefixes.some((prefix) => prefix === "" || file === prefix || file.startsWith(`${prefix}/`)));
}

/** The tags that an expression wants, the highest version first. It is matched in linear time, whatever it is. */
export function matchingTags(expression: string, tags: Iterable<string>): readonly string[] {
  const pattern = compiled(expression);
  return [...tags].filter((tag) => pattern.matcher(tag).find()).toSorted(byVersion).toReversed();
}

function compiled(expression: string): RE2JS {
  try {
    return RE2JS.compile(expression);
  } catch {
    throw new Problem("invalid", { detail: `The tags expression "${expression}" is no regular expression without look-around and back-references.` });
  }
}

const byVersion = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

import { loadConfiguration } from "@lockstep/engine";
import type { Call } from "../commands/command.ts";
import { installedModules } from "../modules/install.ts";
import { filesIn } from "./files.ts";
import type { LoadedProject } from "./project.ts";
import { providersFor } from "./providers.ts";
import { Usage } from "./usage.ts";

/**
 * The configuration of a folder, loaded but not checked: for commands that plan nothing. What is not finished yet does
 * not keep them from working: a block without arguments is there to be imported into. There may be no configuration at all.
 */
export function loadUnchecked({ folder, environment }: Pick<Call, "folder" | "environment">): LoadedProject {
  const { configuration, diagnostics } = loadConfiguration({ files: filesIn(folder), folder: ".", resolveModule: installedModules(folder) });
  const workspace = environment["TF_WORKSPACE"] ?? "default";
  const usage = new Usage();
  return { project: { folder, configuration, providers: usage.watching(providersFor(folder, environment, workspace)), usage, workspace }, diagnostics };
}

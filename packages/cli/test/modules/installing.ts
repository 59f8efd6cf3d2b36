// Modules fetched in this process, and what is said about it.
import { join } from "node:path";
import { printRange, type Diagnostic } from "@lockstep/hcl";
import { openProject } from "../../src/local/project.ts";
import { installModules } from "../../src/modules/install.ts";
import { scratch, type Scratch } from "../run.ts";
import { Repository } from "./repository.ts";

/** How an `init` ended. */
export interface Installed {
  /** "main.tf:2,12-30 Failed to download module" */
  readonly problems: readonly string[];
  readonly details: string;
  /** What was said while it went on. */
  readonly said: readonly string[];
}

/** What `lockstep init` does, in a folder. */
export async function init(folder: Scratch, { upgrade = false } = {}): Promise<Installed> {
  const environment = { PATH: process.env["PATH"] ?? "", HOME: folder.folder, ...folder.environment };
  const said: string[] = [];
  const resolve = await installModules({ folder: folder.folder, environment, signal: new AbortController().signal, upgrade, onModule: (text) => said.push(text) });
  return { ...spoken(openProject({ folder: folder.folder, environment }, resolve).diagnostics), said };
}

/** What a plan would say about the modules that are there. */
export const problemsNow = (folder: Scratch): readonly string[] => spoken(openProject({ folder: folder.folder, environment: folder.environment }).diagnostics).problems;

const spoken = (diagnostics: readonly Diagnostic[]): Pick<Installed, "problems" | "details"> => ({
  problems: diagnostics.map(({ subject, summary }) => (subject ? `${printRange(subject)} ${summary}` : summary)),
  details: diagnostics.map(({ detail }) => detail).join("\n"),
});

/** A folder whose configuration calls one module. */
export const calling = (source: string, version?: string): Scratch => scratch({ "main.tf": call("m", source, version) });

export const call = (name: string, source: string, version?: string): string =>
  `module "${name}" {\n  source = "${source}"\n${version === undefined ? "" : `  version = "${version}"\n`}}\n`;

/** The modules of `.terraform/modules/modules.json`: key → folder, with the version behind it. */
export function manifest(folder: Scratch): Record<string, string> {
  const { Modules } = JSON.parse(folder.read(".terraform/modules/modules.json")) as { Modules: { Key: string; Dir: string; Version?: string }[] };
  return Object.fromEntries(Modules.map(({ Key, Dir, Version }) => [Key, Version === undefined ? Dir : `${Dir} ${Version}`]));
}

export const lockOf = (folder: Scratch): Record<string, unknown> => (JSON.parse(folder.read("lockstep.lock.json")) as { modules: Record<string, unknown> }).modules;

/** A repository with the tag v1.0.0, and the branch main one commit further. */
export function versioned(): { readonly repository: Repository; readonly folders: Scratch; readonly first: string; readonly second: string } {
  const folders = scratch();
  const repository = new Repository(join(folders.folder, "groups"));
  const first = repository.commit({ "main.tf": `output "version" {\n  value = 1\n}\n${call("inner", "./inner")}`, "inner/main.tf": call("beside", "../beside"), "beside/main.tf": "" });
  repository.git("tag", "--annotate", "--message", "x", "v1.0.0");
  repository.git("branch", "feature");
  const second = repository.commit({ "main.tf": 'output "version" {\n  value = 2\n}\n' });
  return { repository, folders, first, second };
}

import { cpSync, existsSync, globSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadConfiguration, type Module, type ModuleProblem, type ModuleRequest, type ModuleResolver } from "@lockstep/engine";
import { filesIn } from "../local/files.ts";
import { moduleNotFetched, moduleNotInstalled } from "../messages.ts";
import { FetchProblem } from "./fetch-problem.ts";
import { fetchPackage, type Fetched, type FetchTools } from "./fetch.ts";
import { hidden, installedProblem, lockKeyOf } from "./installed.ts";
import { lockFile, readLock, readManifest, writeLock, writeManifest, type InstalledModule, type LockedModule } from "./manifest.ts";
import { withoutSecrets } from "./secrets.ts";
import { joined, parseModuleSource, printSource, type ModulePackage, type ModuleSource } from "./source.ts";

/** What is asked of `installModules`. */
export interface InstallRequest extends FetchTools {
  readonly folder: string;
  /** Take the newest of everything, and lock that. */
  readonly upgrade: boolean;
  /** Told while modules are fetched. */
  readonly onModule: (text: string) => void;
}

/** Modules that are there, and those that could not be had: what the work comes to. */
interface Work extends InstallRequest {
  readonly installed: Map<string, InstalledModule>;
  readonly locked: Record<string, LockedModule>;
  readonly problems: Map<string, ModuleProblem>;
  /** By name in the lock: a package that is called twice is fetched once. */
  readonly fetched: Map<string, Fetched & { readonly target: string }>;
}

/** Fetches every module that the configuration calls and that is not beside it. The resolver knows where they are, and what kept them away. */
export async function installModules(request: InstallRequest): Promise<ModuleResolver> {
  const { folder, upgrade, signal } = request;
  const { modules } = readLock(folder);
  const work: Work = { ...request, installed: new Map(upgrade ? [] : readManifest(folder)), locked: upgrade ? {} : { ...modules }, problems: new Map(), fetched: new Map() };
  for (let missing = missingModules(work); missing.length > 0 && !signal.aborted; missing = missingModules(work)) {
    for (const each of missing) await install(work, each);
  }
  finish(work, modules);
  return resolverOf(work);
}

function missingModules(work: Work): ModuleRequest[] {
  const missing: ModuleRequest[] = [];
  loadConfiguration({ files: filesIn(work.folder), folder: ".", resolveModule: resolverOf(work, (request) => missing.push(request)) });
  return missing;
}

function resolverOf({ folder, installed, problems, locked }: Work, onMissing?: (request: ModuleRequest) => void): ModuleResolver {
  return (request) => {
    const key = request.path.join(".");
    const failed = problems.get(key);
    if (failed) return { problem: failed };
    const source = parseModuleSource(request.source);
    const module = installed.get(key);
    const problem = installedProblem(folder, module, request, source, locked[lockKeyOf(source, request.version)]);
    if (module && !problem) return { folder: module.Dir };
    onMissing?.(request);
    return { problem: problem ?? moduleNotInstalled() };
  };
}

async function install(work: Work, request: ModuleRequest): Promise<void> {
  const key = request.path.join(".");
  const source = parseModuleSource(request.source);
  try {
    work.installed.set(key, await fetchModule(work, key, source, request.version));
  } catch (problem) {
    if (!(problem instanceof FetchProblem)) throw problem;
    work.problems.set(key, hidden(moduleNotFetched(request.path.at(-1) ?? "", request.callRange, withoutSecrets(source.address), problem), request.source));
  }
}

async function fetchModule(work: Work, key: string, source: ModuleSource, constraint: string | undefined): Promise<InstalledModule> {
  const id = lockKeyOf(source, constraint);
  work.onModule(`Downloading ${id.replace(" @ ", " ")} for ${key}...`);
  const target = join(".terraform", "modules", key);
  const draft = join(work.folder, ".terraform", "modules", `.${key}.draft`);
  mkdirSync(dirname(draft), { recursive: true });
  try {
    const fetched = await fetchOnce(work, id, source, constraint, draft);
    const dir = [".terraform", "modules", key, ...folderIn(draft, joined(fetched.folder, source.folder), source.package.kind)].join("/");
    // What was there stays until its successor is whole.
    rmSync(join(work.folder, target), { recursive: true, force: true });
    renameSync(draft, join(work.folder, target));
    work.fetched.set(id, { ...fetched, target });
    work.locked[id] = fetched.locked;
    work.onModule(`- ${key} in ${dir}`);
    const { version } = fetched.locked;
    return { Key: key, Source: printSource(source), ...(version !== undefined && { Version: version }), Dir: dir, Fetched: fetched.locked };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function fetchOnce(work: Work, id: string, source: ModuleSource, constraint: string | undefined, draft: string): Promise<Fetched> {
  const before = work.fetched.get(id);
  if (!before) return fetchPackage({ source, constraint, target: draft, locked: work.locked[id] }, work);
  cpSync(join(work.folder, before.target), draft, { recursive: true, verbatimSymlinks: true });
  return before;
}

/** The steps to the folder inside of what was fetched, wildcards replaced by what they stand for. */
function folderIn(fetched: string, inside: string, kind: ModulePackage["kind"]): string[] {
  const summary = kind === "registry" ? "Unreadable module subdirectory" : "Failed to expand subdir globs";
  const found = /[*?[]/.test(inside) ? globSync(inside, { cwd: fetched }) : [inside];
  if (found.length > 1) throw new FetchProblem(`the folder "${inside}" fits more than one inside of it: ${found.sort().join(", ")}`, summary);
  const [only] = found;
  if (only === undefined || !existsSync(join(fetched, only))) throw new FetchProblem(`it has no folder "${inside}"`, summary);
  return only.split(/[\\/]/).filter((step) => step !== "");
}

/** Writes down what is there: of calls that are gone nothing is kept, of those that failed the lock is. */
function finish(work: Work, before: Readonly<Record<string, LockedModule>>): void {
  const { folder, installed, problems, locked } = work;
  const used = new Set<string>();
  const loaded = loadConfiguration({
    files: filesIn(folder),
    folder: ".",
    resolveModule(request) {
      used.add(lockKeyOf(parseModuleSource(request.source), request.version));
      return resolverOf(work)(request);
    },
  });
  const calls = [...callsOf(loaded.configuration.root)];
  if (calls.length === 0 && problems.size === 0 && !existsSync(join(folder, ".terraform", "modules"))) return;
  const modules = calls.map(({ path, folder: dir, source }): InstalledModule => {
    const key = path.join(".");
    const module = installed.get(key);
    return module?.Dir === dir ? module : { Key: key, Source: source, Dir: dir };
  });
  writeManifest(folder, [{ Key: "", Source: "", Dir: "." }, ...modules]);
  const kept = Object.entries({ ...before, ...locked }).filter(([id, { commit, sha256, version }]) => used.has(id) && (commit ?? sha256 ?? version) !== undefined);
  if (kept.length > 0 || existsSync(join(folder, lockFile))) writeLock(folder, { modules: Object.fromEntries(kept) });
}

function* callsOf(module: Module): Generator<{ readonly path: readonly string[]; readonly folder: string; readonly source: string }> {
  for (const call of module.calls.values()) {
    if (!call.module) continue;
    const { path, folder } = call.module;
    yield { path, folder, source: localSource(call.source) };
    yield* callsOf(call.module);
  }
}

// "././a/../b/" is "./b", as Terraform writes it.
function localSource(source: string): string {
  const parts: string[] = [];
  for (const part of source.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const path = parts.join("/");
  return parts[0] === ".." ? path : `./${path}`;
}

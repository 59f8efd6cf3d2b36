import { existsSync } from "node:fs";
import { join } from "node:path";
import { compareVersions, loadConfiguration, parseConstraints, parseVersion, satisfies, type ModuleRequest, type ModuleResolver } from "@lockstep/engine";
import { filesIn } from "../local/files.ts";
import { FetchProblem } from "./fetch-problem.ts";
import { fetchArchive, fetchGit, registryDownload, registryVersions } from "./fetch.ts";
import { lockKey, readLock, readManifest, writeLock, writeManifest, type InstalledModule, type LockedModule } from "./manifest.ts";
import { parseModuleSource, type ModuleSource } from "./source.ts";

/** Finds modules that `init` has fetched (ours or Terraform's). */
export function installedModules(folder: string): ModuleResolver {
  const manifest = readManifest(folder);
  return ({ source, version, path }) => {
    const module = manifest.get(path.join("."));
    if (!module || module.Source !== withDefaultHost(source, module.Source) || !existsSync(join(folder, module.Dir))) return { problem: "It is not installed yet. Fetch it with:\n\n    lockstep init" };
    if (version !== undefined && module.Version !== undefined && !matchesConstraint(module.Version, version)) {
      return { problem: `Version ${module.Version} is installed, and ${version} is asked for. Fetch it with:\n\n    lockstep init` };
    }
    return { folder: module.Dir };
  };
}

// Terraform writes registry sources with their host.
const withDefaultHost = (source: string, installed: string): string => (installed.endsWith(`/${source}`) ? installed : source);

/** Told while modules are fetched. */
export type OnModule = (key: string, source: string) => void;

/** Fetches every module that the configuration calls and that is not beside it; gives what could not be had. */
export async function installModules(folder: string, upgrade: boolean, onModule: OnModule): Promise<string[]> {
  const installed = new Map(upgrade ? [] : readManifest(folder));
  const lock = readLock(folder);
  const locked: Record<string, LockedModule> = upgrade ? {} : { ...lock.modules };
  const problems: string[] = [];
  const tried = new Set<string>();
  for (;;) {
    const missing = missingModules(folder, installed).filter(({ path }) => !tried.has(path.join(".")));
    if (missing.length === 0) break;
    for (const request of missing) {
      const key = request.path.join(".");
      tried.add(key);
      onModule(key, request.source);
      const fetched = await fetchModule(folder, key, request, locked).catch(describe);
      if (typeof fetched === "string") problems.push(`Module "${key}" (${request.source}): ${fetched}`);
      else installed.set(key, fetched);
    }
  }
  if (installed.size > 0) writeManifest(folder, [{ Key: "", Source: "", Dir: "." }, ...[...installed.values()].filter(({ Key }) => Key !== "")]);
  if (Object.keys(locked).length > 0) writeLock(folder, { modules: locked });
  return problems;
}

const describe = (problem: unknown): string => {
  if (problem instanceof FetchProblem) return problem.message;
  throw problem;
};

function missingModules(folder: string, installed: ReadonlyMap<string, InstalledModule>): ModuleRequest[] {
  const missing: ModuleRequest[] = [];
  const resolveModule: ModuleResolver = (request) => {
    const module = installed.get(request.path.join("."));
    const fits = module && module.Source === request.source && existsSync(join(folder, module.Dir));
    if (fits && (!request.version || !module.Version || matchesConstraint(module.Version, request.version))) return { folder: module.Dir };
    missing.push(request);
    return { problem: "" };
  };
  loadConfiguration({ files: filesIn(folder), folder: ".", resolveModule });
  return missing;
}

async function fetchModule(folder: string, key: string, request: ModuleRequest, locked: Record<string, LockedModule>): Promise<InstalledModule> {
  const source = parseModuleSource(request.source);
  const id = lockKey(request.source, request.version);
  const target = join(".terraform", "modules", key);
  const [found, below] = await fetchSource(source, request.version, join(folder, target), locked[id]);
  locked[id] = found;
  const inside = [below, "folder" in source ? source.folder : ""].filter((part) => part !== "").join("/");
  const dir = [target, inside].filter((part) => part !== "").join("/");
  if (!existsSync(join(folder, dir))) throw new FetchProblem(`It was fetched, and has no folder "${inside}".`);
  return { Key: key, Source: request.source, Dir: dir, ...(found.version !== undefined && { Version: found.version }) };
}

/** What was fetched, and the folder inside it that the source's own folder starts from. */
async function fetchSource(source: ModuleSource, version: string | undefined, target: string, locked: LockedModule | undefined): Promise<[LockedModule, string]> {
  if (source.kind === "git") return [await fetchGit(source.url, source.ref, target, locked), ""];
  if (source.kind === "archive") return [await fetchArchive(source.url, source.format, target, locked), ""];
  if (source.kind === "unknown") throw new FetchProblem(source.why);
  const path = `${source.namespace}/${source.name}/${source.system}`;
  const { base, versions } = await registryVersions(source.host, path);
  const fitting = newestFirst(versions).filter((each) => version === undefined || matchesConstraint(each, version));
  const chosen = locked?.version ?? fitting[0];
  if (chosen === undefined) throw new FetchProblem(`The registry ${source.host} has no version that fits "${version ?? "any"}".`);
  const real = parseModuleSource(await registryDownload(base, path, chosen));
  if (real.kind === "registry") throw new FetchProblem("The registry points to another registry.");
  const [found] = await fetchSource(real, undefined, target, locked);
  return [{ ...found, version: chosen }, "folder" in real ? real.folder : ""];
}

function matchesConstraint(version: string, constraint: string): boolean {
  const [parsed, constraints] = [parseVersion(version), parseConstraints(constraint)];
  return parsed !== undefined && constraints !== undefined && satisfies(parsed, constraints);
}

function newestFirst(versions: readonly string[]): string[] {
  const parsed = versions.flatMap((text) => {
    const version = parseVersion(text);
    return version ? [{ text, version }] : [];
  });
  return parsed.sort((a, b) => compareVersions(b.version, a.version)).map(({ text }) => text);
}

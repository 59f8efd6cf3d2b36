import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ModuleProblem, ModuleRequest, ModuleResolver } from "@lockstep/engine";
import { moduleCacheGone, moduleLockChanged, moduleNotInstalled, moduleSourceChanged, moduleVersionChanged } from "../messages.ts";
import { isSameLocked, lockFile, lockKey, readLock, readManifest, type InstalledModule, type LockedModule } from "./manifest.ts";
import { matchesConstraint } from "./registry.ts";
import { hasSecrets, withoutSecrets } from "./secrets.ts";
import { parseModuleSource, printSource, type ModuleSource } from "./source.ts";

/** Finds modules that `init` has fetched (ours or Terraform's). */
export function installedModules(folder: string): ModuleResolver {
  const manifest = readManifest(folder);
  const { modules } = readLock(folder);
  return (request) => {
    const source = parseModuleSource(request.source);
    const module = manifest.get(request.path.join("."));
    const problem = installedProblem(folder, module, request, source, modules[lockKeyOf(source, request.version)]);
    return module && !problem ? { folder: module.Dir } : { problem: problem ?? moduleNotInstalled() };
  };
}

/** Under which name the lock file has a source. */
export const lockKeyOf = (source: ModuleSource, version: string | undefined): string => lockKey(withoutSecrets(source.address), version);

/** Why what is there is not what is asked for; undefined when it is. */
export function installedProblem(folder: string, module: InstalledModule | undefined, { version, source: text }: ModuleRequest, source: ModuleSource, locked: LockedModule | undefined): ModuleProblem | undefined {
  if (!module) return hidden(moduleNotInstalled(), text);
  if (module.Source !== printSource(source)) return hidden(moduleSourceChanged(), text);
  if (version !== undefined && module.Version !== undefined && !matchesConstraint(module.Version, version)) return moduleVersionChanged(module.Version);
  if (!existsSync(join(folder, module.Dir))) return hidden(moduleCacheGone(module.Dir), text);
  return locked && module.Fetched && !isSameLocked(locked, module.Fetched) ? hidden(moduleLockChanged(lockFile), text) : undefined;
}

/** The line with the source is not quoted when there is a secret in it. */
export const hidden = (problem: ModuleProblem, source: string): ModuleProblem => (hasSecrets(source) ? { ...problem, quoteCall: true } : problem);

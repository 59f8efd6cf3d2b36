import type { Diagnostic } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { addressFromExpression } from "../config/address-expression.ts";
import type { Configuration, RemovedConfig } from "../config/configuration.ts";
import { modulesOf } from "../config/modules.ts";
import { inModulePath, modulePathText } from "../graph/plan-node.ts";
import * as messages from "../messages.ts";

/** A `removed` block with the module that says so. */
interface Removal {
  readonly module: readonly string[];
  /** Names of the calls, from the root. */
  readonly path: readonly string[];
  /** Undefined: the whole module. */
  readonly local: string | undefined;
  readonly config: RemovedConfig;
}

const known = new WeakMap<Configuration, readonly Removal[]>();

/** The `removed` blocks of all modules. */
export function removals(configuration: Configuration): readonly Removal[] {
  const found = known.get(configuration) ?? collect(configuration);
  known.set(configuration, found);
  return found;
}

function collect(configuration: Configuration): Removal[] {
  return [...modulesOf(configuration)].flatMap((module) =>
    module.removed.flatMap((config) => {
      const { address } = addressFromExpression(config.from);
      if (!address) return [];
      const path = [...module.path, ...address.module.map(({ name }) => name)];
      return [{ module: module.path, path, local: address.kind === "module" ? undefined : printLocal(address), config }];
    }),
  );
}

/** What is declared cannot have been removed. */
export function standingRemovals(configuration: Configuration): Diagnostic[] {
  const modules = new Map([...modulesOf(configuration)].map((module) => [module.path.join("."), module] as const));
  return removals(configuration).flatMap(({ path, local }) => {
    if (local === undefined) {
      const call = modules.get(path.slice(0, -1).join("."))?.calls.get(path.at(-1) ?? "");
      return call ? [messages.removedStillDeclared(modulePathText(path), "module", call.range)] : [];
    }
    const resource = modules.get(path.join("."))?.resources.get(local);
    return resource ? [messages.removedStillDeclared(inModulePath(path, local), "resource", resource.range)] : [];
  });
}

/** Finds the `removed` block that an object falls under. */
export function removalOf(all: readonly Removal[], address: InstanceAddress): RemovedConfig | undefined {
  const local = printLocal(address);
  return all.find((removal) => {
    const inside = removal.path.every((name, at) => address.module[at]?.name === name);
    return inside && (removal.local === undefined || (removal.local === local && address.module.length === removal.path.length));
  })?.config;
}

/** Is an object to be left alone and only dropped from the state? */
export function forgottenBy(configuration: Configuration): (address: InstanceAddress) => boolean {
  const all = removals(configuration);
  return all.length === 0 ? () => false : (address) => removalOf(all, address)?.destroy === false;
}

import { printLocal } from "../address.ts";
import type { Configuration, ResourceConfig } from "../config/configuration.ts";
import { modulesOf } from "../config/modules.ts";
import type { Checks } from "./checks.ts";

/** Makes known all that has conditions, also what a walk does not reach. */
export function declareChecks(checks: Checks, configuration: Configuration): void {
  for (const { path, variables, outputs, resources, dataSources, checks: blocks } of modulesOf(configuration)) {
    for (const { name, validations } of variables.values()) {
      if (validations.length > 0) checks.declare({ kind: "var", module: path, address: `var.${name}`, local: { name } });
    }
    for (const { name, preconditions } of outputs.values()) {
      if (preconditions.length > 0) checks.declare({ kind: "output_value", module: path, address: `output.${name}`, local: { name } });
    }
    for (const resource of [...resources.values(), ...dataSources.values()]) declareResource(checks, path, resource);
    for (const { name } of blocks.values()) checks.declare({ kind: "check", module: path, address: `check.${name}`, local: { name } });
  }
}

function declareResource(checks: Checks, module: readonly string[], resource: ResourceConfig): void {
  const { mode, type, name, lifecycle } = resource;
  if (lifecycle.preconditions.length + lifecycle.postconditions.length === 0) return;
  checks.declare({ kind: "resource", module, address: printLocal(resource), local: { mode: mode === "data" ? "data" : "managed", type, name } });
}

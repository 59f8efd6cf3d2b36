// A state in Terraform's JSON form, format version 1.0.
import { typeToJson, valueToJson, SENSITIVE, withoutMarks } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import { parseModule, printInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import { decodeObject } from "../state/object.ts";
import type { InstanceState, ResourceState, State } from "../state/state.ts";
import type { SchemaOf } from "./plan-text.ts";
import { stateChecksJson } from "./state-checks.ts";
import { moduleTree } from "./value-modules.ts";
import type { PlacedJson } from "./value-modules.ts";
import { knownJson, sensitiveTree } from "./value-json.ts";

/** What `show -json` prints for a state. */
export function stateJson(state: State | undefined, schemaOf: SchemaOf): Json {
  const values = state && stateValuesJson(state, schemaOf);
  // A state without anything in it is shown like none.
  if (!state || !values) return { format_version: "1.0" };
  const checks = stateChecksJson(state.checkResults);
  return { format_version: "1.0", terraform_version: state.terraformVersion, values, ...(checks !== undefined && { checks }) };
}

/** Outputs and objects; undefined when there are none. */
export function stateValuesJson(state: State, schemaOf: SchemaOf): Json | undefined {
  if (state.outputs.size === 0 && state.resources.length === 0) return undefined;
  const outputs = [...state.outputs].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs.map(([name, value]) => [name, outputValueJson(value)])) }),
    root_module: moduleTree(state.resources.flatMap((resource) => resource.instances.map((instance) => placed(resource, instance, schemaOf)))),
  };
}

/** An output as `output -json` has it. */
function outputValueJson(value: Value): { readonly [name: string]: Json } {
  const plain = withoutMarks(value);
  return { sensitive: (value.marks & SENSITIVE) !== 0, value: valueToJson(plain), type: typeToJson(plain.type) };
}

function placed(resource: ResourceState, instance: InstanceState, schemaOf: SchemaOf): PlacedJson {
  const { mode, type, name, provider } = resource;
  const address: InstanceAddress = { module: parseModule(resource.module) ?? [], mode, type, name, key: instance.key };
  const schema = schemaOf({ provider, address });
  const value = schema && decodeObject(instance, schema.block);
  const json: Json = {
    address: printInstance(address),
    mode,
    type,
    name,
    ...(instance.key !== undefined && { index: instance.key }),
    provider_name: parseProviderAddress(provider)?.source ?? provider,
    schema_version: instance.schemaVersion,
    values: value ? (knownJson(value) ?? null) : (instance.attributes as Json),
    sensitive_values: value ? (sensitiveTree(value) ?? {}) : {},
    ...(instance.dependencies.length > 0 && { depends_on: instance.dependencies }),
    ...(instance.tainted && { tainted: true }),
    ...(instance.deposed !== undefined && { deposed_key: instance.deposed }),
  };
  return { address, json };
}

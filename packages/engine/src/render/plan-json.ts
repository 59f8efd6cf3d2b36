// A plan in Terraform's JSON form, format version 1.2.
import { isNull, isKnown, isWhollyKnown, SENSITIVE, typeToJson, valueToJson, withoutMarks } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import { compareInstances, printModule } from "../address.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import type { OutputChange, Plan, ResourceChange } from "../plan/plan.ts";
import { checksJson } from "./checks-json.ts";
import { configurationJson } from "./configuration-json.ts";
import type { ConfigurationSchemas } from "./configuration-json.ts";
import { stateValuesJson } from "./state-json.ts";
import type { SchemaOf } from "./plan-text.ts";
import { moduleTree } from "./value-modules.ts";
import { knownJson, sensitiveTree, unknownTree } from "./value-json.ts";

export interface PlanJsonOptions {
  readonly schemaOf: SchemaOf;
  readonly schemas: ConfigurationSchemas;
  readonly terraformVersion: string;
}

/** What `show -json` prints for a plan. */
export function planJson(plan: Plan, options: PlanJsonOptions): Json {
  const changes = plan.changes.filter(({ action, address, previousText, importing }) => action !== "no-op" || address.mode === "managed" || previousText !== undefined || importing);
  const drift = plan.drift.filter(({ action }) => action !== "no-op");
  const prior = stateValuesJson(plan.priorState, options.schemaOf);
  return {
    format_version: "1.2",
    terraform_version: options.terraformVersion,
    ...variablesJson(plan),
    planned_values: plannedValues(plan),
    ...(drift.length > 0 && { resource_drift: drift.map((change) => changeJson(change)) }),
    ...(changes.length > 0 && { resource_changes: [...changes].sort((a, b) => compareInstances(a.address, b.address)).map((change) => changeJson(change)) }),
    ...(plan.outputChanges.size > 0 && { output_changes: Object.fromEntries([...plan.outputChanges.values()].map((change) => [change.name, outputJson(change)])) }),
    ...(prior && { prior_state: { format_version: "1.0", terraform_version: options.terraformVersion, values: prior } }),
    configuration: configurationJson(plan.configuration, options.schemas),
    ...(plan.relevantAttributes.length > 0 && { relevant_attributes: plan.relevantAttributes.map(({ resource, attribute }) => ({ resource, attribute: [...attribute] })) }),
    ...(plan.checks.length > 0 && { checks: checksJson(plan.checks) }),
    timestamp: plan.timestamp,
    applyable: plan.applyable,
    complete: plan.complete,
    errored: plan.errored,
  };
}

function variablesJson(plan: Plan): { readonly variables?: Json } {
  const shown = [...plan.variables].flatMap(([name, { value, given }]) => {
    const declared = plan.configuration.root.variables.get(name);
    // No plan keeps what is ephemeral; its default is in the configuration.
    const kept = declared?.ephemeral === true ? declared.default : (given ?? value);
    return kept ? [[name, { value: valueToJson(kept) }] as const] : [];
  });
  return shown.length > 0 ? { variables: Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1))) } : {};
}

function plannedValues(plan: Plan): Json {
  const outputs = [...plan.outputChanges.values()].filter(({ action }) => action !== "delete");
  const planned = plan.changes.filter(({ after, action, deposed }) => (!isNull(after) || action === "forget") && deposed === undefined);
  return {
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs.map((change) => [change.name, plannedOutput(change)])) }),
    root_module: moduleTree(
      planned.map((change) => ({ address: change.address, json: plannedResource(change) })),
    ),
  };
}

/** Terraform has one word for both sides of an output's change: it was sensitive, or will be. */
const isSecretOutput = ({ before, sensitive }: OutputChange): boolean => sensitive || (before.marks & SENSITIVE) !== 0;

function plannedOutput(change: OutputChange): Json {
  const { after } = change;
  const sensitive = isSecretOutput(change);
  if (!isWhollyKnown(after)) return { sensitive };
  // A plan does not keep the type of a null.
  return { sensitive, type: isNull(after) ? "dynamic" : typeToJson(after.type), value: valueToJson(after) };
}

function plannedResource(change: ResourceChange): Json {
  const values = knownJson(change.after) ?? null;
  // What is forgotten is there, but its values are nobody's business any more; of what nothing is known there is nothing to say.
  const isShown = change.action !== "forget" && (values === null || Object.keys(values).length > 0);
  return {
    ...addressJson(change),
    schema_version: change.schemaVersion,
    ...(isShown && { values }),
    sensitive_values: change.action === "forget" ? null : (sensitiveTree(change.after) ?? {}),
  };
}

function addressJson({ address, text, provider }: Pick<ResourceChange, "address" | "text" | "provider">): { [name: string]: Json } {
  return {
    address: text,
    mode: address.mode,
    type: address.type,
    name: address.name,
    ...(address.key !== undefined && { index: address.key }),
    provider_name: parseProviderAddress(provider)?.source ?? provider,
  };
}

/** One object's change as `resource_changes` and `resource_drift` have it. */
export function changeJson(change: ResourceChange): Json {
  const { address, deposed, previousText, reason } = change;
  const { address: text, ...rest } = addressJson(change);
  return {
    address: text ?? "",
    ...(previousText !== undefined && { previous_address: previousText }),
    ...(address.module.length > 0 && { module_address: printModule(address.module) }),
    ...rest,
    ...(deposed !== undefined && { deposed }),
    change: sidesJson(change),
    ...(reason !== undefined && { action_reason: reason }),
  };
}

const actionNames: Readonly<Record<ResourceChange["action"], readonly string[]>> = {
  "no-op": ["no-op"],
  create: ["create"],
  read: ["read"],
  update: ["update"],
  delete: ["delete"],
  "delete-create": ["delete", "create"],
  "create-delete": ["create", "delete"],
  forget: ["forget"],
};

function sidesJson({ action, before, after, replacePaths, importing }: ResourceChange): Json {
  return {
    actions: actionNames[action],
    before: knownJson(before) ?? null,
    after: knownJson(after) ?? null,
    after_unknown: isNull(after) ? {} : (unknownTree(after) ?? {}),
    before_sensitive: isNull(before) ? false : (sensitiveTree(before) ?? {}),
    after_sensitive: isNull(after) ? false : (sensitiveTree(after) ?? {}),
    ...(replacePaths.length > 0 && { replace_paths: replacePaths.map((path) => [...path]) }),
    ...(importing && { importing: importing.id === undefined ? { unknown: true } : { id: importing.id } }),
  };
}

/** One output's change as `output_changes` has it. */
export function outputJson(change: OutputChange): Json {
  const { action, before, after } = change;
  const known = isKnown(after) ? knownJson(withoutMarks(after)) : undefined;
  const sensitive = isSecretOutput(change);
  return {
    actions: [action],
    before: knownJson(before) ?? null,
    ...(known !== undefined && { after: known }),
    after_unknown: unknownOutput(after),
    before_sensitive: sensitive,
    after_sensitive: sensitive,
  };
}

function unknownOutput(after: Value): Json {
  if (isWhollyKnown(after)) return false;
  return unknownTree(after) ?? false;
}

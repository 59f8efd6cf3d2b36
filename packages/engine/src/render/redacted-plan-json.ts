// A plan without any sensitive value, with the schemas that it takes to show it: what HCP Terraform calls "json-output-redacted".
import { writeJson, type Json } from "@lockstep/hcl";
import type { Plan } from "../plan/plan.ts";
import type { ProviderFactory } from "../provider.ts";
import { planJson } from "./plan-json.ts";
import type { PlanJsonOptions } from "./plan-json.ts";
import { providerSchemasJson } from "./provider-schemas-json.ts";

type Fields = Readonly<Record<string, Json>>;

/** The changes of a plan with no sensitive value in them. */
export function redactedPlanJson(plan: Plan, providers: ReadonlyMap<string, ProviderFactory>, options: PlanJsonOptions): Json {
  const whole = fieldsOf(planJson(plan, options));
  return {
    plan_format_version: "1.2",
    provider_format_version: "1.0",
    resource_changes: listOf(whole["resource_changes"]).map(redactedResource),
    resource_drift: listOf(whole["resource_drift"]).map(redactedResource),
    relevant_attributes: whole["relevant_attributes"] ?? [],
    output_changes: Object.fromEntries(Object.entries(fieldsOf(whole["output_changes"] ?? {})).map(([name, change]) => [name, redactedChange(change)])),
    provider_schemas: providerSchemasJson(plan, providers),
  };
}

function redactedResource(resource: Json): Json {
  const fields = fieldsOf(resource);
  return { ...fields, change: redactedChange(fields["change"] ?? {}) };
}

function redactedChange(change: Json): Json {
  const fields = fieldsOf(change);
  const { before = null, after = null, before_sensitive: beforeMarks = false, after_sensitive: afterMarks = false } = fields;
  return {
    ...fields,
    ...("before" in fields && { before: withoutSecrets(before, beforeMarks, after, "before") }),
    ...("after" in fields && { after: withoutSecrets(after, afterMarks, before, "after") }),
  };
}

type Side = "before" | "after";

/** One side of a change with a stand-in for all that its tree of marks calls sensitive. */
function withoutSecrets(value: Json, sensitive: Json, other: Json, side: Side): Json {
  if (sensitive === true) return standIn(value, other, side);
  if (Array.isArray(value)) return value.map((each, at) => withoutSecrets(each, itemOf(sensitive, at, false), itemOf(other, at, null), side));
  if (!isFields(value)) return value;
  const [marks, others] = [fieldsOf(sensitive), fieldsOf(other)];
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutSecrets(each, marks[name] ?? false, others[name] ?? null, side)]));
}

// Terraform's command line shows "(sensitive value)" only where something is, and what was done to it by how the two sides
// differ. A stand-in keeps the kind of the value, for the schema, and whether the sides are the same; of a collection not even its size.
function standIn(value: Json, other: Json, side: Side): Json {
  if (value === null) return null;
  const changed = other !== null && writeJson(value) !== writeJson(other);
  const differs = changed && side === "after";
  if (typeof value === "string") return differs ? "REDACTED (changed)" : "REDACTED";
  if (typeof value === "boolean") return differs;
  if (Array.isArray(value)) return changed && side === "before" ? null : [];
  if (isFields(value)) return changed && side === "before" ? null : {};
  return differs ? 1 : 0;
}

const itemOf = (list: Json, at: number, otherwise: Json): Json => (Array.isArray(list) ? ((list as readonly Json[])[at] ?? otherwise) : otherwise);
const isFields = (value: Json): value is { readonly [name: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;
const fieldsOf = (value: Json): Fields => (isFields(value) ? value : {});
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

// A plan without any sensitive value, with the schemas that it takes to show it: what HCP Terraform calls "json-output-redacted".
import type { Json } from "@lockstep/hcl";
import type { Plan } from "../plan/plan.ts";
import type { ProviderFactory } from "../provider.ts";
import { planJson } from "./plan-json.ts";
import type { PlanJsonOptions } from "./plan-json.ts";
import { providerSchemasJson } from "./provider-schemas-json.ts";

type Fields = Readonly<Record<string, Json>>;

/** The changes of a plan with every sensitive value left out. */
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
  return {
    ...fields,
    ...("before" in fields && { before: withoutSecrets(fields["before"] ?? null, fields["before_sensitive"] ?? false) }),
    ...("after" in fields && { after: withoutSecrets(fields["after"] ?? null, fields["after_sensitive"] ?? false) }),
  };
}

/** The value with null in place of all that its tree of marks calls sensitive. */
export function withoutSecrets(value: Json, sensitive: Json): Json {
  if (sensitive === true) return null;
  if (Array.isArray(value)) return value.map((each, at) => withoutSecrets(each, Array.isArray(sensitive) ? (sensitive[at] ?? false) : false));
  if (!isFields(value)) return value;
  const marks = fieldsOf(sensitive);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutSecrets(each, marks[name] ?? false)]));
}

const isFields = (value: Json): value is { readonly [name: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;
const fieldsOf = (value: Json): Fields => (isFields(value) ? value : {});
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

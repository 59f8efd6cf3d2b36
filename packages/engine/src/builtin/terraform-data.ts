// terraform_data: keeps a value and gives it back, and is replaced when its triggers change.
import { Unknown, dynamicNull, dynamicType, isKnown, nullValue, objectValue, stringType, stringValue, unknownValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { isSame } from "../compare/compare.ts";
import type { PlanRequest, PlanResponse, ProviderDiagnostic } from "../provider.ts";
import type { ResourceSchema } from "../schema/schema.ts";

export const terraformDataSchema: ResourceSchema = {
  version: 0,
  block: {
    attributes: {
      id: { type: stringType, computed: true },
      input: { type: dynamicType, optional: true },
      output: { type: dynamicType, computed: true },
      triggers_replace: { type: dynamicType, optional: true },
    },
    blocks: {},
  },
};

const unknownId = unknownValue(stringType, new Unknown({ notNull: true }));

const attribute = (object: Value, name: string): Value => (object.raw instanceof Map ? (object.raw.get(name) ?? dynamicNull) : dynamicNull);

function withAttributes(object: Value, changes: Readonly<Record<string, Value>>): Value {
  const attributes = new Map<string, Value>(object.raw instanceof Map ? object.raw : []);
  for (const [name, value] of Object.entries(changes)) attributes.set(name, value);
  return objectValue(attributes);
}

/** Both computed attributes are the provider's alone. */
export function validateData(config: Value): ProviderDiagnostic[] {
  return ["id", "output"]
    .filter((name) => attribute(config, name).raw !== null)
    .map((name) => ({ severity: "error", summary: `"${name}" attribute is read-only`, detail: "" }));
}

/** The output follows the input; the id is chosen anew with every object. */
export function planData({ prior, proposed }: PlanRequest): PlanResponse {
  if (proposed.raw === null) return { planned: proposed, requiresReplace: [], diagnostics: [] };
  const input = attribute(proposed, "input");
  const unknownOutput = unknownValue(input.type);
  // A new object without input has no output either; one that loses its input is only known to change.
  const output = input.raw === null && prior.raw === null ? input : unknownOutput;
  if (prior.raw === null) return { planned: withAttributes(proposed, { id: unknownId, output }), requiresReplace: [], diagnostics: [] };
  if (!isSame(attribute(prior, "triggers_replace"), attribute(proposed, "triggers_replace"))) {
    const planned = withAttributes(proposed, { id: unknownId, output });
    return { planned, requiresReplace: [["triggers_replace"]], diagnostics: [] };
  }
  const planned = isSame(attribute(prior, "input"), input) ? proposed : withAttributes(proposed, { output });
  return { planned, requiresReplace: [], diagnostics: [] };
}

/** The object as it is after a create or an update. */
export function madeData(planned: Value, newId: () => string): Value {
  const id = attribute(planned, "id");
  const output = attribute(planned, "output");
  return withAttributes(planned, {
    ...(!isKnown(id) && { id: stringValue(newId()) }),
    ...(!isKnown(output) && { output: attribute(planned, "input") }),
  });
}

/** Any id can be imported: nothing else is known of the object. */
export function importData(id: string): Value {
  const empty = nullValue(dynamicType);
  return withAttributes(empty, { id: stringValue(id), input: empty, output: empty, triggers_replace: empty });
}

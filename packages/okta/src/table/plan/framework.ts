// How Terraform's newer provider framework plans: defaults first; where anything changes, what Okta chooses becomes
// unknown; what is settled keeps its prior value; forced attributes replace.
import type { Path } from "@lockstep/engine";
import type { Attribute, Attributes } from "../attribute.ts";
import { isPlainObject, samePlain, unknown } from "../plain.ts";
import type { Plain, PlainObject } from "../plain.ts";
import { defaultOf } from "./defaults.ts";
import type { Planned } from "./sdk.ts";

/** Plans all attributes of an object. */
export function planFrameworkAttributes(
  attributes: Attributes,
  prior: PlainObject | undefined,
  proposed: PlainObject,
  config: PlainObject,
): Map<string, Planned> {
  const withDefaults = addDefaults(attributes, proposed, config);
  const changes = prior === undefined || Object.keys(attributes).some((name) => !samePlain(withDefaults[name], prior[name]));
  return new Map(
    Object.entries(attributes).map(([name, attribute]) => {
      const value = changes ? markUnknown(attribute, withDefaults[name] ?? null, config[name] ?? null) : (withDefaults[name] ?? null);
      return [name, settlePlanned(attribute, value, prior?.[name], prior !== undefined, [name])];
    }),
  );
}

function addDefaults(attributes: Attributes, proposed: PlainObject, config: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, Plain] => {
      const fallback = defaultOf(attribute);
      return [name, (config[name] ?? null) === null && fallback !== null ? fallback : (proposed[name] ?? null)];
    }),
  );
}

/** What nobody configured and Okta chooses is not known while something changes. */
function markUnknown(attribute: Attribute, planned: Plain, config: Plain): Plain {
  if (config === null) return attribute.computed && attribute.default === undefined ? unknown : planned;
  if (attribute.type !== "object" || !attribute.attributes || !isPlainObject(planned) || !isPlainObject(config)) return planned;
  return Object.fromEntries(
    Object.entries(attribute.attributes).map(([name, inner]): [string, Plain] => [name, markUnknown(inner, planned[name] ?? null, config[name] ?? null)]),
  );
}

function settlePlanned(attribute: Attribute, value: Plain, prior: Plain | undefined, exists: boolean, path: Path): Planned {
  const before = prior ?? null;
  const settled = value === unknown && attribute.settled && before !== null ? before : value;
  const differs = !samePlain(settled, before);
  return { value: settled, differs, replace: exists && attribute.forceNew && differs ? [path] : [] };
}

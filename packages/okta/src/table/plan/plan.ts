// What will be of an object: the row's rules over what was, what core proposes, and what is written.
import type { Path, ProviderDiagnostic } from "@lockstep/engine";
import type { Attribute, Attributes } from "../attribute.ts";
import { isPlainList, isPlainObject, samePlain, unknown } from "../plain.ts";
import type { Plain, PlainObject } from "../plain.ts";
import type { PlanCustomization, ResourceType } from "../resource-type.ts";
import { withIdAttribute } from "../schema.ts";
import { planFrameworkAttributes } from "./framework.ts";
import { planAttributes } from "./sdk.ts";
import type { Planned } from "./sdk.ts";

export interface PlannedObject {
  readonly planned: PlainObject;
  readonly replace: readonly Path[];
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** Plans one object. `prior` is undefined when it is created. Values may hold unknown parts. */
export function planObject(row: ResourceType, prior: PlainObject | undefined, proposed: PlainObject, config: PlainObject): PlannedObject {
  const attributes = withIdAttribute(row.attributes);
  const parts =
    row.style === "framework"
      ? planFrameworkAttributes(attributes, prior, proposed, config)
      : planAttributes(attributes, prior, proposed);
  const custom = customize(row, prior, config, parts);
  if (prior && ![...parts.values()].some((part) => part.differs)) return { ...custom, planned: prior };
  const values = Object.fromEntries([...parts].map(([name, part]): [string, Plain] => [name, part.value]));
  const planned = row.style === "framework" ? values : keepEmptyForms(attributes, prior ? blankInComputedBlocks(attributes, values) : { ...values, id: unknown }, proposed);
  return { ...custom, planned: { ...planned, ...timeouts(proposed) } };
}

/** Replacement by row-wide reasons, then whatever the row itself plans. */
function customize(row: ResourceType, prior: PlainObject | undefined, config: PlainObject, parts: Map<string, Planned>) {
  const diagnostics: ProviderDiagnostic[] = [];
  const custom = customization(prior, config, parts, diagnostics);
  for (const name of prior ? replacedFor(row, prior, custom.planned) : []) custom.forceNew(name);
  row.customizePlan?.(custom);
  return { replace: prior ? uniquePaths([...parts.values()].flatMap((part) => (part.differs ? part.replace : []))) : [], diagnostics };
}

function replacedFor(row: ResourceType, prior: PlainObject, next: PlainObject): readonly string[] {
  const invalid = row.lifecycle?.replaceWhen?.status;
  const attribute = row.lifecycle?.attribute ?? "status";
  return [...(invalid !== undefined && prior[attribute] === invalid ? [attribute] : []), ...(row.replaceWhen?.(prior, next) ?? [])];
}

function customization(
  prior: PlainObject | undefined,
  config: PlainObject,
  parts: Map<string, Planned>,
  diagnostics: ProviderDiagnostic[],
): PlanCustomization {
  const change = (name: string, part: Partial<Planned>) => {
    const before = parts.get(name) ?? { value: null, differs: false, replace: [] };
    parts.set(name, { ...before, ...part });
  };
  return {
    prior,
    config,
    get planned() {
      return Object.fromEntries([...parts].map(([name, part]): [string, Plain] => [name, part.value]));
    },
    hasChange: (name) => !samePlain(parts.get(name)?.value, prior?.[name]),
    forceNew: (name) => change(name, { replace: [[name]] }),
    set: (name, value) => change(name, { value, differs: !samePlain(value, prior?.[name]) }),
    setUnknown: (name) => change(name, { value: unknown, differs: true }),
    error: (diagnostic) => diagnostics.push(diagnostic),
  };
}

/**
 * Older providers lose the difference between an empty text and none, and between an empty list and none. Where the
 * plan has nothing and the configuration something empty, the configuration's form is kept.
 */
function keepEmptyForms(attributes: Attributes, planned: PlainObject, proposed: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]): [string, Plain] => [name, keepEmptyForm(attributes[name], value, proposed[name] ?? null)]),
  );
}

function keepEmptyForm(attribute: Attribute | undefined, planned: Plain, proposed: Plain): Plain {
  if (!attribute || (planned !== null && !(isPlainList(planned) && planned.length === 0))) return planned;
  if (attribute.type === "string") return proposed === "" ? "" : planned;
  if (attribute.type === "list") return planned;
  return attribute.type === "map" && isPlainObject(proposed) && Object.keys(proposed).length === 0 ? {} : planned;
}

/** Blocks that Okta may choose lose, in an update, the difference between an empty text and none. */
function blankInComputedBlocks(attributes: Attributes, planned: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]): [string, Plain] => {
      const attribute = attributes[name];
      const inner = attribute?.computed && attribute.optional && !attribute.asAttribute ? attribute.attributes : undefined;
      return [name, inner && isPlainList(value) ? value.map((item) => (isPlainObject(item) ? blankTexts(inner, item) : item)) : value];
    }),
  );
}

const blankTexts = (attributes: Attributes, block: PlainObject): PlainObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { type }]): [string, Plain] => [name, (block[name] ?? null) === null && type === "string" ? "" : (block[name] ?? null)]),
  );

const timeouts = (proposed: PlainObject): PlainObject => ("timeouts" in proposed ? { timeouts: proposed["timeouts"] ?? null } : {});

function uniquePaths(paths: readonly Path[]): Path[] {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const key = JSON.stringify(path);
    return seen.has(key) ? false : seen.add(key);
  });
}

// How Terraform's older provider kit (SDK v2) plans, as rules over an object's attributes. The official provider is
// mostly written with it, and its states and plans follow from these rules: what is empty and what is null are kept
// apart only where the kit does so; a difference of the whole object is gathered leaf by leaf; what has no difference
// keeps the prior value. Observed in recorded plans, see okta-provider/README.md.
import type { Path } from "@lockstep/engine";
import type { Attribute, Attributes, Difference } from "../attribute.ts";
import { isPlainList, isPlainObject, plainText, samePlain, unknown } from "../plain.ts";
import type { Plain, PlainObject } from "../plain.ts";
import { defaultOf } from "./defaults.ts";

/** What becomes of one attribute. `differs` is false where the prior value stays as it is. */
export interface Planned {
  readonly value: Plain;
  readonly differs: boolean;
  readonly replace: readonly Path[];
}

interface Place {
  readonly path: Path;
  /** As the equivalence rules know it: `group.0.priority`. */
  readonly key: string;
  /** Inside a set or a list of scalars every leaf is written down, changed or not. */
  readonly all: boolean;
  readonly creates: boolean;
  readonly prior: PlainObject;
  readonly next: PlainObject;
}

/** Plans all attributes of an object. `proposed` is what core proposes: configuration, and prior where it is computed. */
export function planAttributes(attributes: Attributes, prior: PlainObject | undefined, proposed: PlainObject): Map<string, Planned> {
  const next = withDefaults(attributes, prior ?? {}, proposed);
  const at = { all: false, creates: prior === undefined, prior: prior ?? {}, next };
  return new Map(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      planAttribute(attribute, prior?.[name] ?? null, proposed[name] ?? null, { ...at, path: [name], key: name }),
    ]),
  );
}

function planAttribute(attribute: Attribute, prior: Plain, proposed: Plain, place: Place): Planned {
  if (attribute.type === "list") return planList(attribute, prior, proposed, place);
  if (attribute.type === "set") return planSet(attribute, prior, proposed, place);
  if (attribute.type === "map") return planMap(attribute, prior, proposed, place);
  return planScalar(attribute, prior, proposed, place);
}

function planScalar(attribute: Attribute, prior: Plain, proposed: Plain, place: Place): Planned {
  const given = proposed ?? defaultOf(attribute);
  if (given === unknown) return difference(attribute, prior, unknown, "", place);
  const next = given !== null && attribute.normalize ? attribute.normalize(plainText(given)) : given;
  const old = plainText(prior);
  const text = next === null ? (prior === null ? "" : zeroText(attribute)) : plainText(next);
  if (old === text && !place.all && (old !== "" || !place.creates || !attribute.computed)) return keep(prior);
  if (prior !== null && next === null) return attribute.computed ? keep(prior) : difference(attribute, prior, null, text, place);
  if (attribute.computed && text === "") return old === "" ? difference(attribute, prior, unknown, "", place) : keep(prior);
  return difference(attribute, prior, next, text, place);
}

function difference(attribute: Attribute, prior: Plain, value: Plain, text: string, place: Place): Planned {
  const old = plainText(prior);
  if (value !== unknown && isEquivalent(attribute, place, old, text)) return keep((place.all || attribute.required) && prior === null && attribute.type === "string" ? "" : prior);
  const forces = attribute.forceNew && (old !== text || value === unknown);
  // A text that is nowhere set is written down as empty inside sets.
  const written = value === null && prior === null && attribute.type === "string" ? "" : value;
  return { value: written, differs: true, replace: forces ? [place.path] : [] };
}

function planList(attribute: Attribute, prior: Plain, proposed: Plain, place: Place): Planned {
  if (proposed === unknown) return unknownCollection(attribute, place);
  const given = collectionGiven(attribute, proposed);
  if (isPlainList(prior) && given === undefined && attribute.computed) return keep(prior);
  const old = isPlainList(prior) ? prior : [];
  const next = given ?? [];
  if (!place.all && given && samePlain(old, next)) return keep(prior ?? proposed);
  if (old.length === 0 && next.length === 0) return attribute.computed ? unknownCollection(attribute, place) : keep(prior ?? proposed);
  const longest = Array.from({ length: Math.max(old.length, next.length) }, (_, at) => at);
  const items = longest.map((at) => planElement(attribute, old[at] ?? null, next[at] ?? null, within(place, at, !attribute.attributes)));
  const count = planCount(attribute, old.length, next.length, place);
  if (count.kept && old.length !== next.length) return { ...joined(items, count, place.path), value: items.slice(0, old.length).map((item) => item.value) };
  return { ...joined(items, count, place.path), value: items.slice(0, next.length).map((item) => item.value) };
}

function planSet(attribute: Attribute, prior: Plain, proposed: Plain, place: Place): Planned {
  if (proposed === unknown) return unknownCollection(attribute, place);
  const given = collectionGiven(attribute, proposed);
  if (isPlainList(prior) && given === undefined && attribute.computed) return keep(prior);
  const old = isPlainList(prior) ? prior : [];
  const next = unique(attribute, given ?? []);
  if (prior === null && next.length === 0 && attribute.computed) return unknownCollection(attribute, place);
  const removed = old.filter((item) => !next.some((other) => sameElement(attribute, item, other)));
  if (!place.all && removed.length === 0 && next.length === old.length) return keep(prior ?? emptyBlocks(attribute));
  const inSet = within(place, "", true);
  const kept = next.map((item) => planElement(attribute, old.find((other) => sameElement(attribute, other, item)) ?? null, item, inSet));
  const gone = removed.map((item) => planElement(attribute, item, null, inSet));
  const count = planCount(attribute, old.length, next.length, place);
  const result = joined([...kept, ...gone], count, place.path);
  const forces = result.replace.length > 0;
  // What is to go and whose every difference is hidden stays.
  const stays = gone.filter((item) => !item.differs);
  return { value: [...kept, ...stays].map((item) => item.value), differs: result.differs || kept.length > 0, replace: forces ? [place.path] : [] };
}

function planMap(attribute: Attribute, prior: Plain, proposed: Plain, place: Place): Planned {
  if (proposed === unknown) return unknownCollection(attribute, place);
  const old = isPlainObject(prior) ? prior : {};
  const next = isPlainObject(proposed) ? proposed : undefined;
  if (next === undefined && attribute.computed) return isPlainObject(prior) ? keep(prior) : unknownCollection(attribute, place);
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next ?? {})])].filter((key) => place.all || !samePlain(old[key], next?.[key]));
  const leaves = keys.map((key) => [key, planMapItem(attribute, old[key] ?? null, next?.[key] ?? null, within(place, key, true))] as const);
  const forces = attribute.forceNew === true && Object.keys(old).length !== Object.keys(next ?? {}).length;
  const result = joined(leaves.map(([, leaf]) => leaf), { differs: forces, forces }, place.path);
  if (!result.differs) return keep(prior);
  const merged: Record<string, Plain> = { ...old };
  for (const [key, leaf] of leaves) {
    if (leaf.value === null) delete merged[key];
    else merged[key] = leaf.value;
  }
  return { value: merged, differs: true, replace: result.replace.length > 0 ? [place.path] : [] };
}

/** Leaves of a map follow the map's own equivalence. */
function planMapItem(attribute: Attribute, prior: Plain, next: Plain, place: Place): Planned {
  const old = plainText(prior);
  const text = next === unknown ? "" : plainText(next);
  if (next !== unknown && isEquivalent(attribute, place, old, text)) return keep(prior);
  return { value: next, differs: true, replace: attribute.forceNew ? [place.path] : [] };
}

function planElement(attribute: Attribute, prior: Plain, next: Plain, place: Place): Planned {
  const { element, attributes } = attribute;
  if (attributes) return planObject(attribute, attributes, prior, next, place);
  if (!element) return { value: next, differs: !samePlain(prior, next), replace: [] };
  const inherited: Attribute = {
    ...element,
    ...(attribute.forceNew ? { forceNew: true } : {}),
    ...(attribute.equivalent ? { equivalent: both(attribute, element) } : {}),
  };
  return planAttribute(inherited, prior, next, place);
}

function planObject(parent: Attribute, attributes: Attributes, prior: Plain, next: Plain, place: Place): Planned {
  const old = isPlainObject(prior) ? prior : {};
  const given = isPlainObject(next) ? next : {};
  const parts = Object.entries(attributes).map(([name, attribute]) => {
    const rule = parent.equivalent ? { ...attribute, equivalent: both(parent, attribute) } : attribute;
    const inner = { ...place, path: [...place.path, name], key: `${place.key}.${name}` };
    return [name, planAttribute(rule, old[name] ?? null, given[name] ?? null, inner)] as const;
  });
  return {
    value: Object.fromEntries(parts.map(([name, part]): [string, Plain] => [name, part.value])),
    differs: parts.some(([, part]) => part.differs),
    replace: parts.flatMap(([, part]) => part.replace),
  };
}

/** The number of elements is a leaf of its own, and may be hidden like any other. */
function planCount(attribute: Attribute, old: number, next: number, place: Place): { differs: boolean; forces: boolean; kept: boolean } {
  if (old === next) return { differs: false, forces: false, kept: false };
  const key = `${place.key}.${attribute.type === "map" ? "%" : "#"}`;
  if (isEquivalent(attribute, { ...place, key }, String(old), String(next))) return { differs: false, forces: false, kept: true };
  return { differs: true, forces: Boolean(attribute.forceNew), kept: false };
}

function joined(items: readonly Planned[], count: { differs: boolean; forces: boolean }, path: Path): Planned {
  const replace = [...(count.forces ? [path] : []), ...items.flatMap((item) => item.replace)];
  return { value: null, differs: count.differs || items.some((item) => item.differs), replace };
}

const keep = (prior: Plain): Planned => ({ value: prior, differs: false, replace: [] });

const unknownCollection = (attribute: Attribute, place: Place): Planned => ({
  value: unknown,
  differs: true,
  replace: attribute.forceNew ? [place.path] : [],
});

const within = (place: Place, step: string | number, all: boolean): Place => ({
  ...place,
  path: step === "" ? place.path : [...place.path, step],
  key: step === "" ? place.key : `${place.key}.${step}`,
  all: place.all || all,
});

/** Blocks that are not there are an empty list in the configuration, which the kit takes for nothing. */
/** Blocks that are not there are an empty list, arguments are null. */
const emptyBlocks = (attribute: Attribute): Plain => (attribute.attributes && !attribute.asAttribute ? [] : null);

function collectionGiven(attribute: Attribute, proposed: Plain): readonly Plain[] | undefined {
  if (!isPlainList(proposed)) return undefined;
  return proposed.length === 0 && attribute.attributes && !attribute.asAttribute ? undefined : proposed;
}

const isEquivalent = (attribute: Attribute, place: Place, old: string, next: string): boolean =>
  attribute.equivalent?.({ key: place.key, old, new: next, prior: place.prior, next: place.next }) ?? false;

/** Both a collection and what it holds may say that a difference means nothing. */
const both =
  (outer: Attribute, inner: Attribute) =>
  (difference: Difference): boolean =>
    Boolean(outer.equivalent?.(difference)) || Boolean(inner.equivalent?.(difference));

const zeroText = (attribute: Attribute): string => {
  if (attribute.type === "bool") return "false";
  return attribute.type === "string" ? "" : "0";
};

/** Elements of a set are told apart by all they hold, with defaults; what is empty and what is not there are the same. */
function sameElement(attribute: Attribute, a: Plain, b: Plain): boolean {
  if (a === unknown || b === unknown) return false;
  const { attributes, element } = attribute;
  if (attributes && isPlainObject(a) && isPlainObject(b)) {
    return Object.entries(attributes).every(([name, inner]) => sameElement(inner, a[name] ?? defaultOf(inner), b[name] ?? defaultOf(inner)));
  }
  if (isPlainList(a) || isPlainList(b)) return sameElements(attribute, isPlainList(a) ? a : [], isPlainList(b) ? b : []);
  if (isPlainObject(a) || isPlainObject(b)) return samePlain(a ?? {}, b ?? {});
  const kind = element ?? attribute;
  return (plainText(a) || zeroText(kind)) === (plainText(b) || zeroText(kind));
}

function sameElements(attribute: Attribute, a: readonly Plain[], b: readonly Plain[]): boolean {
  if (a.length !== b.length) return false;
  if (attribute.type === "list") return a.every((item, at) => sameElement(attribute, item, b[at] ?? null));
  return a.every((item) => b.some((other) => sameElement(attribute, item, other)));
}

const unique = (attribute: Attribute, items: readonly Plain[]): readonly Plain[] =>
  items.filter((item, at) => items.findIndex((other) => sameElement(attribute, item, other)) === at || item === unknown);

/** What rules about differences see of the object: configuration, defaults, and the prior value where both are silent. */
function withDefaults(attributes: Attributes, prior: PlainObject, proposed: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, Plain] => [name, proposed[name] ?? defaultOf(attribute) ?? prior[name] ?? null]),
  );
}

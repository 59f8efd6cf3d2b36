// The one type that several can become: cty's rules.
import { findConversion } from "./convert.ts";
import { dynamicType, equalTypes, listType, mapType, objectType, tupleType } from "./type.ts";
import type { Type } from "./type.ts";

/** The type that values of all the given types can be converted to, or undefined. `unsafe` lets a string stand for a number, and such. */
export function unify(given: readonly Type[], unsafe: boolean): Type | undefined {
  const types = distinctTypes(given);
  if (types.length === 0) return undefined;
  if (types.length === 1) return types[0];
  const kinds = new Set(types.map((type) => type.kind));
  const isUnclear = kinds.delete("dynamic");
  const structural = unifyStructural(types, kinds, isUnclear, unsafe);
  if (structural !== "preferred") return structural;
  return inOrderOfPreference(types).find((type) => types.every((other) => becomes(other, type, unsafe)));
}

const becomes = (from: Type, to: Type, unsafe: boolean): boolean => equalTypes(from, to) || findConversion(from, to, unsafe) !== undefined;

type Kinds = ReadonlySet<Type["kind"]>;
const only = (kinds: Kinds, ...allowed: Type["kind"][]): boolean => kinds.size === allowed.length && allowed.every((kind) => kinds.has(kind));

/** For types of one kind a type may be made that is none of theirs; "preferred" says to choose among the given ones instead. */
function unifyStructural(types: readonly Type[], kinds: Kinds, isUnclear: boolean, unsafe: boolean): Type | undefined | "preferred" {
  if (only(kinds, "map") || only(kinds, "list") || only(kinds, "set")) return isUnclear ? dynamicType : unifyCollections(types, unsafe);
  if (only(kinds, "object")) return isUnclear ? dynamicType : unifyObjects(types, unsafe);
  if (only(kinds, "tuple")) return isUnclear ? dynamicType : unifyTuples(types, unsafe);
  if (only(kinds, "map", "object")) return unifyAs("map", "object", types, unsafe) ?? "preferred";
  if (only(kinds, "list", "tuple")) return unifyAs("list", "tuple", types, unsafe) ?? "preferred";
  if (kinds.has("object") && kinds.has("tuple")) return undefined;
  return "preferred";
}

/** Objects often stand for maps, and tuples for lists: those that do are taken together first, then with the real ones. */
function unifyAs(collection: "map" | "list", structure: "object" | "tuple", types: readonly Type[], unsafe: boolean): Type | undefined {
  const structures = types.filter((type) => type.kind === structure);
  const made = collectionOf(collection, structures, unsafe);
  if (!made) return undefined;
  const result = unify(types.map((type) => (type.kind === structure ? made : type)), unsafe);
  return result?.kind === collection ? result : undefined;
}

function unifyCollections(types: readonly Type[], unsafe: boolean): Type | undefined {
  const element = unify(types.map((type) => ("element" in type ? type.element : dynamicType)), unsafe);
  const kind = types[0]?.kind;
  if (!element || (kind !== "list" && kind !== "set" && kind !== "map")) return undefined;
  const made: Type = { kind, element };
  return types.every((type) => becomes(type, made, unsafe)) ? made : undefined;
}

function unifyObjects(types: readonly Type[], unsafe: boolean): Type | undefined {
  const objects = types.filter((type) => type.kind === "object");
  const names = [...(objects[0]?.attributes.keys() ?? [])];
  const alike = objects.every(({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)));
  if (!alike) return collectionOf("map", types, unsafe);
  const attributes: [string, Type][] = [];
  for (const name of names) {
    const type = unify(objects.map((object) => object.attributes.get(name) ?? dynamicType), unsafe);
    if (!type) return undefined;
    attributes.push([name, type]);
  }
  const made = objectType(attributes);
  return types.every((type) => becomes(type, made, unsafe)) ? made : collectionOf("map", types, unsafe);
}

function unifyTuples(types: readonly Type[], unsafe: boolean): Type | undefined {
  const tuples = types.filter((type) => type.kind === "tuple");
  const length = tuples[0]?.elements.length ?? 0;
  if (tuples.some(({ elements }) => elements.length !== length)) return collectionOf("list", types, unsafe);
  const elements: Type[] = [];
  for (let at = 0; at < length; at++) {
    const type = unify(tuples.map((tuple) => tuple.elements[at] ?? dynamicType), unsafe);
    if (!type) return undefined;
    elements.push(type);
  }
  const made = tupleType(elements);
  return types.every((type) => becomes(type, made, unsafe)) ? made : collectionOf("list", types, unsafe);
}

/** The map or list that can hold all parts of the structures: objects for a map, tuples for a list. */
export function collectionOf(collection: "map" | "list", types: readonly Type[], unsafe: boolean): Type | undefined {
  const parts = types.flatMap((type) => (type.kind === "object" ? [...type.attributes.values()] : type.kind === "tuple" ? type.elements : []));
  const element = unify(parts, unsafe);
  if (!element) return undefined;
  const made = collection === "map" ? mapType(element) : listType(element);
  return types.every((type) => becomes(type, made, unsafe)) ? made : undefined;
}

function distinctTypes(types: readonly Type[]): Type[] {
  const seen = new Map<string, Type[]>();
  return types.filter((type) => {
    const key = outline(type);
    const alike = seen.get(key);
    if (alike?.some((other) => equalTypes(type, other))) return false;
    if (alike) alike.push(type);
    else seen.set(key, [type]);
    return true;
  });
}

/** A text that is the same for equal types. */
function outline(type: Type): string {
  if (type.kind === "object") return `{${[...type.attributes.keys()].join()}}`;
  if (type.kind === "tuple") return `[${type.elements.length}]`;
  return "element" in type ? `${type.kind} ${outline(type.element)}` : type.kind;
}

/** The more general types first; otherwise as given. */
function inOrderOfPreference(types: readonly Type[]): Type[] {
  const worse = types.map((type) => types.flatMap((other, at) => (preference(type, other) < 0 ? [at] : [])));
  const better = types.map((_, at) => worse.filter((list) => list.includes(at)).length);
  const order = types.flatMap((_, at) => (better[at] === 0 ? [at] : []));
  for (let next = 0; next < order.length; next++) {
    for (const at of worse[order[next] ?? 0] ?? []) {
      const left = (better[at] ?? 0) - 1;
      better[at] = left;
      if (left === 0) order.push(at);
    }
  }
  return order.flatMap((at) => types[at] ?? []);
}

const generality: readonly (readonly [Type["kind"], Type["kind"]])[] = [
  ["list", "set"],
  ["tuple", "set"],
  ["list", "tuple"],
  ["map", "object"],
];

/** Below zero when the first is the better choice for both. */
function preference(a: Type, b: Type): number {
  if (a.kind === "dynamic" || b.kind === "dynamic") return Number(a.kind === "dynamic") - Number(b.kind === "dynamic");
  if (a.kind === b.kind && "element" in a && "element" in b) return preference(a.element, b.element);
  if (isSimple(a) && isSimple(b)) return Number(b.kind === "string") - Number(a.kind === "string");
  if (generality.some(([better, other]) => a.kind === better && b.kind === other)) return -1;
  return generality.some(([better, other]) => b.kind === better && a.kind === other) ? 1 : 0;
}

const isSimple = (type: Type): boolean => type.kind === "string" || type.kind === "number" || type.kind === "bool";

// Values on their way into a plan file and back: with types, unknown parts and marks, which plain JSON has no place for.
import { dynamicNull, markPaths, markWithPaths, numberValue, objectValue, parseNumber, stripMarks, tupleValue, typeFromJson, typeToJson, unknownValue, valueToJson, writeJson, isJsonObject, JsonNumber } from "@lockstep/hcl";
import type { Json, MarkedPath, PathStep, Type, Value } from "@lockstep/hcl";
import { unknownTree } from "../render/value-json.ts";

/** Types that many values share are written once. */
export class TypeTable {
  readonly list: Json[] = [];
  readonly #known = new Map<string, number>();
  readonly #byType = new WeakMap<Type, number>();

  add(type: Type): number {
    const known = this.#byType.get(type);
    if (known !== undefined) return known;
    const json = typeToJson(type);
    const text = writeJson(json);
    const at = this.#known.get(text) ?? this.list.push(json) - 1;
    this.#known.set(text, at);
    this.#byType.set(type, at);
    return at;
  }
}

/** [type, value, what is unknown, what is marked] */
export function encodeValue(value: Value, types: TypeTable): Json {
  const marks = markPaths(value).map(({ path, marks: given }) => ({ path: path.map(stepToJson), marks: given }));
  const plain = marks.length > 0 ? stripMarks(value) : value;
  const unknown = unknownTree(plain);
  return [types.add(plain.type), valueToJson(plain), hasTrue(unknown) ? (unknown ?? null) : null, marks.length > 0 ? marks : null];
}

function hasTrue(tree: Json | undefined): boolean {
  if (tree === true) return true;
  if (Array.isArray(tree)) return (tree as readonly Json[]).some(hasTrue);
  return typeof tree === "object" && tree !== null && Object.values(tree).some((part) => hasTrue(part as Json));
}

function stepToJson(step: PathStep): Json {
  if (step.kind === "attribute") return { attribute: step.name };
  return typeof step.key === "object" ? { element: true } : { index: step.key };
}

/** Reads what `encodeValue` wrote; undefined when it is not that. */
export function decodeValue(json: Json | undefined, types: readonly (Type | undefined)[]): Value | undefined {
  if (!Array.isArray(json)) return undefined;
  const [at, value, unknown, marks]: readonly Json[] = json;
  const type = typeof at === "number" ? types[at] : undefined;
  if (!type || value === undefined) return undefined;
  const plain = decodePart(value, type, unknown ?? null);
  return Array.isArray(marks) ? markWithPaths(plain, (marks as readonly Json[]).flatMap(marksFromJson)) : plain;
}

function marksFromJson(json: Json): MarkedPath[] {
  if (!isJsonObject(json) || !Array.isArray(json["path"]) || typeof json["marks"] !== "number") return [];
  const path = (json["path"] as readonly Json[]).flatMap((step): PathStep[] => {
    if (!isJsonObject(step)) return [];
    if (typeof step["attribute"] === "string") return [{ kind: "attribute", name: step["attribute"] }];
    const key = step["index"];
    return typeof key === "string" || typeof key === "number" ? [{ kind: "index", key }] : [{ kind: "index", key: dynamicNull }];
  });
  return [{ path, marks: json["marks"] }];
}

function decodePart(json: Json, type: Type, unknown: Json): Value {
  if (unknown === true) return unknownValue(type);
  if (json === null) return { type, raw: null, marks: 0 };
  if (typeof json === "number" || json instanceof JsonNumber) return numberValue(parseNumber(json instanceof JsonNumber ? json.text : String(json)) ?? 0);
  if (typeof json === "string" || typeof json === "boolean") return { type, raw: json, marks: 0 };
  if (Array.isArray(json)) return decodeItems(json, type, Array.isArray(unknown) ? unknown : []);
  return isJsonObject(json) ? decodeEntries(json, type, isJsonObject(unknown) ? unknown : {}) : dynamicNull;
}

function decodeItems(json: readonly Json[], type: Type, unknown: readonly Json[]): Value {
  const items = json.map((item, at) => decodePart(item, (type.kind === "tuple" ? type.elements[at] : "element" in type ? type.element : undefined) ?? type, unknown[at] ?? null));
  return type.kind === "tuple" ? tupleValue(items) : { type, raw: items, marks: 0 };
}

function decodeEntries(json: { readonly [name: string]: Json }, type: Type, unknown: { readonly [name: string]: Json }): Value {
  const names = type.kind === "object" ? [...type.attributes.keys()] : Object.keys(json);
  const partType = (name: string): Type => (type.kind === "object" ? (type.attributes.get(name) ?? type) : "element" in type ? type.element : type);
  const entries = names.map((name) => [name, decodePart(json[name] ?? null, partType(name), unknown[name] ?? null)] as const);
  return type.kind === "object" ? { ...objectValue(entries), type } : { type, raw: new Map(entries), marks: 0 };
}

/** The types of a table. */
export const readTypes = (json: Json | undefined): (Type | undefined)[] => (Array.isArray(json) ? (json as readonly Json[]).map((type) => typeFromJson(type)) : []);

// Values as plain JSON and back, as state files and plans hold them.
import { isInfinite, isWhole, toBigInt } from "./big-float.ts";
import { isProblem } from "./convert.ts";
import type { Converted } from "./convert.ts";
import { isJsonArray, isJsonObject, JsonNumber } from "./json-text.ts";
import type { Json } from "./json-text.ts";
import { numberText, parseNumber } from "./number-text.ts";
import { isItems, isNumeric } from "./parts.ts";
import { attributeStep, indexStep } from "./path.ts";
import type { Path } from "./path.ts";
import { makeSet } from "./sets.ts";
import { describeType, dynamicType, equalTypes, mapType, tupleType } from "./type.ts";
import type { ObjectType, Type } from "./type.ts";
import { typeFromJson, typeToJson } from "./type-json.ts";
import { boolValue, dynamicNull, isNull, nullValue, numberValue, objectValue, stringValue, tupleValue, Unknown } from "./value.ts";
import type { Value } from "./value.ts";
import { sortedEntries, walk } from "./walk.ts";

/**
 * The value as JSON; parts that are not known are null, marks are left out. With the type that its place has,
 * parts whose place may hold anything are written as {"value": …, "type": …}.
 */
export function valueToJson(value: Value, place?: Type): Json {
  // A null without a type has nothing to say about its type.
  if (place?.kind === "dynamic" && value.type.kind !== "dynamic") return { value: valueToJson(value), type: typeToJson(value.type) };
  const { raw } = value;
  if (raw === null || raw instanceof Unknown) return null;
  if (typeof raw === "string" || typeof raw === "boolean") return raw;
  if (isNumeric(raw)) return numberToJson(value);
  if (isItems(raw)) return raw.map((item, at) => valueToJson(item, placeOf(place, at)));
  return Object.fromEntries([...raw].map(([name, item]) => [name, valueToJson(item, placeOf(place, name))]));
}

/** Whether a number in it is infinite: JSON cannot hold that. */
export function hasInfinity(value: Value): boolean {
  let found = false;
  walk(value, ({ raw }) => {
    if (isNumeric(raw) && isInfinite(raw)) found = true;
    return !found;
  });
  return found;
}

/** The value of this type that the JSON holds, or where it does not fit. */
export function valueFromJson(json: Json, type: Type, path: Path = []): Converted {
  if (type.kind === "dynamic") return dynamicFromJson(json, path);
  if (json === null) return nullValue(type);
  if (type.kind === "string" || type.kind === "number" || type.kind === "bool") return primitiveFromJson(json, type, path);
  if (type.kind === "object") return objectFromJson(json, type, path);
  if (type.kind === "map") return mapFromJson(json, type.element, path);
  return sequenceFromJson(json, type, path);
}

/** The value that the JSON says by itself: objects and tuples, as `jsondecode` gives. */
export function impliedValue(json: Json): Value {
  if (json === null) return dynamicNull;
  if (typeof json === "string") return stringValue(json);
  if (typeof json === "boolean") return boolValue(json);
  if (typeof json === "number" || json instanceof JsonNumber) return numberFromJson(json);
  if (isJsonArray(json)) return tupleValue(json.map(impliedValue));
  return objectValue(Object.entries(json).map(([name, item]) => [name.normalize("NFC"), impliedValue(item)] as const));
}

function placeOf(place: Type | undefined, key: string | number): Type | undefined {
  if (!place) return undefined;
  if (place.kind === "object") return place.attributes.get(String(key));
  if (place.kind === "tuple") return typeof key === "number" ? place.elements[key] : undefined;
  return "element" in place ? place.element : undefined;
}

function numberToJson(value: Value): Json {
  const { raw } = value;
  if (typeof raw === "number" && !Object.is(raw, -0)) return raw;
  if (!isNumeric(raw) || isInfinite(raw)) return null;
  // Plans and states hold whole numbers of up to 64 bits in full, also those of less precision.
  const whole = isWhole(raw) ? toBigInt(raw) : undefined;
  const fits = whole !== undefined && BigInt.asIntN(64, whole) === whole && whole !== 0n;
  return new JsonNumber(fits ? whole.toString() : numberText(raw, value.precision));
}

const numberFromJson = (json: number | JsonNumber): Value =>
  numberValue(parseNumber(json instanceof JsonNumber ? json.text : String(json)) ?? 0);

function dynamicFromJson(json: Json, path: Path): Converted {
  if (json === null) return dynamicNull;
  const type = isJsonObject(json) && json["type"] !== undefined ? typeFromJson(json["type"]) : undefined;
  if (!type || !isJsonObject(json) || json["value"] === undefined) return { message: "an object with a value and its type is required", path };
  return type.kind === "dynamic" ? dynamicNull : valueFromJson(json["value"], type, path);
}

function primitiveFromJson(json: Json, type: Type, path: Path): Converted {
  const isNumber = typeof json === "number" || json instanceof JsonNumber;
  if (type.kind === "string") {
    if (typeof json === "string") return stringValue(json);
    if (typeof json === "boolean") return stringValue(String(json));
    if (isNumber) return stringValue(numberText(parseNumber(json instanceof JsonNumber ? json.text : String(json)) ?? 0));
  }
  if (type.kind === "bool") {
    if (typeof json === "boolean") return boolValue(json);
    if (json === "true" || json === "false") return boolValue(json === "true");
  }
  if (type.kind === "number") {
    if (isNumber) return numberFromJson(json);
    const number = typeof json === "string" ? parseNumber(json) : undefined;
    if (number !== undefined) return numberValue(number);
  }
  return { message: `${describeType(type)} is required`, path };
}

function objectFromJson(json: Json, type: ObjectType, path: Path): Converted {
  if (!isJsonObject(json)) return { message: "object is required", path };
  for (const name of Object.keys(json)) {
    if (!type.attributes.has(name)) return { message: `unsupported attribute ${JSON.stringify(name)}`, path };
  }
  const attributes = new Map<string, Value>();
  for (const [name, part] of type.attributes) {
    const item = json[name];
    const value = item === undefined ? nullValue(part) : valueFromJson(item, part, [...path, attributeStep(name)]);
    if (isProblem(value)) return value;
    attributes.set(name, value);
  }
  return hasDynamicPart(type) ? objectValue(attributes) : { type, raw: attributes, marks: 0 };
}

const hasDynamicPart = (type: ObjectType): boolean =>
  type.optional !== undefined || [...type.attributes.values()].some((part) => !isSimple(part));
const isSimple = (type: Type): boolean => type.kind === "string" || type.kind === "number" || type.kind === "bool";

function mapFromJson(json: Json, element: Type, path: Path): Converted {
  if (!isJsonObject(json)) return { message: "map is required", path };
  const entries = new Map<string, Value>();
  for (const [name, item] of Object.entries(json)) {
    const value = valueFromJson(item, element, [...path, indexStep(name)]);
    if (isProblem(value)) return value;
    entries.set(name.normalize("NFC"), value);
  }
  return { type: mapType(elementType(element, [...entries.values()])), raw: sortedEntries(entries), marks: 0 };
}

function sequenceFromJson(json: Json, type: Type & { kind: "list" | "set" | "tuple" }, path: Path): Converted {
  if (!isJsonArray(json)) return { message: `${type.kind} is required`, path };
  const given = json;
  if (type.kind === "tuple" && given.length !== type.elements.length) {
    return { message: `a tuple of ${type.elements.length} elements is required`, path };
  }
  const items: Value[] = [];
  for (const [at, item] of given.entries()) {
    const part = type.kind === "tuple" ? type.elements[at] : type.element;
    const value = valueFromJson(item, part ?? dynamicType, [...path, indexStep(at)]);
    if (isProblem(value)) return value;
    items.push(value);
  }
  if (type.kind === "tuple") return { type: tupleType(items.map((item) => item.type)), raw: items, marks: 0 };
  const element = elementType(type.element, items);
  return type.kind === "set" ? makeSet(element, items) : { type: { kind: "list", element }, raw: items, marks: 0 };
}

/** Where a collection's place leaves the type open, its elements say it. */
function elementType(place: Type, items: readonly Value[]): Type {
  return items.find((item) => !isNull(item) && !equalTypes(item.type, place))?.type ?? place;
}

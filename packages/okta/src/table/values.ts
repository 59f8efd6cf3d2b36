// Terraform's values in and out of the plain form that rows work on.
import { boolValue, compareStrings, dynamicNull, isKnown, listValue, makeSet, nullValue, numberValue, stringValue, unknownValue } from "@lockstep/hcl";
import { fromDouble, toDouble } from "@lockstep/hcl";
import type { Type, Value } from "@lockstep/hcl";
import { isPlainList, isPlainObject, plainText, unknown } from "./plain.ts";
import type { Plain, PlainObject } from "./plain.ts";

/** A value in plain form; marks are gone. */
function toPlain(value: Value): Plain {
  const { raw } = value;
  if (!isKnown(value)) return unknown;
  if (raw === null || typeof raw === "string" || typeof raw === "boolean" || typeof raw === "number") return raw;
  if (raw instanceof Map) return Object.fromEntries([...raw].map(([key, item]): [string, Plain] => [key, toPlain(item)]));
  if (Array.isArray(raw)) return raw.map(toPlain);
  return "mantissa" in raw ? toDouble(raw) : null;
}

/** The attributes of an object value; none of a null. */
export function toPlainObject(value: Value): PlainObject {
  const plain = toPlain(value);
  return isPlainObject(plain) ? plain : {};
}

/** A plain value as a value of a type. What the type does not have is left out; what is missing is null. */
export function fromPlain(plain: Plain | undefined, type: Type): Value {
  if (plain === undefined || plain === null) return nullValue(type);
  if (plain === unknown) return unknownValue(type);
  if (type.kind === "string") return stringValue(plainText(plain));
  if (type.kind === "bool") return boolValue(plain === true || plain === "true");
  if (type.kind === "number") return numberOf(plain);
  if (type.kind === "list" || type.kind === "set") return collectionOf(plain, type);
  if (type.kind === "map" || type.kind === "object") return isPlainObject(plain) ? recordOf(plain, type) : nullValue(type);
  return dynamicNull;
}

function numberOf(plain: Plain): Value {
  const number = typeof plain === "number" ? plain : Number(plain);
  return numberValue(Number.isSafeInteger(number) ? number : fromDouble(number));
}

function collectionOf(plain: Plain, type: Extract<Type, { kind: "list" | "set" }>): Value {
  const list: readonly Plain[] = isPlainList(plain) ? plain : [plain];
  const items = list.map((item) => fromPlain(item, type.element));
  return type.kind === "set" ? makeSet(type.element, items) : listValue(type.element, items);
}

function recordOf(plain: PlainObject, type: Extract<Type, { kind: "map" | "object" }>): Value {
  const entries: [string, Value][] =
    type.kind === "object"
      ? [...type.attributes].map(([name, inner]) => [name, fromPlain(plain[name], inner)])
      : Object.entries(plain).map(([key, item]) => [key, fromPlain(item, type.element)]);
  return { type, raw: new Map(entries.sort(([a], [b]) => compareStrings(a, b))), marks: 0 };
}

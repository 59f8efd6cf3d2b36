import fc from "fast-check";
import { makeNumber } from "../src/values/big-float.ts";
import { makeSet } from "../src/values/sets.ts";
import { boolValue, listValue, nullValue, numberValue, objectValue, stringValue, tupleValue } from "../src/values/value.ts";
import type { Value } from "../src/values/value.ts";
import { boolType, listType, mapType, numberType, stringType } from "../src/values/type.ts";
import type { Type } from "../src/values/type.ts";
import { sortedEntries } from "../src/values/walk.ts";

/** Numbers of every size, whole and not; no large powers of two, which Terraform may write one digit too short. */
export const arbitraryNumber = fc
  .oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc
      .tuple(fc.bigInt({ min: -(2n ** 520n), max: 2n ** 520n }), fc.integer({ min: -600, max: 600 }))
      .map(([mantissa, exponent]) => makeNumber(mantissa, exponent)),
  )
  .filter((number) => typeof number === "number" || (number.mantissa !== 1n && number.mantissa !== -1n));

const text = fc.oneof(fc.constantFrom("", "a", "true", "1", "é", "x y"), fc.string({ unit: "grapheme", maxLength: 5 }));
const name = fc.constantFrom("a", "b", "c d", "é");

export const arbitraryType: fc.Arbitrary<Type> = fc.constantFrom<Type>(
  stringType,
  numberType,
  boolType,
  listType(stringType),
  listType(numberType),
  mapType(boolType),
  { kind: "set", element: stringType },
);

/** A value of a type. */
export function valueOf(type: Type): fc.Arbitrary<Value> {
  const known = knownOf(type);
  return fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: fc.constant(nullValue(type)) });
}

function knownOf(type: Type): fc.Arbitrary<Value> {
  if (type.kind === "string") return text.map(stringValue);
  if (type.kind === "number") return arbitraryNumber.map((number) => numberValue(number));
  if (type.kind === "bool") return fc.boolean().map(boolValue);
  if (!("element" in type)) return fc.constant(nullValue(type));
  const items = fc.array(valueOf(type.element), { maxLength: 4 });
  if (type.kind === "list") return items.map((list) => listValue(type.element, list));
  if (type.kind === "set") return items.map((list) => makeSet(type.element, list));
  return fc
    .array(fc.tuple(name, valueOf(type.element)), { maxLength: 3 })
    .map((pairs): Value => ({ type, raw: sortedEntries(new Map(pairs)), marks: 0 }));
}

/** Values of every kind. */
export const arbitraryValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    arbitraryType.chain(valueOf),
    fc.array(tie("value"), { maxLength: 3 }).map(tupleValue),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 3 }).map(objectValue),
  ),
})).value;

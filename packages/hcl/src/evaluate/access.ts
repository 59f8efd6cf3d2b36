// Taking a part out of a value: x.name and x[key].
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/evaluate-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { TraversalStep } from "../syntax/tree.ts";
import { compareNumbers, isNegative, isWhole, toDouble } from "../values/big-float.ts";
import { convert, isProblem } from "../values/convert.ts";
import { isEntries, isItems, numeric } from "../values/parts.ts";
import { lengthRange } from "../values/refine.ts";
import { numberType, stringType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { dynamicUnknown, isKnown, isNull, unknownValue, withMarks, withoutMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";

/** A part of a value, or what is wrong with asking for it. */
export type Access = Value | Diagnostic;

export const isDiagnostic = (access: Access): access is Diagnostic => "summary" in access;

/** The value at the end of the steps; after the first that fails, unknown. */
export function followSteps(from: Value, steps: readonly TraversalStep[]): { value: Value; diagnostics: Diagnostic[] } {
  let value = from;
  for (const step of steps) {
    const next = step.kind === "attribute" ? attributeOf(value, step.name, step.range) : elementAt(value, step.key, step.range);
    if (isDiagnostic(next)) return { value: dynamicUnknown, diagnostics: [next] };
    value = next;
  }
  return { value, diagnostics: [] };
}

/** x.name */
export function attributeOf(value: Value, name: string, range: SourceRange): Access {
  const { type, raw } = value;
  if (raw === null) return say.attributeOfNull(range);
  if (type.kind === "dynamic") return withMarks(dynamicUnknown, value.marks);
  if (type.kind !== "object" && type.kind !== "map") return say.noAttributes(type, name, range);
  const declared = type.kind === "map" ? type.element : type.attributes.get(name);
  if (!declared) return say.noSuchAttribute(name, range);
  if (!isEntries(raw)) return withMarks(unknownValue(declared), value.marks);
  const part = raw.get(name);
  return part ? withMarks(part, value.marks) : say.noSuchElement(name, range);
}

/** x[key] */
export function elementAt(collection: Value, key: Value, range: SourceRange): Access {
  if (isNull(collection)) return say.indexOfNull(range);
  if (isNull(key)) return say.nullIndex(range);
  const { type } = collection;
  if (type.kind === "dynamic" || key.type.kind === "dynamic") return withMarks(dynamicUnknown, collection.marks);
  if (type.kind === "list" || type.kind === "tuple") return itemAt(collection, type, key, range);
  if (type.kind === "map") return mapElement(collection, type.element, key, range);
  if (type.kind === "object") return objectElement(collection, type.attributes, key, range);
  return type.kind === "set" ? say.indexOfSet(range) : say.noIndices(range);
}

function itemAt(collection: Value, type: Type & { kind: "list" | "tuple" }, given: Value, range: SourceRange): Access {
  const key = convert(given, numberType);
  if (isProblem(key)) return say.noSuchIndex(key.message, range);
  const marks = collection.marks | key.marks;
  // A result that is not known does not take the marks of the key.
  const unclear = withMarks(type.kind === "tuple" ? dynamicUnknown : unknownValue(type.element), collection.marks);
  if (!isKnown(key)) return unclear;
  const problem = indexProblem(collection, key, range);
  if (problem) return problem;
  const at = toDouble(numeric(key));
  if (isItems(collection.raw)) {
    const item = collection.raw[at];
    return item ? withMarks(item, marks) : say.noSuchIndex("", range);
  }
  return type.kind === "tuple" ? withMarks(unknownValue(type.elements[at] ?? type), marks) : unclear;
}

function indexProblem(collection: Value, key: Value, range: SourceRange): Diagnostic | undefined {
  const index = numeric(key);
  const length = lengthRange(collection);
  const fits = isWhole(index) && !isNegative(index) && compareNumbers(index, length?.max ?? Infinity) < 0;
  if (fits || (length?.max === Infinity && isWhole(index) && !isNegative(index))) return undefined;
  if (!isWhole(index)) {
    return say.noSuchIndex("indexing a sequence requires a whole number, but the given index has a fractional part", range);
  }
  if (isNegative(index)) return say.noSuchIndex("a negative number is not a valid index for a sequence", range);
  // Terraform gives the reason only for the index right behind the last.
  if (collection.marks !== 0 || compareNumbers(index, length?.max ?? Infinity) !== 0) return say.noSuchIndex("", range);
  if (length?.max === 0) return say.noSuchIndex("the collection has no elements", range);
  return say.noSuchIndex("the given index is greater than or equal to the length of the collection", range);
}

function mapElement(collection: Value, element: Type, given: Value, range: SourceRange): Access {
  const key = convert(given, stringType);
  if (isProblem(key)) return say.noSuchIndex(key.message, range);
  const marks = collection.marks | key.marks;
  if (!isKnown(key) || !isEntries(collection.raw)) return withMarks(unknownValue(element), collection.marks);
  const item = collection.raw.get(String(key.raw));
  return item ? withMarks(item, marks) : say.noSuchIndex("", range);
}

function objectElement(collection: Value, attributes: ReadonlyMap<string, Type>, given: Value, range: SourceRange): Access {
  const key = convert(given, stringType);
  if (isProblem(key)) return say.noSuchIndex(key.message, range);
  if (!isKnown(collection) || !isKnown(key)) return withMarks(dynamicUnknown, collection.marks);
  const name = String(withoutMarks(key).raw);
  if (!attributes.has(name)) return given.type.kind === "number" ? say.objectIndexedByNumber(range) : say.noSuchIndex("", range);
  return attributeOf(collection, name, range);
}

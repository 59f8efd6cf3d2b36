// How the two results of a condition differ, said as precisely as the types allow.
import { quote } from "../values/quote.ts";
import { describeType, equalTypes, withoutOptional } from "../values/type.ts";
import type { ObjectType, Type } from "../values/type.ts";

/** What is different about the types of the two results: the end of a sentence. */
export function describeMismatch(then: Type, otherwise: Type): string {
  if (then.kind === "object" && otherwise.kind === "object") return mismatchedObjects(then, otherwise);
  if (then.kind === "tuple" && otherwise.kind === "tuple") return mismatchedTuples(then.elements, otherwise.elements);
  if ("element" in then && "element" in otherwise && then.kind === otherwise.kind) {
    const [a, b] = [withoutOptional(then.element), withoutOptional(otherwise.element)];
    if (a.kind === "object" && b.kind === "object") return `Mismatched ${then.kind} element types: ${describeMismatch(a, b)}`;
  }
  const [a, b] = [describeType(then), describeType(otherwise)];
  if (a !== b) return `The 'true' value is ${a}, but the 'false' value is ${b}`;
  return deeply;
}

function mismatchedObjects(then: ObjectType, otherwise: ObjectType): string {
  for (const [name, type] of then.attributes) {
    const other = otherwise.attributes.get(name);
    if (other && !equalTypes(type, other)) return `Type mismatch for object attribute ${quote(name)}: ${describeMismatch(type, other)}`;
  }
  for (const name of then.attributes.keys()) {
    if (!otherwise.attributes.has(name)) return `The 'true' value includes object attribute ${quote(name)}, which is absent in the 'false' value`;
  }
  for (const name of otherwise.attributes.keys()) {
    if (!then.attributes.has(name)) return `The 'false' value includes object attribute ${quote(name)}, which is absent in the 'true' value`;
  }
  return deeply;
}

const deeply = "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value";

function mismatchedTuples(then: readonly Type[], otherwise: readonly Type[]): string {
  if (then.length !== otherwise.length) return `The 'true' tuple has length ${then.length}, but the 'false' tuple has length ${otherwise.length}`;
  for (const [at, type] of then.entries()) {
    const other = otherwise[at];
    if (other && !equalTypes(type, other)) return `Type mismatch for tuple element ${at}: ${describeMismatch(type, other)}`;
  }
  return deeply;
}

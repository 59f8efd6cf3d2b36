// Why a value of one type cannot become another, in cty's words.
import { findConversion } from "./convert.ts";
import { quote } from "./quote.ts";
import { describeConstraint, equalTypes } from "./type.ts";
import type { ObjectType, Type } from "./type.ts";

/** What is wrong with a value of type `got` where `want` is asked for, when there is no conversion at all. */
export function mismatchMessage(got: Type, want: Type): string {
  if (got.kind === "object" && want.kind === "object") return mismatchedObjects(got, want);
  const isCollection = want.kind === "list" || want.kind === "set" || want.kind === "map";
  if (!isCollection) return required(want);
  const structural = want.kind === "map" ? "object" : "tuple";
  if (got.kind === structural) {
    if (want.element.kind === "dynamic") return `all ${want.kind} elements must have the same type`;
    return mismatchedElement(got, want.element);
  }
  const collection = want.kind === "map" ? got.kind === "map" : got.kind === "list" || got.kind === "set";
  if (collection && (got.kind === "list" || got.kind === "set" || got.kind === "map")) {
    return `incorrect ${want.kind} element type: ${mismatchMessage(got.element, want.element)}`;
  }
  return required(want);
}

const required = (want: Type): string => `${describeConstraint(want)} required`;

function mismatchedElement(got: Type, want: Type): string {
  const parts: (readonly [string, Type])[] =
    got.kind === "tuple"
      ? got.elements.map((type, at) => [String(at), type] as const)
      : got.kind === "object"
        ? [...got.attributes].map(([name, type]) => [quote(name), type] as const)
        : [];
  for (const [place, type] of parts) {
    if (!equalTypes(type, want) && !findConversion(type, want, true)) return `element ${place}: ${mismatchMessage(type, want)}`;
  }
  return `all elements must be ${describeConstraint(want)}`;
}

function mismatchedObjects(got: ObjectType, want: ObjectType): string {
  const missing = [...want.attributes.keys()].filter((name) => !got.attributes.has(name) && !want.optional?.has(name));
  if (missing.length > 0) return missingAttributes(missing);
  for (const unsafe of [true, false]) {
    for (const [name, type] of want.attributes) {
      const given = got.attributes.get(name);
      if (!given || equalTypes(given, type) || findConversion(given, type, unsafe)) continue;
      return `attribute ${quote(name)}: ${mismatchMessage(given, type)}`;
    }
  }
  return "incorrect object attributes";
}

function missingAttributes(names: readonly string[]): string {
  const quoted = names.map(quote);
  if (quoted.length === 1) return `attribute ${quoted[0]} is required`;
  if (quoted.length === 2) return `attributes ${quoted[0]} and ${quoted[1]} are required`;
  return `attributes ${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1)} are required`;
}

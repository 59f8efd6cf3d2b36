import type { Value } from "./value.ts";

/** A step from a value to one of its parts. */
export type PathStep =
  | { readonly kind: "attribute"; readonly name: string }
  /** A position in a list or tuple, a key of a map, or the element itself in a set. */
  | { readonly kind: "index"; readonly key: number | string | Value };

/** The way from a value to one of its parts. */
export type Path = readonly PathStep[];

export const attributeStep = (name: string): PathStep => ({ kind: "attribute", name });
export const indexStep = (key: number | string | Value): PathStep => ({ kind: "index", key });

/** The path as messages show it: `.a[0]["b"]`. */
export function printPath(path: Path): string {
  return path.map((step) => (step.kind === "attribute" ? `.${step.name}` : `[${printKey(step.key)}]`)).join("");
}

function printKey(key: number | string | Value): string {
  if (typeof key === "number") return String(key);
  return typeof key === "string" ? JSON.stringify(key) : "...";
}

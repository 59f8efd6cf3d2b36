// How a value is shown: what it is, and how much of it at first.

/** A value as it is shown. `json` is a text that is JSON: shown as what it says. */
export type ValueShape =
  | { readonly kind: "null" }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly lines: number }
  | { readonly kind: "json"; readonly value: unknown; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly unknown[] }
  | { readonly kind: "fields"; readonly entries: readonly (readonly [string, unknown])[] };

/** What a value is. */
export function shapeOf(value: unknown): ValueShape {
  if (value === null || value === undefined) return { kind: "null" };
  if (Array.isArray(value)) return { kind: "list", items: value };
  if (typeof value === "object") return { kind: "fields", entries: Object.entries(value) };
  if (typeof value !== "string") return { kind: "literal", text: String(value as number | boolean) };
  const said = jsonIn(value);
  if (said !== undefined) return { kind: "json", value: said, text: value };
  return { kind: "text", text: value, lines: value.split("\n").length };
}

/** The list or the fields that a text is as JSON. */
export function jsonIn(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Texts with line breaks, and those longer than this, stand in a block of their own. */
const longText = 160;
const widestLine = 64;

/** Does a text need a block? */
export const isLong = (text: string): boolean => text.length > longText || text.includes("\n");

/** A list of plain values that fits in a line, such as ["a", "b"]; undefined: it needs more room. */
export function inlineOf(value: unknown): string | undefined {
  const shape = shapeOf(value);
  if (shape.kind === "fields") return shape.entries.length === 0 ? "{}" : undefined;
  if (shape.kind !== "list") return undefined;
  if (!shape.items.every((item) => item === null || typeof item !== "object")) return undefined;
  const text = `[${shape.items.map((item) => JSON.stringify(item)).join(", ")}]`;
  return text.length <= widestLine ? text : undefined;
}

/** Where a part of a value is: "a.b[0]". */
export const pathTo = (path: string, step: string | number): string => (typeof step === "number" ? `${path}[${step}]` : path === "" ? step : `${path}.${step}`);

/** A value as a text to copy: a text as it is, all else as JSON. */
export const copyOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, undefined, 2));

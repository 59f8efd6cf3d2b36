// JSON text without loss: numbers keep all their digits.
import { DEEPEST } from "./extent.ts";

/** Any JSON. A number that a JS number would not hold to the last digit is a JsonNumber. */
export type Json = null | boolean | number | string | JsonNumber | readonly Json[] | { readonly [name: string]: Json };

/** A number as it stands in JSON text. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** What JSON.stringify writes for it: the digits as they are. */
  toJSON(): unknown {
    return rawJson(this.text);
  }
}

// In the language since 2025, not yet in TypeScript's library.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON: (text: string) => unknown };
const parse = JSON.parse as (text: string, revive: (name: string, value: unknown, context: { source?: string }) => unknown) => Json;

/** The JSON in a text, or what is wrong with it. */
export function readJson(text: string): { json: Json } | { problem: string } {
  try {
    const json = parse(text, (_, value, { source }) => (typeof value === "number" ? exactNumber(value, source ?? "") : value));
    return isTooDeep(json) ? { problem: tooDeep } : { json };
  } catch (error) {
    // JSON.parse itself runs out of stack on JSON that is deeper still.
    return { problem: error instanceof RangeError ? tooDeep : error instanceof Error ? error.message : String(error) };
  }
}

/** What is wrong with JSON that nests deeper than what is done with it could follow. */
export const tooDeep = `it nests more than ${DEEPEST} levels deep`;

/** Whether objects and arrays stand in each other that deep. */
export function isTooDeep(json: Json, left = DEEPEST): boolean {
  if (typeof json !== "object" || json === null || json instanceof JsonNumber) return false;
  if (left === 0) return true;
  for (const part of Object.values(json)) if (isTooDeep(part as Json, left - 1)) return true;
  return false;
}

/** The JSON as text; `indent` blanks a level when it is to be read by people. */
export const writeJson = (json: Json, indent = 0): string =>
  // As Terraform writes all its files: what could end a line or begin a tag stands as its number.
  JSON.stringify(json, undefined, indent).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Decimals of up to fifteen digits come back from a JS number as they went in; smaller ones it would write with an exponent. */
function exactNumber(value: number, source: string): number | JsonNumber {
  if (String(value) === source || (source.length <= 15 && /^-?\d+(\.\d+)?$/.test(source) && source !== "-0" && !/^-?0\.0{6}/.test(source))) return value;
  return new JsonNumber(source);
}

export const isJsonArray = (json: Json): json is readonly Json[] => Array.isArray(json);

export const isJsonObject = (json: Json): json is { readonly [name: string]: Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json) && !(json instanceof JsonNumber);

import { impliedValue, readJson } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";

/** A JSON object or array as a value, for comparing; undefined for any other text. */
export function parseJsonText(text: string): Value | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const read = readJson(text);
  return "json" in read ? impliedValue(read.json) : undefined;
}

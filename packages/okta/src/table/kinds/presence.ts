import type { AttributeOptions } from "../attribute.ts";
import type { Json } from "../json.ts";
import { isPlainList, isPlainObject, unknown } from "../plain.ts";
import type { Plain } from "../plain.ts";

/** An attribute is optional unless the row says required or computed. */
export const presence = (options: AttributeOptions): AttributeOptions =>
  options.required || options.computed || options.optional ? options : { ...options, optional: true };

/** The value as it is. */
export function same(value: Plain): Json | undefined {
  if (value === unknown) return undefined;
  if (isPlainList(value)) return value.flatMap((item) => same(item) ?? []);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, same(item)]));
}

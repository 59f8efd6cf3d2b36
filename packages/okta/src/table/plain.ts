// Terraform's values in the plain form that rows work on: null, text, numbers, bools, lists (sets too) and objects
// (maps too). A part that is not known yet is `unknown`; it occurs while planning only.

/** A part of a planned object that is not known before it is applied. */
export const unknown: unique symbol = Symbol("known after apply");

export type Plain = null | string | number | boolean | typeof unknown | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [attribute: string]: Plain;
}

export const isPlainObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isPlainList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);

/** Whether nothing in it is unknown. */
export function isWhollyKnown(value: Plain): boolean {
  if (value === unknown) return false;
  if (isPlainList(value)) return value.every(isWhollyKnown);
  return isPlainObject(value) ? Object.values(value).every(isWhollyKnown) : true;
}

/** Whether two values are the same; attributes that are missing count as null, order of attributes does not count. */
export function samePlain(a: Plain | undefined, b: Plain | undefined): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return true;
  if (isPlainList(left)) {
    return isPlainList(right) && left.length === right.length && left.every((item, at) => samePlain(item, right[at]));
  }
  if (!isPlainObject(left) || !isPlainObject(right)) return false;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => samePlain(left[key], right[key]));
}

/** The text of a scalar, as it stands in a URL or a message; "" for anything else. */
export function plainText(value: Plain | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The texts of a list or set. */
export const plainStrings = (value: Plain | undefined): string[] =>
  isPlainList(value) ? value.filter((item) => item !== null && item !== unknown).map(plainText) : [];

/** The objects of a list or set. */
export const plainObjects = (value: Plain | undefined): PlainObject[] =>
  isPlainList(value) ? value.filter((item) => isPlainObject(item)) : [];

// What was read, held against what was known before. Okta leaves out what is empty, orders sets as it likes and
// rewrites JSON; where that is the only difference, what was known before stays, so that nothing seems to change.
import type { Attribute, Attributes } from "./attribute.ts";
import type { Plain, PlainObject } from "./plain.ts";
import { isPlainList, isPlainObject, plainText, samePlain, unknown } from "./plain.ts";

/** Read values, with undefined where Okta does not say. */
export function settleAttributes(
  attributes: Attributes,
  read: Readonly<Record<string, Plain | undefined>>,
  prior: PlainObject,
): Record<string, Plain> {
  const next: PlainObject = Object.fromEntries(Object.keys(attributes).map((name): [string, Plain] => [name, read[name] ?? prior[name] ?? null]));
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const before = prior[name] === unknown ? null : prior[name];
      return [name, settle(attribute, name, read[name], before, { prior, next })];
    }),
  );
}

interface Objects {
  readonly prior: PlainObject;
  readonly next: PlainObject;
}

function settle(attribute: Attribute, key: string, read: Plain | undefined, prior: Plain | undefined, objects: Objects): Plain {
  const before = prior ?? null;
  // Nothing is known at an import: all that was read is news, and what Okta does not say is as it is by default.
  if (prior === undefined) return read ?? attribute.default ?? null;
  if (read === undefined) return before;
  if (attribute.onlyIfSet && isBlank(before, attribute)) return before;
  if (isBlank(read, attribute) && isBlank(before, attribute) && !isReadOnly(attribute)) return before;
  if (isPlainList(read)) return isPlainList(before) ? settleList(attribute, key, read, before, objects) : read;
  if (attribute.type === "object" && isPlainObject(read) && isPlainObject(before) && attribute.attributes) {
    return settleAttributes(attribute.attributes, read, before);
  }
  return typeof before === "string" && meansTheSame(attribute, key, read, before, objects) ? before : read;
}

function settleList(attribute: Attribute, key: string, read: readonly Plain[], prior: readonly Plain[], objects: Objects): Plain {
  if (attribute.type === "set") return settleSet(attribute, key, read, prior, objects);
  return read.map((item, at): Plain => settleElement(attribute, `${key}.${at}`, item, prior[at], objects));
}

/** Each element that was read takes the form of the first element before that it is the same as. */
function settleSet(attribute: Attribute, key: string, read: readonly Plain[], prior: readonly Plain[], objects: Objects): Plain {
  const left = [...prior];
  return read.map((item) => {
    const at = left.findIndex((before) => samePlain(settleElement(attribute, key, item, before, objects), before));
    return at < 0 ? item : (left.splice(at, 1)[0] ?? item);
  });
}

function settleElement(attribute: Attribute, key: string, read: Plain, prior: Plain | undefined, objects: Objects): Plain {
  if (attribute.attributes && isPlainObject(read) && isPlainObject(prior)) return settleAttributes(attribute.attributes, read, prior);
  return attribute.element ? settle(attribute.element, key, read, prior, objects) : read;
}

function meansTheSame(attribute: Attribute, key: string, read: Plain, before: string, objects: Objects): boolean {
  const now = plainText(read);
  if (attribute.normalize && attribute.normalize(now) === attribute.normalize(before)) return true;
  // A text that means nothing new only because it is empty has been taken away: that is a difference.
  return now !== "" && attribute.equivalent !== undefined && attribute.equivalent({ key, old: before, new: now, ...objects });
}

const isReadOnly = (attribute: Attribute): boolean => Boolean(attribute.computed && !attribute.optional);

/** Nothing, in any of the forms that Terraform's older providers keep it in. */
function isBlank(value: Plain, attribute: Attribute): boolean {
  if (value === null || value === "") return true;
  if (isPlainList(value)) return value.length === 0;
  if (isPlainObject(value)) return Object.keys(value).length === 0;
  // 0 and false chosen by Okta (optional and computed) are values of their own.
  return (value === false || value === 0) && !attribute.computed;
}

// What is another in a value: JSON texts are compared as what they say, lists without regard to order, long texts by lines.
import { isLong, jsonIn } from "./value-shape.ts";

/** Stands in a value for what is not shown, or not known yet. */
export class Hidden {
  readonly kind: "sensitive" | "unknown";
  /** Of a sensitive value: it becomes another. */
  readonly changed: boolean;

  constructor(kind: "sensitive" | "unknown", changed = false) {
    this.kind = kind;
    this.changed = changed;
  }
}

/** There is nothing at this place. */
export const absent: unique symbol = Symbol("absent");

export type Difference =
  | { readonly kind: "same"; readonly value: unknown }
  /** One value in place of another; either side may be `absent`. */
  | { readonly kind: "other"; readonly before: unknown; readonly after: unknown }
  | { readonly kind: "text"; readonly before: string; readonly after: string }
  /** JSON texts that say the same: only blanks or the order of names differ. */
  | { readonly kind: "spelling"; readonly before: string; readonly after: string }
  | { readonly kind: "fields"; readonly json: boolean; readonly parts: readonly Part[]; readonly same: number }
  /** A list or set; `order`: it has the same members, in another order. */
  | { readonly kind: "members"; readonly json: boolean; readonly removed: readonly unknown[]; readonly added: readonly unknown[]; readonly changed: readonly Part[]; readonly same: number; readonly order: boolean };

/** A named part of a value and what became of it. */
export interface Part {
  readonly name: string;
  readonly difference: Difference;
}

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Hidden);

/** A value with `Hidden` where the trees of marks say `true`. A stand-in of a sensitive value says whether it becomes another. */
export function withMarks(value: unknown, unknown: unknown, sensitive: unknown): unknown {
  if (unknown === true) return new Hidden("unknown");
  if (sensitive === true) return value === null || value === undefined ? value : new Hidden("sensitive", value === "REDACTED (changed)" || value === true || value === 1);
  if (Array.isArray(value)) return value.map((each: unknown, at) => withMarks(each, itemOf(unknown, at), itemOf(sensitive, at)));
  if (isFields(value) || isFields(unknown)) {
    const [fields, unknowns, marks] = [isFields(value) ? value : {}, isFields(unknown) ? unknown : {}, isFields(sensitive) ? sensitive : {}];
    if (!isFields(value) && !hasMark(unknowns)) return value;
    const names = new Set([...Object.keys(fields), ...Object.keys(unknowns).filter((name) => hasMark(unknowns[name]))]);
    return Object.fromEntries([...names].map((name) => [name, withMarks(fields[name], unknowns[name], marks[name])]));
  }
  return value;
}

const itemOf = (marks: unknown, at: number): unknown => (Array.isArray(marks) ? (marks[at] as unknown) : undefined);

const hasMark = (marks: unknown): boolean => marks === true || (typeof marks === "object" && marks !== null && Object.values(marks).some(hasMark));

/** Is anything in a value hidden? */
export const hasHidden = (value: unknown): boolean => value instanceof Hidden || (typeof value === "object" && value !== null && Object.values(value).some(hasHidden));

/** What became of a value. */
export function differenceOf(before: unknown, after: unknown): Difference {
  if (isSame(before, after)) return { kind: "same", value: after };
  if (typeof before === "string" && typeof after === "string") return ofTexts(before, after);
  if (Array.isArray(before) && Array.isArray(after)) return ofMembers(before, after, false);
  if (isFields(before) && isFields(after)) return ofFields(before, after, false);
  return { kind: "other", before, after };
}

function ofTexts(before: string, after: string): Difference {
  const [was, is] = [jsonIn(before), jsonIn(after)];
  if (was && is) {
    if (isSame(was, is)) return { kind: "spelling", before, after };
    if (Array.isArray(was) && Array.isArray(is)) return ofMembers(was, is, true);
    if (isFields(was) && isFields(is)) return ofFields(was, is, true);
  }
  return isLong(before) || isLong(after) ? { kind: "text", before, after } : { kind: "other", before, after };
}

function ofFields(before: Fields, after: Fields, json: boolean): Difference {
  const parts = partsOf(before, after);
  return { kind: "fields", json, parts: parts.filter(({ difference }) => difference.kind !== "same"), same: parts.filter(({ difference }) => difference.kind === "same").length };
}

/** What became of each named part, in the order of names. */
export function partsOf(before: Fields, after: Fields): readonly Part[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.map((name) => ({ name, difference: differenceOf(sideOf(before, name), sideOf(after, name)) }));
}

const sideOf = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : absent);

function ofMembers(before: readonly unknown[], after: readonly unknown[], json: boolean): Difference {
  const kept = new Map<string, number>();
  for (const each of before) kept.set(spell(each), (kept.get(spell(each)) ?? 0) + 1);
  const added = after.filter((each) => !take(kept, spell(each)));
  const removed: unknown[] = [];
  for (const each of before.toReversed()) if (take(kept, spell(each))) removed.unshift(each);
  const same = before.length - removed.length;
  const { pairs, lone } = pairUp(removed, added);
  const changed = pairs.map(([was, is]) => ({ name: memberName(is, before.indexOf(was)), difference: differenceOf(was, is) }));
  return { kind: "members", json, removed: lone.removed, added: lone.added, changed, same, order: removed.length === 0 && added.length === 0 };
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count > 0) counts.set(key, count - 1);
  return count > 0;
}

type Pairs = { readonly pairs: readonly (readonly [Fields, Fields])[]; readonly lone: { readonly removed: readonly unknown[]; readonly added: readonly unknown[] } };

/** Nested blocks that are alike are one that was changed, not one that went and one that came. */
function pairUp(removed: readonly unknown[], added: readonly unknown[]): Pairs {
  const left = [...added];
  const pairs: (readonly [Fields, Fields])[] = [];
  const gone = removed.filter((was) => {
    if (!isFields(was) || removed.length * added.length > 10_000) return true;
    let [best, score] = [-1, 0.5];
    left.forEach((is, at) => {
      const alike = isFields(is) ? likeness(was, is) : 0;
      if (alike >= score) [best, score] = alike > score || best < 0 ? [at, alike] : [best, score];
    });
    const is = left[best];
    if (!isFields(is)) return true;
    left.splice(best, 1);
    pairs.push([was, is]);
    return false;
  });
  return { pairs, lone: { removed: gone, added: left } };
}

const nameKeys = ["name", "key", "id", "label", "title", "type", "priority"];

/** How much of two blocks is equal, between 0 and 1; a name of their own decides it. */
function likeness(was: Fields, is: Fields): number {
  const key = nameKeys.slice(0, 4).find((each) => typeof was[each] === "string" && typeof is[each] === "string");
  if (key !== undefined) return was[key] === is[key] ? 2 : 0;
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.filter((name) => isSame(sideOf(was, name), sideOf(is, name))).length / Math.max(1, names.length);
}

function memberName(value: Fields, at: number): string {
  const key = nameKeys.find((each) => typeof value[each] === "string" || typeof value[each] === "number");
  return key === undefined ? `[${at}]` : `${String(value[key])}`;
}

/** A spelling that equal values share, whatever the order of their names. */
function spell(value: unknown): string {
  if (value instanceof Hidden) return value.kind === "unknown" ? "unknown" : `sensitive ${value.changed}`;
  if (Array.isArray(value)) return `[${value.map(spell).join()}]`;
  if (isFields(value)) return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${spell(value[name])}`).join()}}`;
  return value === absent ? "absent" : JSON.stringify(value) ?? "absent";
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (before instanceof Hidden || after instanceof Hidden) return before instanceof Hidden && after instanceof Hidden && before.kind === "sensitive" && after.kind === "sensitive" && !after.changed;
  if (Array.isArray(before) || Array.isArray(after)) return Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.every((each, at) => isSame(each, after[at]));
  if (!isFields(before) || !isFields(after)) return false;
  const names = Object.keys(before);
  return names.length === Object.keys(after).length && names.every((name) => Object.hasOwn(after, name) && isSame(before[name], after[name]));
}

/** Nothing that anybody would miss: an attribute without a value. */
export const isNothing = (value: unknown): boolean => value === absent || value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0) || (isFields(value) && Object.keys(value).length === 0);

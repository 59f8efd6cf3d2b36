// Two values as a tree of what changes, ready to be printed: which parts are new, gone, changed or kept.
import { isKnown, isNull, SENSITIVE } from "@lockstep/hcl";
import type { Raw, Value } from "@lockstep/hcl";
import { hasSameMarks, isSame } from "../compare/compare.ts";
import { parseJsonText } from "./json-text.ts";

export type DiffAction = "no-op" | "create" | "update" | "delete";

/** A change of one value with the changes of its parts. */
export interface ValueDiff {
  readonly action: DiffAction;
  /** Because of this the object is replaced. */
  readonly replaces: boolean;
  readonly shape: DiffShape;
}

export type DiffShape =
  | { readonly kind: "primitive"; readonly before: Value; readonly after: Value }
  | { readonly kind: "json"; readonly inner: ValueDiff; readonly blanksOnly: boolean }
  | { readonly kind: "unknown"; readonly before: ValueDiff | undefined }
  | { readonly kind: "sensitive"; readonly before: boolean; readonly after: boolean; readonly changed: boolean }
  /** `bare`: parts that go are shown without "-> null", as in JSON. */
  | { readonly kind: "object" | "map"; readonly bare: boolean; readonly parts: readonly (readonly [string, ValueDiff])[] }
  | { readonly kind: "list" | "set"; readonly items: readonly ValueDiff[] }
  | { readonly kind: "retyped"; readonly before: ValueDiff; readonly after: ValueDiff };

/** Where a value stands and how its types are to be taken. */
export interface DiffContext {
  readonly path: readonly (string | number)[];
  readonly replacePaths: readonly (readonly (string | number)[])[];
  /** The type is not fixed by a schema: maps are shown as objects, sets as lists. */
  readonly untyped: boolean;
}

/** Compares two values part by part. Null stands for nothing. */
export function diffValues(before: Value, after: Value, context: DiffContext): ValueDiff {
  const replaces = context.replacePaths.some((path) => path.length === context.path.length && path.every((step, at) => step === context.path[at]));
  const action = actionOf(before, after);
  const shape = ((before.marks | after.marks) & SENSITIVE) !== 0 ? sensitiveShape(before, after) : shapeOf(before, after, context);
  return { action, replaces, shape };
}

function actionOf(before: Value, after: Value): DiffAction {
  if (isNull(before)) return isNull(after) ? "no-op" : "create";
  if (isNull(after)) return "delete";
  return isSame(before, after) && hasSameMarks(before, after) ? "no-op" : "update";
}

function sensitiveShape(before: Value, after: Value): DiffShape {
  const was = (before.marks & SENSITIVE) !== 0;
  const is = (after.marks & SENSITIVE) !== 0;
  return { kind: "sensitive", before: was, after: is, changed: !isSame(before, after) };
}

function shapeOf(before: Value, after: Value, context: DiffContext): DiffShape {
  if (!isKnown(after)) return { kind: "unknown", before: isNull(before) ? undefined : gone(before, context) };
  const kinds = [family(before), family(after)] as const;
  if (kinds[0] && kinds[1] && kinds[0] !== kinds[1]) {
    return { kind: "retyped", before: gone(before, context), after: made(after, context) };
  }
  const kind = kinds[1] ?? kinds[0];
  if (kind === "list") return listShape(before, after, context);
  if (kind === "map") return mapShape(before, after, context);
  return stringShape(before, after) ?? { kind: "primitive", before, after };
}

const gone = (value: Value, context: DiffContext): ValueDiff => diffValues(value, { type: value.type, raw: null, marks: 0 }, context);
const made = (value: Value, context: DiffContext): ValueDiff => diffValues({ type: value.type, raw: null, marks: 0 }, value, context);

type Family = "primitive" | "list" | "map";

function family(value: Value): Family | undefined {
  if (isNull(value)) return undefined;
  if (Array.isArray(value.raw)) return "list";
  return value.raw instanceof Map ? "map" : "primitive";
}

function mapShape(before: Value, after: Value, context: DiffContext): DiffShape {
  const had = entries(before.raw);
  const has = entries(after.raw);
  const names = [...new Set([...had.keys(), ...has.keys()])].sort((a, b) => (a < b ? -1 : 1));
  const parts = names.map((name) => {
    const from = had.get(name);
    const to = has.get(name);
    const inner = { ...context, path: [...context.path, name] };
    return [name, from && to ? diffPresent(from, to, inner) : oneSided(from, to, inner)] as const;
  });
  const isMap = (after.type.kind === "map" || before.type.kind === "map") && !context.untyped;
  return { kind: isMap ? "map" : "object", bare: context.untyped, parts };
}

// Without a schema null is a value like any other: what both sides have neither comes nor goes.
function diffPresent(from: Value, to: Value, context: DiffContext): ValueDiff {
  const diff = diffValues(from, to, context);
  if (!context.untyped || isNull(from) === isNull(to) || !isKnown(to)) return diff;
  const sensitive = diff.shape.kind === "sensitive";
  const isSimple = family(from) !== "list" && family(from) !== "map" && family(to) !== "list" && family(to) !== "map";
  if (sensitive || isSimple) return { ...diff, action: "update", shape: sensitive ? diff.shape : { kind: "primitive", before: from, after: to } };
  const nullSide = (value: Value): ValueDiff => ({ action: "no-op", replaces: false, shape: { kind: "primitive", before: value, after: value } });
  const before = isNull(from) ? nullSide(from) : gone(from, context);
  const after = isNull(to) ? nullSide(to) : made(to, context);
  return { action: "update", replaces: diff.replaces, shape: { kind: "retyped", before, after } };
}

// A part that only one side has is new or gone, even when it is null there.
function oneSided(from: Value | undefined, to: Value | undefined, context: DiffContext): ValueDiff {
  if (from) return { ...gone(from, context), action: "delete" };
  return to ? { ...made(to, context), action: "create" } : { action: "no-op", replaces: false, shape: { kind: "object", bare: false, parts: [] } };
}

const entries = (raw: Raw): ReadonlyMap<string, Value> => (raw instanceof Map ? raw : new Map<string, Value>());
const itemsOf = (raw: Raw): readonly Value[] => (Array.isArray(raw) ? raw : []);

function listShape(before: Value, after: Value, context: DiffContext): DiffShape {
  const had = itemsOf(before.raw);
  const has = itemsOf(after.raw);
  const isSet = (after.type.kind === "set" || before.type.kind === "set") && !context.untyped;
  if (isSet) return { kind: "set", items: setItems(had, has, context) };
  const pairs = isReplacedInPlace(had, has) ? had.map((_, at) => [at, at] as const) : alignLists(had, has, isStructure);
  return {
    kind: "list",
    items: pairs.map(([from, to]) => {
      const inner = { ...context, path: [...context.path, to ?? from ?? 0] };
      const left = from === undefined ? undefined : had[from];
      const right = to === undefined ? undefined : has[to];
      return left && right ? diffPresent(left, right, inner) : oneSided(left, right, inner);
    }),
  };
}

function setItems(had: readonly Value[], has: readonly Value[], context: DiffContext): ValueDiff[] {
  const inner = { ...context, path: [...context.path, "*"] };
  const fromBefore = had.map((item) => {
    const kept = has.find((other) => isSame(item, other));
    return kept ? diffValues(item, kept, inner) : oneSided(item, undefined, inner);
  });
  const fromAfter = has.filter((item) => !had.some((other) => isSame(item, other)));
  return [...fromBefore, ...fromAfter.map((item) => oneSided(undefined, item, inner))];
}

const isStructure = (value: Value): boolean => value.raw instanceof Map;

// Lists of the same length are compared place by place, unless the same elements were only put in another order.
function isReplacedInPlace(had: readonly Value[], has: readonly Value[]): boolean {
  if (had.length !== has.length) return false;
  const within = (items: readonly Value[], others: readonly Value[]): boolean => items.every((item) => others.some((other) => isSame(item, other)));
  return !(within(had, has) && within(has, had));
}

type Pair = readonly [from: number | undefined, to: number | undefined];

/** Lines two lists up along their longest common subsequence; structures between common elements are taken for changed. */
export function alignLists(had: readonly Value[], has: readonly Value[], canPair: (value: Value) => boolean): Pair[] {
  const common = longestCommon(had.length, has.length, (from, to) => isSameItem(had[from], has[to]));
  const pairs: Pair[] = [];
  let from = 0;
  let to = 0;
  for (const [nextFrom, nextTo] of [...common, [had.length, has.length] as const]) {
    for (; from < nextFrom; from++) {
      const left = had[from];
      const right = to < nextTo ? has[to] : undefined;
      if (left && right && canPair(left) && canPair(right)) pairs.push([from, to++]);
      else pairs.push([from, undefined]);
    }
    for (; to < nextTo; to++) pairs.push([undefined, to]);
    if (nextFrom < had.length && nextTo < has.length) pairs.push([from++, to++]);
  }
  return pairs;
}

const isSameItem = (a: Value | undefined, b: Value | undefined): boolean => a !== undefined && b !== undefined && isSame(a, b) && hasSameMarks(a, b);

/** Of several subsequences the one that Terraform shows is found for lists up to this many pairs. */
const SMALL_TABLE = 10_000;

/** Index pairs of a longest common subsequence. Long lists that hardly differ cost little: equal ends are set aside first. */
export function longestCommon(lengthA: number, lengthB: number, same: (a: number, b: number) => boolean): (readonly [number, number])[] {
  if (lengthA * lengthB <= SMALL_TABLE) return earliest(middle(0, lengthA, lengthB, same), same);
  let start = 0;
  while (start < lengthA && start < lengthB && same(start, start)) start++;
  let endA = lengthA;
  let endB = lengthB;
  while (endA > start && endB > start && same(endA - 1, endB - 1)) {
    endA--;
    endB--;
  }
  const head = Array.from({ length: start }, (_, at) => [at, at] as const);
  const tail = Array.from({ length: lengthA - endA }, (_, at) => [endA + at, endB + at] as const);
  return [...head, ...middle(start, endA, endB, same), ...tail];
}

// The same common elements, each where it comes first.
function earliest(pairs: readonly (readonly [number, number])[], same: (a: number, b: number) => boolean): (readonly [number, number])[] {
  let a = 0;
  let b = 0;
  return pairs.map(([inA, inB]) => {
    while (!same(a, inB)) a++;
    while (!same(inA, b)) b++;
    return [a++, b++] as const;
  });
}

// Beyond this the table would take too much memory: then everything between the equal ends is shown as replaced.
const LARGEST_TABLE = 4_000_000;

function middle(start: number, endA: number, endB: number, same: (a: number, b: number) => boolean): (readonly [number, number])[] {
  const rows = endA - start;
  const columns = endB - start;
  if (rows === 0 || columns === 0 || rows * columns > LARGEST_TABLE) return [];
  const width = columns + 1;
  const table = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  for (let row = 1; row <= rows; row++) {
    for (let column = 1; column <= columns; column++) {
      const matches = same(start + row - 1, start + column - 1);
      table[row * width + column] = matches ? at(row - 1, column - 1) + 1 : Math.max(at(row - 1, column), at(row, column - 1));
    }
  }
  const found: (readonly [number, number])[] = [];
  for (let row = rows, column = columns; row > 0 && column > 0; ) {
    if (same(start + row - 1, start + column - 1)) found.push([start + --row, start + --column]);
    else if (at(row - 1, column) > at(row, column - 1)) row--;
    else column--;
  }
  return found.reverse();
}

// A text that holds a JSON object or array is compared as such.
function stringShape(before: Value, after: Value): DiffShape | undefined {
  const had = typeof before.raw === "string" ? parseJsonText(before.raw) : undefined;
  const has = typeof after.raw === "string" ? parseJsonText(after.raw) : undefined;
  const context: DiffContext = { path: [], replacePaths: [], untyped: true };
  if (had && has) {
    const inner = diffValues(had, has, context);
    return { kind: "json", inner, blanksOnly: inner.action === "no-op" && before.raw !== after.raw };
  }
  if (has && isNull(before)) return { kind: "json", inner: made(has, context), blanksOnly: false };
  if (had && isNull(after)) return { kind: "json", inner: gone(had, context), blanksOnly: false };
  if (!had && !has) return undefined;
  const side = (json: Value | undefined, value: Value, make: (value: Value, context: DiffContext) => ValueDiff): ValueDiff =>
    json ? { action: "update", replaces: false, shape: { kind: "json", inner: make(json, context), blanksOnly: false } } : make(value, context);
  return { kind: "retyped", before: side(had, before, gone), after: side(has, after, made) };
}

// An object of a resource type as a tree of what changes: its attributes and, by its schema, its nested blocks.
import { compareStrings, isKnown, isNull, nullValue, SENSITIVE } from "@lockstep/hcl";
import type { Raw, Value } from "@lockstep/hcl";
import { isSame } from "../compare/compare.ts";
import type { BlockSchema, NestedBlockSchema } from "../schema/schema.ts";
import { alignLists, diffValues } from "./value-diff.ts";
import type { DiffAction, DiffContext, ValueDiff } from "./value-diff.ts";

/** One block's change: its attributes by name, then its nested blocks in the order of their types. */
export interface BlockDiff {
  readonly action: DiffAction;
  readonly replaces: boolean;
  readonly attributes: readonly (readonly [string, ValueDiff])[];
  readonly blocks: readonly NestedDiff[];
}

export interface NestedDiff {
  readonly type: string;
  /** The key, in a map of blocks. */
  readonly label?: string;
  /** All or nothing of it may be shown. */
  readonly sensitive: boolean;
  readonly unknown: boolean;
  readonly diff: BlockDiff;
}

/** Compares two objects of a block's type. Either may be null. */
export function diffBlocks(schema: BlockSchema, before: Value, after: Value, context: DiffContext): BlockDiff {
  const attributes: (readonly [string, ValueDiff])[] = [];
  const blocks: NestedDiff[] = [];
  for (const name of Object.keys(schema.attributes).sort()) {
    const had = part(before, name);
    const has = part(after, name);
    if (isNull(had) && isNull(has)) continue;
    const untyped = context.untyped || schema.attributes[name]?.type.kind === "dynamic";
    attributes.push([name, diffValues(had, has, { ...context, untyped, path: [...context.path, name] })]);
  }
  for (const name of Object.keys(schema.blocks).sort()) {
    const nested = schema.blocks[name];
    if (nested) blocks.push(...nestedDiffs(name, nested, part(before, name), part(after, name), { ...context, path: [...context.path, name] }));
  }
  const action = isNull(before) ? (isNull(after) ? "no-op" : "create") : isNull(after) ? "delete" : summary([...attributes.map(([, diff]) => diff), ...blocks.map(({ diff }) => diff)]);
  return { action, replaces: isAt(context), attributes, blocks };
}

const summary = (parts: readonly { readonly action: DiffAction }[]): DiffAction => (parts.every(({ action }) => action === "no-op") ? "no-op" : "update");
const isAt = ({ path, replacePaths }: DiffContext): boolean => replacePaths.some((other) => other.length === path.length && other.every((step, at) => step === path[at]));

const nothing = nullValue({ kind: "dynamic" });
const part = (value: Value, name: string): Value => (value.raw instanceof Map ? (value.raw.get(name) ?? nothing) : nothing);
const itemsOf = (raw: Raw): readonly Value[] => (Array.isArray(raw) ? raw : []);

function nestedDiffs(type: string, { nesting, block }: NestedBlockSchema, before: Value, after: Value, context: DiffContext): NestedDiff[] {
  const sensitive = ((before.marks | after.marks) & SENSITIVE) !== 0;
  const make = (had: Value | undefined, has: Value | undefined, inner: DiffContext, label?: string): NestedDiff => ({
    type,
    ...(label !== undefined && { label }),
    sensitive: sensitive || (((had?.marks ?? 0) | (has?.marks ?? 0)) & SENSITIVE) !== 0,
    unknown: has !== undefined && !isKnown(has),
    diff: diffBlocks(block, had ?? nothing, has ?? nothing, inner),
  });
  if (!isKnown(after)) return [make(undefined, after, context)];
  if (nesting === "single" || nesting === "group") return isNull(before) && isNull(after) ? [] : [make(before, after, context)];
  if (nesting === "map") return mapDiffs(before, after, context, make);
  if (nesting === "set") return setDiffs(itemsOf(before.raw), itemsOf(after.raw), context, make);
  return alignLists(itemsOf(before.raw), itemsOf(after.raw), () => true).map(([from, to]) =>
    make(at(before, from), at(after, to), { ...context, path: [...context.path, to ?? from ?? 0] }),
  );
}

const at = (value: Value, index: number | undefined): Value | undefined => (index === undefined ? undefined : itemsOf(value.raw)[index]);

type Make = (had: Value | undefined, has: Value | undefined, context: DiffContext, label?: string) => NestedDiff;

function mapDiffs(before: Value, after: Value, context: DiffContext, make: Make): NestedDiff[] {
  const had = before.raw instanceof Map ? before.raw : new Map<string, Value>();
  const has = after.raw instanceof Map ? after.raw : new Map<string, Value>();
  const keys = [...new Set([...had.keys(), ...has.keys()])].sort(compareStrings);
  return keys.map((key) => make(had.get(key), has.get(key), { ...context, path: [...context.path, key] }, key));
}

function setDiffs(had: readonly Value[], has: readonly Value[], context: DiffContext, make: Make): NestedDiff[] {
  const inner = { ...context, path: [...context.path, "*"] };
  const fromBefore = had.map((item) => make(item, has.find((other) => isSame(item, other)), inner));
  const fromAfter = has.filter((item) => !had.some((other) => isSame(item, other))).map((item) => make(undefined, item, inner));
  return [...fromBefore, ...fromAfter];
}

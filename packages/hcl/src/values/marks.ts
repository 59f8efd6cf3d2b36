// Marks go with values: sensitive, ephemeral. A mark on a part stays on the part until something needs the whole.
import { isKnown, withMarks } from "./value.ts";
import type { Marks, Value } from "./value.ts";
import { entriesOf, isEntries, isItems } from "./parts.ts";
import type { Path } from "./path.ts";
import { transform, walk } from "./walk.ts";

/** The marks of the value and of all its parts. */
export function deepMarks({ raw, marks }: Value): Marks {
  if (isItems(raw)) return marks | marksInside(raw, raw.length);
  return isEntries(raw) ? marks | marksInside(raw, raw.size) : marks;
}

/** Large collections are asked again with every call that they are given to; what is in them never changes. */
const known = new WeakMap<object, Marks>();
const LARGE = 16;

function marksInside(parts: readonly Value[] | ReadonlyMap<string, Value>, size: number): Marks {
  if (size === 0) return 0;
  const before = size < LARGE ? undefined : known.get(parts);
  if (before !== undefined) return before;
  let marks = 0;
  for (const part of parts.values()) marks |= deepMarks(part);
  if (size >= LARGE) known.set(parts, marks);
  return marks;
}

/** One marked place in a value. */
export interface MarkedPath {
  readonly path: Path;
  readonly marks: Marks;
}

/** The value without any marks, and where they were. */
export function unmarkDeep(value: Value): { value: Value; paths: MarkedPath[] } {
  if (deepMarks(value) === 0) return { value, paths: [] };
  return { value: stripMarks(value), paths: markPaths(value) };
}

/** The value without any marks. */
export const stripMarks = (value: Value): Value =>
  deepMarks(value) === 0 ? value : transform(value, (part) => (part.marks === 0 ? part : { ...part, marks: 0 }));

/** The places in a value that are marked, outermost first. */
export function markPaths(value: Value): MarkedPath[] {
  const found: MarkedPath[] = [];
  if (deepMarks(value) === 0) return found;
  walk(value, (part, path) => {
    if (part.marks !== 0) found.push({ path, marks: part.marks });
    return true;
  });
  return found;
}

/** Puts marks back where `unmarkDeep` found them; places that are gone are passed over, the nearest part above them is marked instead. */
export function markWithPaths(value: Value, paths: readonly MarkedPath[]): Value {
  let marked = value;
  for (const { path, marks } of paths) marked = markAt(marked, path, 0, marks);
  return marked;
}

function markAt(value: Value, path: Path, depth: number, marks: Marks): Value {
  const step = path[depth];
  if (step === undefined || !isKnown(value) || value.raw === null || value.type.kind === "set") return withMarks(value, marks);
  if (isItems(value.raw) && step.kind === "index" && typeof step.key === "number") {
    const item = value.raw[step.key];
    return item ? { ...value, raw: value.raw.with(step.key, markAt(item, path, depth + 1, marks)) } : withMarks(value, marks);
  }
  const name = step.kind === "attribute" ? step.name : String(step.key);
  const item = entriesOf(value).get(name);
  if (!item) return withMarks(value, marks);
  return { ...value, raw: new Map(entriesOf(value)).set(name, markAt(item, path, depth + 1, marks)) };
}

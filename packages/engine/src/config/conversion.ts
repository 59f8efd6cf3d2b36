// A value as the type that a declaration asks for, with the defaults of optional attributes put in.
import { convert, isKnown, isProblem, objectValue, printPath, tupleValue, withMarks } from "@lockstep/hcl";
import type { Type, Value } from "@lockstep/hcl";
import type { TypeDefaults } from "./configuration.ts";

/** The value converted, or why that cannot be. */
export type Conversion = { readonly value: Value; readonly problem?: never } | { readonly value?: never; readonly problem: string };

/** The value as `type`. */
export function convertValue(value: Value, type: Type): Conversion {
  const converted = convert(value, type);
  if (!isProblem(converted)) return { value: converted };
  const place = printPath(converted.path);
  return { problem: place === "" ? converted.message : `${place}: ${converted.message}` };
}

/** The value as `type`, where optional attributes that are missing or null get their defaults. */
export function convertWithDefaults(value: Value, type: Type, defaults: TypeDefaults | undefined): Conversion {
  return convertValue(defaults ? applyDefaults(value, defaults) : value, type);
}

/** The value with defaults in the places of missing and null attributes; the types of collections are left to the conversion. */
export function applyDefaults(value: Value, defaults: TypeDefaults): Value {
  if (value.raw === null || !isKnown(value)) return value;
  const every = defaults.children.get("");
  if (value.raw instanceof Map) {
    const entries: ReadonlyMap<string, Value> = value.raw;
    return withMarks(every ? mapEntries(entries, () => every) : fillIn(entries, defaults), value.marks);
  }
  if (!Array.isArray(value.raw)) return value;
  const items: readonly Value[] = value.raw;
  const filled = items.map((item, at) => {
    const inner = every ?? defaults.children.get(String(at));
    return inner ? applyDefaults(item, inner) : item;
  });
  return withMarks(tupleValue(filled), value.marks);
}

function mapEntries(entries: ReadonlyMap<string, Value>, defaultsOf: (name: string) => TypeDefaults | undefined): Value {
  return objectValue(
    [...entries].map(([name, item]) => {
      const inner = defaultsOf(name);
      return [name, inner ? applyDefaults(item, inner) : item] as const;
    }),
  );
}

function fillIn(entries: ReadonlyMap<string, Value>, defaults: TypeDefaults): Value {
  const filled = new Map(entries);
  for (const [name, fallback] of defaults.values) if ((filled.get(name)?.raw ?? null) === null) filled.set(name, fallback);
  return mapEntries(filled, (name) => defaults.children.get(name));
}

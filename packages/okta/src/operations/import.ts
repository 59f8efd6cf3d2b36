// An object that is in the org and not yet in the state, by the id that people write.
import * as messages from "../messages.ts";
import type { Attribute } from "../table/attribute.ts";
import type { Plain, PlainObject } from "../table/plain.ts";
import { templateNames } from "../table/template.ts";
import type { Context, Result } from "./context.ts";
import { readObjects } from "./read.ts";

/** The object that an import id names. */
export async function importObject(context: Context, id: string): Promise<Result> {
  const { row } = context;
  if (row.importable === false) return { diagnostics: [messages.notImportable(row.name)] };
  const start = row.importBy ? await row.importBy(context.calls, id) : byTemplate(context, id);
  if (!start.values) return { diagnostics: start.diagnostics.length > 0 ? start.diagnostics : [messages.nothingToImport(row.name, id)] };
  const [read] = await readObjects([{ context, prior: start.values }]);
  if (!read || read.diagnostics.length > 0) return read ?? { diagnostics: [] };
  if (!read.values) return { diagnostics: [messages.nothingToImport(row.name, id)] };
  return { values: withDefaults(context, read.values), diagnostics: [] };
}

/** "{policy_id}/{id}" and "00p1/0pr2" → both attributes. */
function byTemplate({ row }: Context, id: string): Result {
  const template = row.importId ?? "{id}";
  const names = templateNames(template);
  const parts = id.split("/");
  if (parts.length !== names.length || parts.includes("")) return { diagnostics: [messages.wrongImportId(row.name, inWords(template), id)] };
  const values: PlainObject = Object.fromEntries(names.map((name, at): [string, Plain] => [name, parts[at] ?? null]));
  return { values, diagnostics: [] };
}

const inWords = (template: string): string => template.replace(/\{(\w+)\}/g, "<$1>");

/** What Okta does not say is what it is when nobody says it: otherwise the first plan would want to set it. */
function withDefaults({ row }: Context, values: PlainObject): PlainObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]): [string, Plain] => [name, value ?? defaultOf(row.attributes[name])]));
}

const defaultOf = (attribute: Attribute | undefined): Plain => attribute?.default ?? null;

// Attributes that live behind a sub-path of the object: read there, written there.
import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Answer } from "../table/calls.ts";
import type { Parts } from "../table/decode.ts";
import { encodeAttributes } from "../table/encode.ts";
import { text } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { getPath } from "../table/path.ts";
import { plainStrings, plainText, samePlain } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import type { DocumentPart, Part, SetPart } from "../table/resource-type.ts";
import { expandTemplate } from "../table/template.ts";
import { withPath } from "./context.ts";
import type { Context } from "./context.ts";

export interface ReadParts {
  readonly parts: Parts;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** Reads what lies behind the row's sub-paths. */
export async function readParts(context: Context, values: PlainObject): Promise<ReadParts> {
  const entries = Object.entries(context.row.parts ?? {}).filter(([, part]) => isThere(part, values));
  const read = await Promise.all(entries.map(async ([name, part]) => [name, await readPart(context, part, values)] as const));
  return {
    parts: Object.fromEntries(read.map(([name, { body }]) => [name, body])),
    diagnostics: read.flatMap(([, { diagnostics }]) => diagnostics),
  };
}

type PartBody = JsonObject | readonly string[];

async function readPart(context: Context, part: Part, values: PlainObject): Promise<{ body?: PartBody; diagnostics: readonly ProviderDiagnostic[] }> {
  return withPath<{ body?: PartBody; diagnostics: readonly ProviderDiagnostic[] }>(part.read, values, async (path) => {
    if (part.kind === "set") {
      const list = await context.calls.list(path, part.items);
      const items = list.items.flatMap((item) => text(getPath(item, part.item)) ?? []);
      return list.ok ? { body: items, diagnostics: [] } : { diagnostics: list.gone ? [] : list.diagnostics };
    }
    const answer = await context.calls.get(path);
    return answer.ok ? { body: answer.body, diagnostics: [] } : { diagnostics: answer.gone ? [] : answer.diagnostics };
  });
}

/** Writes what differs behind the row's sub-paths. Stops at the first problem. */
export async function writeParts(context: Context, values: PlainObject, prior: PlainObject | undefined): Promise<readonly ProviderDiagnostic[]> {
  for (const [name, part] of Object.entries(context.row.parts ?? {})) {
    if (!isThere(part, values)) continue;
    const diagnostics = part.kind === "set" ? await writeSet(context, part, values, prior) : await writeDocument(context, name, part, values, prior);
    if (diagnostics.length > 0) return diagnostics;
  }
  return [];
}

const isThere = (part: Part, values: PlainObject): boolean => part.kind === "set" || part.when === undefined || part.when(values);

async function writeSet(context: Context, part: SetPart, values: PlainObject, prior: PlainObject | undefined): Promise<readonly ProviderDiagnostic[]> {
  if (!prior && part.inCreate) return [];
  const before = new Set(plainStrings(prior?.[part.attribute]));
  const after = new Set(plainStrings(values[part.attribute]));
  const requests = [
    ...[...after.difference(before)].map((item) => () => context.calls.send(part.add.method, itemPath(part.add.path, values, item), part.add.body?.(item))),
    ...[...before.difference(after)].map((item) => () => context.calls.send("DELETE", itemPath(part.remove.path, values, item), undefined, { accept: [404] })),
  ];
  return oneByOne(requests);
}

const itemPath = (template: string, values: PlainObject, item: string): string =>
  expandTemplate(template, (name) => (name === "item" ? item : plainText(values[name]))) ?? template;

async function writeDocument(context: Context, name: string, part: DocumentPart, values: PlainObject, prior: PlainObject | undefined): Promise<readonly ProviderDiagnostic[]> {
  const { write } = part;
  const own = Object.entries(context.row.attributes).filter(([, attribute]) => attribute.part === name);
  const changed = own.some(([attribute]) => !samePlain(values[attribute], prior?.[attribute]));
  if (!write || !changed) return [];
  const body = encodeAttributes(context.row.attributes, values, { operation: prior ? "update" : "create", values, prior }, name);
  const done = await withPath(write.path, values, (path) => context.calls.send(write.method, path, body));
  return done.diagnostics;
}

/** Sends requests one after another until one fails. */
export async function oneByOne(requests: readonly (() => Promise<Answer>)[]): Promise<readonly ProviderDiagnostic[]> {
  for (const request of requests) {
    const answer = await request();
    if (!answer.ok) return answer.diagnostics;
  }
  return [];
}

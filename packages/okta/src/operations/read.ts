// Reading objects afresh, many at once, in few requests: from the lists that hold them, read page by page as far as
// somebody needs them; one by one only where that is cheaper or where the list does not say enough.
import type { ProviderDiagnostic } from "@lockstep/engine";
import * as messages from "../messages.ts";
import type { PagedList } from "../client/pages.ts";
import { decode } from "../table/decode.ts";
import { text } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { getPath } from "../table/path.ts";
import { plainText } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import type { Found, ResourceType } from "../table/resource-type.ts";
import { templateNames } from "../table/template.ts";
import { complete, pathFor } from "./context.ts";
import type { Context, Result } from "./context.ts";
import { findExisting } from "./existing.ts";
import { readMembers } from "./membership.ts";
import { readParts } from "./parts.ts";
import { keepSparse, orderOf } from "./places.ts";

/** One object to read. */
export interface ObjectToRead {
  readonly context: Context;
  readonly prior: PlainObject;
}

/** The objects as they are now, in order. One without values and without problems is gone. */
export async function readObjects(objects: readonly ObjectToRead[]): Promise<Result[]> {
  const plans = planReading(objects);
  const results: Result[] = await Promise.all(
    objects.map(async (object, at) => {
      const found = await findObject(object, plans[at]);
      if (!found.body) return { diagnostics: found.diagnostics };
      return readWhole(object, found);
    }),
  );
  const kept = keepSparse(objects.map(({ context, prior }, at) => ({ key: orderOf(context, prior), prior, values: results[at]?.values })));
  return results.map((result, at) => (kept[at] === result.values ? result : { ...result, values: kept[at] ?? {} }));
}

/** How one object is looked for: in a list that many share, or alone. */
interface Reading {
  readonly list: PagedList | undefined;
  /** How many of those asked for are to be found in that list. */
  readonly wanted: number;
}

/** The most objects for which single requests are no more than a list and its pages. */
const fewInOrg = 2;
const fewInParent = 1;

function planReading(objects: readonly ObjectToRead[]): Reading[] {
  const paths = objects.map(({ context, prior }) => listPath(context.row, prior));
  const counts = new Map<string, number>();
  for (const path of paths) if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1);
  return objects.map(({ context, prior }, at) => {
    const path = paths[at];
    const wanted = path === undefined ? 0 : (counts.get(path) ?? 0);
    if (path === undefined || !worthListing(context, prior, path, wanted)) return { list: undefined, wanted };
    return { list: context.session.list(path, context.row.refresh?.items), wanted };
  });
}

function listPath(row: ResourceType, prior: PlainObject): string | undefined {
  if (!row.refresh || row.refresh.partial || row.members || row.readBy) return undefined;
  return pathFor(row.refresh.list, prior);
}

function worthListing(context: Context, prior: PlainObject, path: string, wanted: number): boolean {
  if (context.session.hasList(path) || !canAskAlone(context, prior)) return true;
  return wanted > (templateNames(context.row.refresh?.list ?? "").length > 0 ? fewInParent : fewInOrg);
}

const canAskAlone = ({ row }: Context, prior: PlainObject): boolean =>
  row.refresh?.match === undefined && row.api.object !== undefined && pathFor(row.api.object, prior) !== undefined;

async function findObject({ context, prior }: ObjectToRead, reading: Reading | undefined): Promise<Found> {
  const { row } = context;
  if (row.members) {
    const { values, diagnostics } = await readMembers(context, row.members, prior);
    return values ? { body: {}, diagnostics } : { diagnostics };
  }
  if (row.readBy) return row.readBy(context.calls, prior);
  if (reading?.list) return findInList(context, prior, reading.list, reading.wanted);
  if (canAskAlone(context, prior)) return findAlone(context, prior);
  return row.exists ? findExisting(context, row.exists, prior) : { diagnostics: [messages.missingForRequest(row.api.object ?? row.refresh?.list ?? "")] };
}

async function findAlone(context: Context, prior: PlainObject): Promise<Found> {
  const path = context.row.api.object === undefined ? undefined : pathFor(context.row.api.object, prior);
  if (path === undefined) return { diagnostics: [] };
  const answer = await context.calls.get(path);
  if (answer.ok) return { body: answer.body, diagnostics: [] };
  return { diagnostics: answer.gone ? [] : answer.diagnostics };
}

/**
 * Reads pages until the object is on one. Once more pages were read than objects are wanted, single requests are
 * cheaper: an org may have a hundred times what the configuration knows of.
 */
async function findInList(context: Context, prior: PlainObject, list: PagedList, wanted: number): Promise<Found> {
  const alone = canAskAlone(context, prior);
  for (let from = 0; ; ) {
    const body = list.items.slice(from).find((item) => isMeant(context.row, item, prior));
    if (body) return { body, diagnostics: [] };
    from = list.items.length;
    if (list.done || (alone && list.pages >= Math.max(wanted, fewInOrg))) break;
    await list.more(context.signal);
  }
  if (list.gone) return { diagnostics: [] };
  if (list.diagnostics.length > 0) return { diagnostics: list.diagnostics };
  // What a list does not have is asked for by itself before it counts as gone.
  return alone ? findAlone(context, prior) : { diagnostics: [] };
}

function isMeant(row: ResourceType, item: JsonObject, prior: PlainObject): boolean {
  if (row.refresh?.match) return row.refresh.match(item, prior);
  const at = typeof row.api.id === "string" ? row.api.id : "id";
  return text(getPath(item, at)) === plainText(prior["id"]);
}

async function readWhole({ context, prior }: ObjectToRead, found: Found): Promise<Result> {
  const { row } = context;
  if (row.members) {
    const { values, diagnostics } = await readMembers(context, row.members, prior);
    return values ? { values: complete(row, values), diagnostics } : { diagnostics };
  }
  const body = found.body ?? {};
  const { parts, diagnostics } = await readParts(context, { ...prior, ...idIn(row, body) });
  const whole = row.complete ? await row.complete(context.calls, body, prior) : { body, diagnostics: [] };
  const problems = [...diagnostics, ...whole.diagnostics];
  if (problems.length > 0) return { values: complete(row, prior), diagnostics: problems };
  return { values: complete(row, { ...decode(row, whole.body ?? body, prior, parts), ...keptTimeouts(prior) }), diagnostics: found.diagnostics };
}

const idIn = (row: ResourceType, body: JsonObject): PlainObject => {
  const id = typeof row.api.id === "object" ? undefined : text(getPath(body, row.api.id ?? "id"));
  return id === undefined ? {} : { id };
};

const keptTimeouts = (prior: PlainObject): PlainObject => ("timeouts" in prior ? { timeouts: prior["timeouts"] ?? null } : {});

/** What to answer for an object that could not be read: it stays as it was, beside the problem. */
export const unread = (context: Context, prior: PlainObject, diagnostics: readonly ProviderDiagnostic[]): Result => ({
  values: complete(context.row, prior),
  diagnostics,
});

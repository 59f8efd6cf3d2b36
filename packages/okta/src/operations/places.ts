// The order of policies and rules of the older kind. It is dense: what is put before its predecessors are there lands
// too early, and each insertion shifts the rest. The engine makes siblings in any order, so after each of them those
// that stand elsewhere than they are to are put again, from the first to the last.
import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Answer } from "../table/calls.ts";
import { encode } from "../table/encode.ts";
import { text } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { plainText } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import { pathFor, withPath } from "./context.ts";
import type { Context } from "./context.ts";

/** One object whose place is configured, and how it is put there again. */
export interface Placed {
  readonly place: number;
  readonly put: () => Promise<Pick<Answer, "ok" | "diagnostics">>;
}

/** The objects of one order that were written so far, by id. */
export type Placing = Map<string, Placed>;

interface Settled {
  readonly body: JsonObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** After an object was written: brings it and its siblings to their places. Its body says the place it will have. */
export async function settlePlace(context: Context, values: PlainObject, body: JsonObject): Promise<Settled> {
  const wanted = values["priority"];
  const key = orderOf(context, values);
  if (key === undefined || typeof wanted !== "number" || wanted === 0) return { body, diagnostics: [] };
  const placing = context.session.placing(key);
  placing.set(plainText(values["id"]), { place: wanted, put: () => putAgain(context, values) });
  const isThere = placing.size === 1 && body["priority"] === wanted;
  const diagnostics = isThere ? [] : await arrange(context, values, placing);
  return { body: { ...body, priority: wanted }, diagnostics };
}

async function putAgain(context: Context, values: PlainObject) {
  const { row, calls } = context;
  const body = encode(row, values, { operation: "update", values, prior: values });
  const done = await withPath(row.api.object, values, (path) => calls.send(row.api.update ?? "PUT", path, body));
  return { ok: done.diagnostics.length === 0, diagnostics: done.diagnostics };
}

async function arrange(context: Context, values: PlainObject, placing: Placing): Promise<readonly ProviderDiagnostic[]> {
  const path = pathFor(context.row.refresh?.list ?? "", values);
  const list = path === undefined ? undefined : await context.calls.list(path);
  if (!list?.ok) return list?.diagnostics ?? [];
  const ids = list.items
    .filter((item) => item["system"] !== true)
    .toSorted((a, b) => Number(a["priority"]) - Number(b["priority"]))
    .map((item) => text(item["id"]) ?? "");
  for (const id of misplaced(ids, placing)) {
    const done = await placing.get(id)?.put();
    if (done && !done.ok) return done.diagnostics;
  }
  return [];
}

/** Whom to put again, one after another, so that everybody stands where it is to; those past the end have to wait. */
export function misplaced(ids: readonly string[], placing: ReadonlyMap<string, Pick<Placed, "place">>): string[] {
  const order = [...ids];
  const moved: string[] = [];
  const wanted = [...placing].filter(([id]) => order.includes(id)).toSorted(([, a], [, b]) => a.place - b.place);
  for (const [id, { place }] of wanted) {
    if (place > order.length || order[place - 1] === id) continue;
    order.splice(order.indexOf(id), 1);
    order.splice(place - 1, 0, id);
    moved.push(id);
  }
  return moved;
}

/**
 * The place that a configured number means: numbers with gaps ("10, 20, 30") are renumbered by Okta. As long as all that
 * is managed stands in that order, with nothing of others between or above, the configured numbers are kept.
 */
export function keepSparse(objects: readonly { readonly key: string | undefined; readonly prior: PlainObject; readonly values: PlainObject | undefined }[]): (PlainObject | undefined)[] {
  const kept = objects.map(({ values }) => values);
  for (const [key, members] of Map.groupBy(objects.keys().toArray(), (at) => objects[at]?.key)) {
    if (key === undefined) continue;
    const placed = members.filter((at) => typeof objects[at]?.prior["priority"] === "number" && kept[at] !== undefined);
    const inOrder = placed.toSorted((a, b) => place(objects[a]?.prior) - place(objects[b]?.prior));
    if (!inOrder.every((at, rank) => kept[at]?.["priority"] === rank + 1)) continue;
    for (const at of placed) kept[at] = { ...kept[at], priority: place(objects[at]?.prior) };
  }
  return kept;
}

const place = (values: PlainObject | undefined): number => Number(values?.["priority"]);

/** The order that an object stands in. */
export const orderOf = ({ row }: Context, values: PlainObject): string | undefined =>
  row.ordered && row.oneAtATime ? pathFor(row.oneAtATime, values) : undefined;

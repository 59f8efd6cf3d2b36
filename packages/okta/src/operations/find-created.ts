// After a crash in the middle of making an object: was it made? The journal knows which requests were sent and, for
// those that were answered, the id. A request without an answer is looked for by what tells objects apart.
import type { CallRecord } from "@lockstep/engine";
import * as messages from "../messages.ts";
import { decodeAttributes } from "../table/decode.ts";
import { text } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { plainText } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import { known, pathFor } from "./context.ts";
import type { Context, Result } from "./context.ts";
import { isThereAlready } from "./existing.ts";
import { readObjects } from "./read.ts";

/** The object that an interrupted create made; nothing when it made none. */
export async function findCreated(context: Context, planned: PlainObject, calls: readonly CallRecord[]): Promise<Result> {
  const { row } = context;
  const values = known(planned);
  // Adopting, adding members and setting properties do the same when they are done again.
  if (row.members || (row.exists && isThereAlready(row.exists, values)) || !row.api.collection || calls.length === 0) return { diagnostics: [] };
  const collection = pathFor(row.api.collection, values);
  const made = calls.filter((call) => call.method === "POST" && call.path.split("?")[0] === collection?.split("?")[0]);
  const answered = made.findLast((call) => call.id !== undefined && call.status !== undefined && call.status < 300);
  if (answered?.id !== undefined) return read(context, { ...values, id: answered.id });
  const open = made.filter((call) => call.status === undefined);
  const first = open[0];
  return first ? search(context, values, first.startedAt) : { diagnostics: [] };
}

async function read(context: Context, prior: PlainObject): Promise<Result> {
  const [result] = await readObjects([{ context, prior }]);
  return result ?? { diagnostics: [] };
}

async function search(context: Context, values: PlainObject, since: string): Promise<Result> {
  const { row } = context;
  const path = row.refresh && pathFor(row.refresh.list, values);
  if (path === undefined) return { diagnostics: [messages.cannotTellWhatWasMade(row.name, 0)] };
  const list = await context.calls.list(path, row.refresh?.items);
  if (!list.ok) return { diagnostics: list.gone ? [] : list.diagnostics };
  const fitting = list.items.filter((item) => isSince(item, since) && fits(context, item, values));
  if (fitting.length > 1) return { diagnostics: [messages.cannotTellWhatWasMade(row.name, fitting.length)] };
  const id = text(fitting[0]?.["id"]);
  return id === undefined ? { diagnostics: [] } : read(context, { ...values, id });
}

/** Clocks may differ by some minutes; an object of long ago is another one of the same name. */
function isSince(item: JsonObject, since: string): boolean {
  const created = Date.parse(text(item["created"]) ?? "");
  return Number.isNaN(created) || created >= Date.parse(since) - 300_000;
}

function fits({ row }: Context, item: JsonObject, values: PlainObject): boolean {
  const read = decodeAttributes(row.attributes, row.beforeDecode?.(item, { prior: values, body: item }) ?? item, { prior: values, body: item });
  // What never stands in a body, such as the parent, is in the path of the list that was asked.
  const told = (row.naturalKey ?? []).filter((name) => row.attributes[name]?.path !== null);
  return told.every((name) => plainText(read[name]) === plainText(values[name]));
}

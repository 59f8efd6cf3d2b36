// Making an object: what the row does itself, adopting what is there, or a POST; then its parts, then its status.
import { decode, idOf } from "../table/decode.ts";
import { encode } from "../table/encode.ts";
import type { JsonObject } from "../table/json.ts";
import { updateOver } from "../table/merge.ts";
import { plainText } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import type { Done } from "../table/resource-type.ts";
import { complete, known, withPath, withWriteOnly } from "./context.ts";
import type { Context, Result } from "./context.ts";
import { differsFrom, findExisting, isThereAlready, nothingToAdopt } from "./existing.ts";
import { moveTo, wantedStatus } from "./lifecycle.ts";
import { writeMembers } from "./membership.ts";
import { readParts, writeParts } from "./parts.ts";
import { settlePlace } from "./places.ts";

/** Makes one object as planned. What was made is given back also beside a problem. */
export async function create(context: Context, planned: PlainObject, config: PlainObject): Promise<Result> {
  const { row } = context;
  const values = withWriteOnly(row, known(planned), config);
  if (row.members) return finishMembers(context, await writeMembers(context, row.members, values, undefined));
  const done = await make(context, values, config);
  if (!done.body && done.id === undefined) return { diagnostics: done.diagnostics };
  return finish(context, values, done, undefined, config);
}

const finishMembers = (context: Context, result: Result): Result =>
  result.values ? { ...result, values: complete(context.row, result.values) } : result;

async function make(context: Context, values: PlainObject, config: PlainObject): Promise<Done> {
  const { row, calls } = context;
  const body = encode(row, values, { operation: "create", values, prior: undefined });
  if (row.request?.create) return row.request.create({ values, prior: undefined, config, body, calls });
  if (row.exists && isThereAlready(row.exists, values)) {
    const found = await findExisting(context, row.exists, values);
    if (found.diagnostics.length > 0) return found;
    if (found.body) return adopt(context, found.body, values, config);
    if (!row.exists.orCreate) return nothingToAdopt(context);
  }
  const query = row.api.createQuery?.(values) ?? "";
  const options = row.lifecycle?.retryOn ? { retryOn: row.lifecycle.retryOn } : {};
  const made = await withPath(row.api.collection, values, (path) => calls.send("POST", query === "" ? path : `${path}?${query}`, body, options));
  if (!("body" in made) || !made.ok) return { diagnostics: made.diagnostics };
  return row.api.updateAfterCreate?.(values) ? updateNew(context, made.body, values) : { body: made.body, diagnostics: [] };
}

/** Some of it Okta takes only in an update. */
async function updateNew(context: Context, made: JsonObject, values: PlainObject): Promise<Done> {
  const { row, calls } = context;
  const withId = { ...values, id: idOf(row, made, values) ?? null };
  const body = encode(row, withId, { operation: "update", values: withId, prior: withId });
  const changed = await withPath(row.api.object, withId, (path) => calls.send(row.api.update ?? "PUT", path, body));
  return { body: "body" in changed && changed.ok ? changed.body : made, diagnostics: changed.diagnostics };
}

async function adopt(context: Context, found: JsonObject, values: PlainObject, config: PlainObject): Promise<Done> {
  const { row, calls } = context;
  const id = idOf(row, found, values) ?? "";
  const adopted = { ...values, id };
  const prior = decode(row, found, adopted);
  if (row.request?.update) {
    const body = encode(row, adopted, { operation: "update", values: adopted, prior });
    return row.request.update({ values: adopted, prior, config, body, calls });
  }
  if (!differsFrom(context, found, adopted) || !row.api.object) return { body: found, id, diagnostics: [] };
  const body = encode(row, adopted, { operation: "update", values: adopted, prior });
  const whole = row.api.updatesOver ? updateOver(row, found, body, adopted, prior) : body;
  const changed = await withPath(row.api.object, adopted, (path) => calls.send(row.api.update ?? "PUT", path, whole));
  if (changed.diagnostics.length > 0) return { diagnostics: changed.diagnostics };
  return { body: "body" in changed && "id" in changed.body ? changed.body : found, id, diagnostics: [] };
}

/** After the object itself was written: parts and status, then its attributes from what Okta answered. */
export async function finish(context: Context, values: PlainObject, done: Done, prior: PlainObject | undefined, config: PlainObject): Promise<Result> {
  const { row } = context;
  const id = done.id ?? idOf(row, done.body ?? {}, values) ?? prior?.["id"] ?? null;
  const withId: PlainObject = { ...values, id };
  const body = done.body ?? {};
  if (done.diagnostics.some((problem) => problem.severity === "error")) return settled(context, withId, body, done.diagnostics);
  const written = await writeParts(context, withId, prior);
  if (written.length > 0) return settled(context, withId, body, [...done.diagnostics, ...written]);
  const placed = await settlePlace(context, withId, body);
  if (placed.diagnostics.length > 0) return settled(context, withId, body, [...done.diagnostics, ...placed.diagnostics]);
  const beside = await writeBeside(context, withId, placed.body, prior, config);
  if (beside.diagnostics.some((problem) => problem.severity === "error")) return settled(context, withId, beside.body ?? placed.body, [...done.diagnostics, ...beside.diagnostics]);
  const status = row.lifecycle && !row.request?.create ? wantedStatus(row.lifecycle, values) : undefined;
  const moved = row.lifecycle && status ? await moveTo(context, row.lifecycle, withId, beside.body ?? placed.body, status) : { body: beside.body ?? placed.body, diagnostics: [] };
  return settled(context, withId, moved.body, [...done.diagnostics, ...beside.diagnostics, ...moved.diagnostics]);
}

/** What other endpoints take. */
async function writeBeside(context: Context, values: PlainObject, answer: JsonObject, prior: PlainObject | undefined, config: PlainObject): Promise<Done> {
  const { row, calls } = context;
  if (!row.afterWrite) return { body: answer, diagnostics: [] };
  const body = encode(row, values, { operation: prior ? "update" : "create", values, prior });
  return row.afterWrite({ values, prior, config, body, calls, id: plainText(values["id"]), answer });
}

async function settled(context: Context, values: PlainObject, body: JsonObject, diagnostics: Result["diagnostics"]): Promise<Result> {
  const { row } = context;
  const failed = diagnostics.some((problem) => problem.severity === "error");
  // Parts that were just written are as they were asked for; those that are only read have to be asked for.
  const reads = Object.values(row.parts ?? {}).some((part) => part.kind === "document");
  const { parts, diagnostics: unread } = reads && !failed ? await readParts(context, values) : { parts: {}, diagnostics: [] };
  const whole = row.complete && !failed ? await row.complete(context.calls, body, values) : { body, diagnostics: [] };
  const object = decode(row, whole.body ?? body, values, parts);
  return { values: complete(row, object), diagnostics: [...diagnostics, ...unread, ...whole.diagnostics] };
}

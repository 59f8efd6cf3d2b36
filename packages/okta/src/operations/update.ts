// Changing an object: only what differs is sent, and only in a status that allows it.
import { encode } from "../table/encode.ts";
import { canonicalJson } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { updateOver } from "../table/merge.ts";
import { setPath } from "../table/path.ts";
import type { PlainObject } from "../table/plain.ts";
import type { Done } from "../table/resource-type.ts";
import { complete, hasContent, known, withPath, withWriteOnly } from "./context.ts";
import type { Context, Result } from "./context.ts";
import { finish } from "./create.ts";
import { moveTo, wantedStatus } from "./lifecycle.ts";
import { writeMembers } from "./membership.ts";

/** Brings one object from what it was to what is planned. */
export async function update(context: Context, prior: PlainObject, planned: PlainObject, config: PlainObject): Promise<Result> {
  const { row, calls } = context;
  const values = withWriteOnly(row, { ...known(planned), id: prior["id"] ?? null }, config);
  if (row.members) {
    const result = await writeMembers(context, row.members, values, prior);
    return result.values ? { ...result, values: complete(row, result.values) } : result;
  }
  const body = encode(row, values, { operation: "update", values, prior });
  const done = row.request?.update
    ? await row.request.update({ values, prior, config, body, calls })
    : await change(context, prior, values, body);
  if (done.diagnostics.some((problem) => problem.severity === "error")) {
    // What was changed before something failed is found by the next reading.
    return { values: complete(row, { ...prior, id: prior["id"] ?? null }), diagnostics: done.diagnostics };
  }
  return finish(context, values, done, prior, config);
}

async function change(context: Context, prior: PlainObject, values: PlainObject, body: JsonObject): Promise<Done> {
  const { row, calls } = context;
  const status = row.lifecycle && wantedStatus(row.lifecycle, prior);
  const before = setStatus(context, {}, status);
  if (!differs(context, prior, values, body)) return current(context, values, before);
  const now = row.api.updatesOver ? await current(context, values, {}) : undefined;
  if (now && now.diagnostics.length > 0) return now;
  const must = row.lifecycle?.updateOnlyWhile;
  const ready = row.lifecycle && must ? await moveTo(context, row.lifecycle, prior, before, must) : { body: before, diagnostics: [] };
  if (ready.diagnostics.length > 0) return { diagnostics: ready.diagnostics };
  const options = row.lifecycle?.retryOn ? { retryOn: row.lifecycle.retryOn } : {};
  const changed = await withPath(row.api.object, values, (path) => calls.send(row.api.update ?? "PUT", path, now?.body ? updateOver(row, now.body, body, values, prior) : body, options));
  if (changed.diagnostics.length > 0) return { diagnostics: changed.diagnostics };
  const answered = "body" in changed && hasContent(changed.body) ? changed.body : ready.body;
  return { body: answered, diagnostics: [] };
}

/** The object as it is, where other endpoints than its own are to change. */
async function current({ row, calls }: Context, values: PlainObject, otherwise: JsonObject): Promise<Done> {
  if (row.api.object === undefined) return { body: otherwise, diagnostics: [] };
  const now = await withPath(row.api.object, values, (path) => calls.get(path));
  return "body" in now && now.ok ? { body: now.body, diagnostics: [] } : { diagnostics: now.diagnostics };
}

/** Whether the body would say anything new. */
function differs(context: Context, prior: PlainObject, values: PlainObject, body: JsonObject): boolean {
  const { row } = context;
  const before = encode(row, prior, { operation: "update", values: prior, prior });
  return canonicalJson(before) !== canonicalJson(body) || Object.values(row.attributes).some((attribute) => attribute.writeOnly);
}

const setStatus = ({ row }: Context, body: JsonObject, status: string | undefined): JsonObject =>
  row.lifecycle && status ? setPath(body, row.lifecycle.path ?? "status", status) : body;

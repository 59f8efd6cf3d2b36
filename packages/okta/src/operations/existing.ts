// Objects that are there already: settings, defaults, system objects. Creating one means finding it and changing it.
import type { ProviderDiagnostic } from "@lockstep/engine";
import * as messages from "../messages.ts";
import { encode } from "../table/encode.ts";
import type { JsonObject } from "../table/json.ts";
import { decode } from "../table/decode.ts";
import type { PlainObject } from "../table/plain.ts";
import type { Exists } from "../table/resource-type.ts";
import { withPath } from "./context.ts";
import type { Context, Result } from "./context.ts";
import { moveTo } from "./lifecycle.ts";

export interface Adopted {
  readonly body?: JsonObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** The object that the arguments mean; without body when none fits (and there is nothing to complain about). */
export async function findExisting(context: Context, exists: Exists, values: PlainObject): Promise<Adopted> {
  const { row, calls } = context;
  if (exists.list === undefined) {
    return withPath<Adopted>(row.api.object, values, async (path) => {
      const answer = await calls.get(path);
      return answer.ok ? { body: answer.body, diagnostics: [] } : { diagnostics: answer.gone ? [] : answer.diagnostics };
    });
  }
  return withPath<Adopted>(exists.list, values, async (path) => {
    const list = await calls.list(path, row.refresh?.items);
    const body = list.items.find((item) => exists.match?.(item, values) ?? false);
    return list.ok ? { ...(body ? { body } : {}), diagnostics: [] } : { diagnostics: list.diagnostics };
  });
}

/** Whether an instance means an object that is there, where only some of a type are. */
export const isThereAlready = (exists: Exists, values: PlainObject): boolean => exists.when?.(values) ?? true;

/** Leaves an adopted object behind: as it is, put back, or deactivated. */
export async function leaveExisting(context: Context, exists: Exists, prior: PlainObject): Promise<Result> {
  const { row, calls } = context;
  const { destroy } = exists;
  if (destroy === "forget") return { diagnostics: [] };
  if (destroy === "deactivate") {
    if (!row.lifecycle) return { diagnostics: [] };
    const answer = await withPath(row.api.object, prior, (path) => calls.get(path));
    const body = "body" in answer ? answer.body : {};
    const moved = await moveTo(context, row.lifecycle, prior, body, "INACTIVE");
    return { diagnostics: moved.diagnostics };
  }
  const values = destroy.reset(prior);
  const body = encode(row, values, { operation: "update", values, prior });
  const done = await withPath(row.api.object, prior, (path) => calls.send(row.api.update ?? "PUT", path, body, { accept: [404] }));
  return { diagnostics: done.diagnostics };
}

/** Whether bringing the found object to the arguments needs a request. */
export function differsFrom(context: Context, found: JsonObject, values: PlainObject): boolean {
  const { row } = context;
  const before = decode(row, found, values);
  const now = encode(row, values, { operation: "update", values, prior: before });
  const then = encode(row, { ...values, ...before }, { operation: "update", values: { ...values, ...before }, prior: before });
  return JSON.stringify(now) !== JSON.stringify(then);
}

export const nothingToAdopt = (context: Context): Result => ({ diagnostics: [messages.nothingToAdopt(context.row.name)] });

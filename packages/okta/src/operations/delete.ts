// Taking an object away. What is gone already counts as done.
import type { ProviderDiagnostic } from "@lockstep/engine";
import * as messages from "../messages.ts";
import { setPath } from "../table/path.ts";
import { plainText } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import { withPath } from "./context.ts";
import type { Context } from "./context.ts";
import { isThereAlready, leaveExisting } from "./existing.ts";
import { moveTo, wantedStatus } from "./lifecycle.ts";
import { orderOf } from "./places.ts";
import { deleteMembers } from "./membership.ts";

/** Deletes one object, or leaves it behind where Okta cannot delete it. */
export async function remove(context: Context, prior: PlainObject): Promise<readonly ProviderDiagnostic[]> {
  const { row, calls } = context;
  const order = orderOf(context, prior);
  if (order !== undefined) context.session.placing(order).delete(plainText(prior["id"]));
  if (row.members) return (await deleteMembers(context, row.members, prior)).diagnostics;
  if (row.request?.delete) return (await row.request.delete({ values: prior, prior, config: {}, body: {}, calls })).diagnostics;
  if (row.exists && isThereAlready(row.exists, prior)) return (await leaveExisting(context, row.exists, prior)).diagnostics;
  if (row.delete === false) return [messages.forgotten(row.name)];
  const inactive = await deactivateFirst(context, prior);
  if (inactive.length > 0) return inactive;
  const options = { accept: [404], ...(row.lifecycle?.retryOn ? { retryOn: row.lifecycle.retryOn } : {}) };
  const done = await withPath(row.api.object, prior, (path) => calls.send("DELETE", path + queryOf(context, prior), undefined, options));
  return done.diagnostics;
}

async function deactivateFirst(context: Context, prior: PlainObject): Promise<readonly ProviderDiagnostic[]> {
  const { lifecycle, api } = context.row;
  if (!lifecycle?.deleteOnlyWhile || wantedStatus(lifecycle, prior) === "INACTIVE") return [];
  const status = prior[lifecycle.attribute ?? "status"];
  // An invalid object is not active, and cannot be deactivated either.
  if (typeof status === "string" && status === lifecycle.replaceWhen?.status) return [];
  const body = setPath({}, lifecycle.path ?? "status", "ACTIVE");
  const moved = await moveTo(context, lifecycle, prior, body, lifecycle.deleteOnlyWhile);
  if (moved.diagnostics.length === 0) return [];
  // Deactivating what is gone fails; then there is nothing to delete either.
  const there = await withPath(api.object, prior, (path) => context.calls.get(path));
  return "gone" in there && there.gone ? [] : moved.diagnostics;
}

function queryOf({ row }: Context, prior: PlainObject): string {
  const given = Object.entries(row.deleteQuery ?? {}).filter(([, attribute]) => prior[attribute] === true);
  return given.length === 0 ? "" : `?${given.map(([name]) => `${name}=true`).join("&")}`;
}

// The requests that a plan and its apply will need, by bucket, without asking anything.
import { bucketOf } from "@lockstep/okta-api";
import type { ForecastChange, ReadRequest } from "@lockstep/engine";
import { pathFor } from "./operations/context.ts";
import type { PlainObject } from "./table/plain.ts";
import type { ResourceType } from "./table/resource-type.ts";
import { templateNames } from "./table/template.ts";
import { toPlainObject } from "./table/values.ts";

/** What Okta's lists hold on a page, where the row's path does not say. */
const pageSize = 200;

type Count = (method: string, path: string, times?: number) => void;

/** Requests by bucket. Of lists it counts as many pages as the objects asked for need. */
export function forecast(rows: ReadonlyMap<string, ResourceType>, requests: readonly ReadRequest[], changes: readonly ForecastChange[]): ReadonlyMap<string, number> {
  const buckets = new Map<string, number>();
  const count: Count = (method, path, times = 1) => {
    const bucket = bucketOf(method, path.replace(/\{\w+\}/g, "x"));
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + times);
  };
  countReads(rows, requests, count);
  for (const { type, action } of changes) {
    const row = rows.get(type);
    if (row) countChange(row, action, count);
  }
  return buckets;
}

function countReads(rows: ReadonlyMap<string, ResourceType>, requests: readonly ReadRequest[], count: Count): void {
  const lists = new Map<string, { wanted: number; inParent: boolean; alone: string[] }>();
  const once = new Set<string>();
  for (const { type, prior } of requests) {
    const row = rows.get(type);
    if (!row) continue;
    const values = toPlainObject(prior);
    for (const part of Object.values(row.parts ?? {})) count("GET", pathFor(part.read, values) ?? part.read);
    const path = sharedPath(row, values);
    if (path === undefined) {
      // Objects that read one document together: counted once for each of its parents.
      const shared = row.oneAtATime && pathFor(row.oneAtATime, values);
      if (!shared || !once.has(shared)) count("GET", row.api.object ?? row.api.collection ?? "/api/v1");
      if (shared) once.add(shared);
      continue;
    }
    const list = lists.get(path) ?? { wanted: 0, inParent: templateNames(row.refresh?.list ?? row.members?.list ?? "").length > 0, alone: [] };
    const alone = row.api.object && !row.members ? pathFor(row.api.object, values) : undefined;
    lists.set(path, { ...list, wanted: list.wanted + 1, alone: alone ? [...list.alone, alone] : list.alone });
  }
  for (const [path, { wanted, inParent, alone }] of lists) {
    if (alone.length === wanted && wanted <= (inParent ? 1 : 2)) for (const one of alone) count("GET", one);
    else count("GET", path, Math.ceil(wanted / pageSize));
  }
}

function sharedPath(row: ResourceType, values: PlainObject): string | undefined {
  if (row.members) return pathFor(row.members.list, values);
  if (!row.refresh || row.refresh.partial || row.readBy) return undefined;
  return pathFor(row.refresh.list, values);
}

function countChange(row: ResourceType, action: ForecastChange["action"], count: Count): void {
  const object = row.api.object ?? row.members?.add.path ?? "/api/v1";
  const { lifecycle } = row;
  if (action === "create") count("POST", row.api.collection ?? object);
  if (action === "update") count(row.api.update ?? "PUT", object);
  if (action === "delete" && row.delete !== false) count("DELETE", object);
  if (lifecycle?.updateOnlyWhile && action === "update") count("POST", lifecycle.deactivate, 2);
  if (lifecycle?.deleteOnlyWhile && action === "delete") count("POST", lifecycle.deactivate);
}

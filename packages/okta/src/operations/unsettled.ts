// What an unfinished change leaves on its way: Okta wants some objects inactive before they are changed or deleted.
import type { CallRecord } from "@lockstep/engine";
import type { ResourceType } from "../table/resource-type.ts";

/** Attributes that requests of a change which was cut short may have left otherwise than they were or were to be. */
export function unsettledBy({ attributes, lifecycle, ordered }: ResourceType, calls: readonly CallRecord[]): readonly string[] {
  // The first DELETE of a user deactivates it.
  const moves = calls.some(({ method, path }) => method === "DELETE" || path.includes("/lifecycle/"));
  const status = moves ? [lifecycle?.attribute ?? "status", "raw_status"] : [];
  // When one object of an order is made or deleted, the others move.
  const place = ordered ? ["priority"] : [];
  return [...status, ...place].filter((name) => name in attributes);
}

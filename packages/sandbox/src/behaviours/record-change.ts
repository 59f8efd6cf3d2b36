import type { Call } from "../call.ts";
import { record, type Target } from "../log/event.ts";
import type { Stored } from "../store/collection.ts";
import { textAt, type Json, type JsonObject } from "../store/json.ts";
import type { Shape } from "./shape.ts";

/** Writes a change of an object into the System Log, by the shape's event types. */
export const recordChange = (
  shape: Shape,
  stored: Stored,
  call: Call,
  what: "create" | "update" | "delete" | "activate" | "deactivate",
  before?: JsonObject,
): void => {
  const type = shape.events?.[what];
  if (!shape.events || !type) return;
  const targets = shape.events.targets?.(stored, call) ?? [targetOf(shape, stored)];
  const [first, ...rest] = targets;
  if (!first) return;
  const changes = before && shape.events.tellsChanges ? changesBetween(before, stored.body) : undefined;
  record(call, type, [changes ? { ...first, changes } : first, ...rest]);
};

const targetOf = (shape: Shape, stored: Stored): Target => ({
  id: stored.id,
  type: shape.events?.targetType ?? shape.kind,
  name: textAt(stored.body, shape.events?.name ?? "name") ?? "unknown",
});

const quiet = new Set(["lastUpdated", "_links", "_embedded"]);

/** The top-level fields that differ, from and to. */
export const changesBetween = (before: JsonObject, after: JsonObject): { from: JsonObject; to: JsonObject } => {
  const from: Record<string, Json> = {};
  const to: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (quiet.has(key) || JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    if (before[key] !== undefined) from[key] = before[key];
    if (after[key] !== undefined) to[key] = after[key];
  }
  return { from, to };
};

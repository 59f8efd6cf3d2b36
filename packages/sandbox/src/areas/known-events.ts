import { eventObjectAt } from "@lockstep/okta-api";
import type { Events } from "../behaviours/shape.ts";

/** The System Log's events about what is kept at a path of the API's description, ready for a shape. */
export const eventsAt = (path: string, more: { name?: string; tellsChanges?: boolean } = {}): Events => {
  const known = eventObjectAt(path);
  if (!known) throw new Error(`This is a bug in Lockstep. No events are known for ${path}.`);
  const { add, remove, ...verbs } = known.events;
  const membership = { ...(add ? { create: add } : {}), ...(remove ? { delete: remove } : {}) };
  return { ...membership, ...verbs, targetType: known.targetType, ...more };
};

import { linkTo, type Call } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import type { JsonObject } from "../store/json.ts";

/** The link that switches an object on or off, by its status. */
export const switchLink = (call: Call, path: string, stored: Stored): JsonObject => {
  const verb = stored.body["status"] === "INACTIVE" ? "activate" : "deactivate";
  return { [verb]: linkTo(call, `${path}/lifecycle/${verb}`, "POST") };
};

/** The link to an object itself, and the one that switches it on or off: what most objects with a status have. */
export const selfAndSwitch = (list: string) => (stored: Stored, call: Call): JsonObject => {
  const path = `${list}/${stored.id}`;
  return { self: linkTo(call, path, "GET", "PUT", "DELETE"), ...switchLink(call, path, stored) };
};

/** The link to an object itself, with what may be done to it. */
export const selfOnly = (list: string, ...allow: string[]) => (stored: Stored, call: Call): JsonObject => ({
  self: linkTo(call, `${list}/${stored.id}`, ...allow),
});

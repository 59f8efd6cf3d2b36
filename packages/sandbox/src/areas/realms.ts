import type { Area } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Shape } from "../behaviours/shape.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import { urlOf, type Call } from "../call.ts";
import { refusal } from "../http/failure.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { objectAt, omit, present, type JsonObject } from "../store/json.ts";
import { eventsAt } from "./known-events.ts";

const selfLink = (list: string) => (stored: Stored, call: Call): JsonObject => ({
  self: { rel: "self", href: urlOf(call, `${list}/${stored.id}`), method: "GET" },
});

const notDefault = (stored: Stored): void => {
  if (stored.body["isDefault"] === true) throw refusal(400, "E0000178", "This realm cannot be deleted. The default realm cannot be deleted.");
};

const refuseWhileUsed = (realm: Stored, call: Call): void => {
  notDefault(realm);
  const lives = call.org.store.collection("users").find(({ body }) => body["realmId"] === realm.id);
  if (lives) throw refusal(400, "E0000178", "This realm cannot be deleted. The realm has users.");
};

const realmShape: Shape = {
  collection: "realms",
  path: "/api/v1/realms",
  id: "realmId",
  idPrefix: "guo",
  kind: "Realm",
  required: ["profile.name"],
  unique: { path: "profile.name", field: "name" },
  accept: (request, { old }) => ({
    profile: { realmType: "DEFAULT", domains: [], ...objectAt(request, "profile") },
    isDefault: old?.body["isDefault"] ?? false,
  }),
  list: { limit: 200, max: 200, statesLimit: true, search: { attributes: ["profile.name", "id", "isDefault", "profile.realmType"] } },
  links: selfLink("/api/v1/realms"),
  // Lists leave out the domains where there are none.
  show: (body, { in: where }) => {
    const { id, created, lastUpdated, profile, isDefault, _links } = body;
    const shown = objectAt({ profile: profile ?? {} }, "profile");
    const bare = where === "list" && Array.isArray(shown["domains"]) && shown["domains"].length === 0;
    return present({ id, created, lastUpdated, profile: bare ? omit(shown, ["domains"]) : shown, isDefault, _links });
  },
  mayDelete: refuseWhileUsed,
  events: eventsAt("/api/v1/realms/{realmId}", { name: "profile.name" }),
};

const assignmentShape: Shape = {
  collection: "realm-assignments",
  path: "/api/v1/realm-assignments",
  id: "assignmentId",
  idPrefix: "rul",
  kind: "RealmAssignment",
  status: "INACTIVE",
  required: ["name"],
  unique: { path: "name", field: "name" },
  accept: (request, { old }) => present({
    name: request["name"],
    conditions: request["conditions"] ?? old?.body["conditions"],
    actions: request["actions"] ?? old?.body["actions"],
    priority: request["priority"] ?? old?.body["priority"] ?? 0,
    isDefault: old?.body["isDefault"] ?? false,
  }),
  lifecycle: { answer: "no-content", deleteOnlyInactive: true },
  list: {
    limit: 20,
    max: 200,
    statesLimit: true,
    order: (left, right) => Number(left.body["priority"] ?? 0) - Number(right.body["priority"] ?? 0),
  },
  links: selfLink("/api/v1/realm-assignments"),
  show: ({ id, status, name, created, lastUpdated, conditions, actions, priority, _links, isDefault }) =>
    present({ id, status, name, created, lastUpdated, conditions, actions, priority, _links, isDefault }),
  mayDelete: (assignment) => {
    if (assignment.body["isDefault"] === true) throw refusal(403, "E0000111", "Cannot modify the realm assignment object because it is read-only.");
  },
  events: eventsAt("/api/v1/realm-assignments/{assignmentId}"),
};

const seed = (org: Org): void => {
  const realm = seedObject(org, "realms", "guo", { profile: { name: "Default Realm", realmType: "DEFAULT", domains: [] }, isDefault: true });
  seedObject(org, "realm-assignments", "rul", {
    status: "ACTIVE",
    name: "Catch-all Rule",
    priority: 499,
    conditions: { expression: { value: "" }, profileSourceId: null },
    actions: { assignUserToRealm: { realmId: realm.id } },
    isDefault: true,
  });
};

/** Realms, and which users go into them. */
export const realms: Area = { name: "realms", seed, routes: [...crud(realmShape), ...crud(assignmentShape)] };

import { route, type Area } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import { membership, sideOf } from "../../behaviours/membership.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { seedObject } from "../../behaviours/system-objects.ts";
import type { Answer, Call } from "../../call.ts";
import { invalid } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record, userTarget } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { shownApp } from "../apps/app.ts";
import { groupSchemaId, propertyNames } from "../schemas/schema.ts";
import { listedUser } from "../users/user.ts";
import { groupLinks, groupTarget, onlyOktaGroups } from "./group.ts";
import { ownerRoutes } from "./owners.ts";
import { groupRuleRoutes, invalidateRulesOf } from "./rules.ts";

const forget = (group: Stored, call: Call): void => {
  const { store } = call.org;
  for (const relation of store.relations.values()) relation.forget(group.id);
  for (const { id } of store.collection("role-assignments").under(group.id)) store.collection("role-assignments").remove(id);
  invalidateRulesOf(call, group.id);
};

const stats = (group: Stored, call: Call): JsonObject => {
  const { store } = call.org;
  return {
    usersCount: store.relation("group-users").of(group.id).length,
    appsCount: store.relation("app-groups").with(group.id).length,
    groupPushMappingsCount: 0,
    hasAdminPrivilege: store.collection("role-assignments").under(group.id).length > 0,
  };
};

const profileOf = (request: JsonObject, call: Call, old: Stored | undefined): JsonObject => {
  const profile = objectAt(request, "profile");
  const known = propertyNames(call.org.store.collection("schemas").get(groupSchemaId));
  const unknown = Object.keys(profile).find((name) => !known.has(name));
  if (unknown) throw invalid(old ? "profile" : "newGroup", `Property name '${unknown}' is not defined in profile`);
  return { description: null, ...profile };
};

/** Groups: the exemplar of a collection. */
const groupShape: Shape = {
  collection: "groups",
  path: "/api/v1/groups",
  id: "groupId",
  idPrefix: "00g",
  kind: "UserGroup",
  required: ["profile.name"],
  unique: { path: "profile.name", field: "name" },
  kept: ["objectClass", "type", "lastMembershipUpdated", "source"],
  accept: (request, { call, old }) => ({
    lastMembershipUpdated: isoTime(call.now),
    objectClass: ["okta:user_group"],
    type: "OKTA_GROUP",
    profile: profileOf(request, call, old),
  }),
  list: {
    limit: 10_000,
    max: 10_000,
    self: "filtered-unless-q",
    q: ["profile.name"],
    filter: { attributes: ["id", "type", "lastUpdated", "lastMembershipUpdated"] },
    search: { attributes: ["id", "type", "created", "lastUpdated", "lastMembershipUpdated", "source.id", "profile.*"] },
  },
  links: groupLinks,
  show: (body, { stored, call }) => (call.query.get("expand") === "stats" ? { ...body, _embedded: { stats: stats(stored, call) } } : body),
  mayUpdate: onlyOktaGroups,
  mayDelete: onlyOktaGroups,
  deleted: forget,
  events: {
    create: "group.lifecycle.create",
    update: "group.profile.update",
    delete: "group.lifecycle.delete",
    targetType: "UserGroup",
    name: "profile.name",
  },
};

const memberChanged = (event: string) => (group: Stored, user: Stored, call: Call): void => {
  call.org.store.collection("groups").replace(group, { ...group.body, lastMembershipUpdated: isoTime(call.now) });
  record(call, event, [userTarget(call, user.id), groupTarget(group)]);
};

const userRoutes = membership({
  relation: "group-users",
  path: "/api/v1/groups/{groupId}/users",
  of: { collection: "groups", param: "groupId", kind: "UserGroup" },
  member: { collection: "users", param: "userId", kind: "User" },
  paging: { limit: 1000, max: 1000 },
  show: listedUser,
  may: onlyOktaGroups,
  added: memberChanged("group.user_membership.add"),
  removed: memberChanged("group.user_membership.remove"),
});

const appsOf = (call: Call): Answer => {
  const group = sideOf({ collection: "groups", param: "groupId", kind: "UserGroup" }, call);
  const collection = call.org.store.collection("apps");
  const apps = call.org.store.relation("app-groups").with(group.id).flatMap(({ left }) => collection.get(left) ?? []);
  return page(call, apps, { limit: 20, max: 200 }, (app) => shownApp(app, call));
};

const seed = (org: Org): void => {
  const builtIn = (name: string, description: string): Stored =>
    seedObject(org, "groups", "00g", {
      lastMembershipUpdated: isoTime(org.clock()),
      objectClass: ["okta:user_group"],
      type: "BUILT_IN",
      profile: { name, description },
    });
  builtIn("Everyone", "All users in your organization");
  builtIn("Okta Administrators", "Okta manages this group, which contains all administrators in your organization.");
};

/** Groups: who is in them, who owns them, which rules fill them. */
export const groups: Area = {
  name: "groups",
  seed,
  routes: [...crud(groupShape), ...userRoutes, route("GET", "/api/v1/groups/{groupId}/apps", appsOf), ...ownerRoutes, ...groupRuleRoutes],
};

import type { Area } from "../area.ts";
import { linkTo, urlOf, type Call } from "../call.ts";
import { crud } from "../behaviours/crud.ts";
import { membership } from "../behaviours/membership.ts";
import type { Shape } from "../behaviours/shape.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import { refusal } from "../http/failure.ts";
import { record, userTarget, type Target } from "../log/event.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { objectAt, textAt, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";

const logo = (size: string): string => `https://op3static.oktacdn.com/assets/img/logos/groups/odyssey/okta-${size}.30ce6d4085dff29412984e4c191bc874.png`;

const links = ({ id }: Stored, call: Call): JsonObject => ({
  logo: ["medium", "large"].map((name) => ({ name, href: logo(name), type: "image/png" })),
  users: linkTo(call, `/api/v1/groups/${id}/users`),
  apps: linkTo(call, `/api/v1/groups/${id}/apps`),
});

/** A group as the System Log names it. */
export const groupTarget = (group: Stored): Target => ({ id: group.id, type: "UserGroup", name: textAt(group.body, "profile.name") ?? "" });

const onlyOktaGroups = (group: Stored): void => {
  if (group.body["type"] === "OKTA_GROUP") return;
  throw refusal(403, "E0000075", "Cannot modify the group because it is not an Okta group"); // wording: error catalogue E0000075
};

/** Groups: the exemplar of a collection. */
export const groupShape: Shape = {
  collection: "groups",
  path: "/api/v1/groups",
  id: "groupId",
  idPrefix: "00g",
  kind: "UserGroup",
  required: ["profile.name"],
  unique: { path: "profile.name", field: "name" },
  kept: ["objectClass", "type", "lastMembershipUpdated", "source"],
  accept: (request, { call, old }) => ({
    lastMembershipUpdated: old?.body["lastMembershipUpdated"] ?? isoTime(call.now),
    objectClass: ["okta:user_group"],
    type: "OKTA_GROUP",
    profile: { description: null, ...objectAt(request, "profile") },
  }),
  list: {
    limit: 10_000,
    max: 10_000,
    self: "filtered",
    q: ["profile.name"],
    filter: { attributes: ["id", "type", "lastUpdated", "lastMembershipUpdated"] },
    search: { attributes: ["id", "type", "created", "lastUpdated", "lastMembershipUpdated", "source.id", "profile.*"] },
  },
  links,
  mayUpdate: onlyOktaGroups,
  mayDelete: onlyOktaGroups,
  deleted: (group, call) => {
    for (const relation of call.org.store.relations.values()) relation.forget(group.id);
  },
  events: {
    create: "group.lifecycle.create",
    update: "group.profile.update",
    delete: "group.lifecycle.delete",
    targetType: "UserGroup",
    name: "profile.name",
  },
};

const touchMembership = (call: Call, group: Stored): void => {
  call.org.store.collection("groups").replace(group, { ...group.body, lastMembershipUpdated: isoTime(call.now) });
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

/** Groups, and who is in them. */
export const groups: Area = {
  name: "groups",
  seed,
  routes: [
    ...crud(groupShape),
    ...membership({
      relation: "group-users",
      path: "/api/v1/groups/{groupId}/users",
      of: { collection: "groups", param: "groupId", kind: "UserGroup" },
      member: { collection: "users", param: "userId", kind: "User" },
      paging: { limit: 1000, max: 1000 },
      show: (user, call) => ({ ...user.body, _links: { self: { href: urlOf(call, `/api/v1/users/${user.id}`) } } }),
      may: (group, _user, call) => call.method === "GET" || onlyOktaGroups(group),
      added: (group, user, call) => {
        touchMembership(call, group);
        record(call, "group.user_membership.add", [userTarget(call, user.id), groupTarget(group)]);
      },
      removed: (group, user, call) => {
        touchMembership(call, group);
        record(call, "group.user_membership.remove", [userTarget(call, user.id), groupTarget(group)]);
      },
    }),
  ],
};

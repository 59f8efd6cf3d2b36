import { route, type Route } from "../../area.ts";
import { created, noContent, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { sideOf } from "../../behaviours/membership.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import type { Pair } from "../../store/relation.ts";
import { objectAt, textAt, type JsonObject } from "../../store/json.ts";
import { javaTime, sqlTime } from "../../store/times.ts";
import { groupTarget } from "./group.ts";

const path = "/api/v1/groups/{groupId}/owners";
const group = { collection: "groups", param: "groupId", kind: "UserGroup" };

/** What an owner can be: where it is kept, how Okta calls it, and its name. */
const kinds: Readonly<Record<string, { collection: string; kind: string; name: (owner: Stored) => string }>> = {
  USER: { collection: "users", kind: "User", name: ({ body }) => `${textAt(body, "profile.firstName") ?? ""} ${textAt(body, "profile.lastName") ?? ""}` },
  GROUP: { collection: "groups", kind: "UserGroup", name: ({ body }) => textAt(body, "profile.name") ?? "" },
};

// The same moment is written in two ways: one in the answer to adding an owner, another in lists.
const shown = ({ body }: Pair, time: (at: number) => string): JsonObject => ({
  ...objectAt(body, "owner"),
  lastUpdated: time(typeof body["at"] === "number" ? body["at"] : 0),
});

const add = (call: Call): Answer => {
  const of = sideOf(group, call);
  const [id, type] = [textAt(call.body, "id") ?? "", textAt(call.body, "type") ?? ""];
  const kind = kinds[type];
  if (!kind) throw invalid("type", "type: The type must be USER or GROUP");
  const owner = call.org.store.collection(kind.collection).get(id);
  if (!owner) throw notFound(id, kind.kind);
  const about = { id, type, resolved: true, originId: null, originType: "OKTA_DIRECTORY", displayName: kind.name(owner) };
  const pair = call.org.store.relation("group-owners").set(of.id, id, { at: call.now, owner: about });
  record(call, "resource.owner.update", [groupTarget(of), { id, type: kind.kind, name: kind.name(owner) }]);
  return created(shown(pair, javaTime));
};

const remove = (call: Call): Answer => {
  const of = sideOf(group, call);
  const id = param(call, "ownerId");
  if (!call.org.store.relation("group-owners").remove(of.id, id)) throw notFound(id, "GroupOwner");
  record(call, "resource.owner.update", [groupTarget(of)]);
  return noContent();
};

const list = (call: Call): Answer => {
  const owners = call.org.store.relation("group-owners").of(sideOf(group, call).id);
  const items = owners.map((pair) => ({ id: pair.right, pair }));
  return page(call, items, { limit: 1000, max: 1000, self: "never" }, ({ pair }) => shown(pair, sqlTime));
};

/** Who owns a group. */
export const ownerRoutes: readonly Route[] = [route("GET", path, list), route("POST", path, add), route("DELETE", `${path}/{ownerId}`, remove)];

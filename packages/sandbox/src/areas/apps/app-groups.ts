import { route, type Route } from "../../area.ts";
import { linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, objectAt, textAt, type JsonObject } from "../../store/json.ts";
import type { Pair } from "../../store/relation.ts";
import { isoTime } from "../../store/times.ts";
import { groupTarget, listedGroup } from "../groups/group.ts";
import { appOf, appTarget } from "./app.ts";

const path = "/api/v1/apps/{appId}/groups";

const assignments = (call: Call) => call.org.store.relation("app-groups");

const priorityOf = ({ body }: Pair): number => (typeof body["priority"] === "number" ? body["priority"] : 0);

/** An app's groups by priority. */
const byPriority = (call: Call, app: Stored): Pair[] => assignments(call).of(app.id).toSorted((left, right) => priorityOf(left) - priorityOf(right));

const shown = (call: Call, app: Stored, { right, body }: Pair): JsonObject => {
  const expanded = call.query.get("expand") === "group" ? call.org.store.collection("groups").get(right) : undefined;
  const answer = {
    id: right,
    ...body,
    _links: {
      app: linkTo(call, `/api/v1/apps/${app.id}`),
      self: linkTo(call, `/api/v1/apps/${app.id}/groups/${right}`),
      group: linkTo(call, `/api/v1/groups/${right}`),
    },
  };
  return expanded ? { ...answer, _embedded: { group: listedGroup(expanded, call) } } : answer;
};

const pairOf = (call: Call): { app: Stored; pair: Pair } => {
  const app = appOf(call);
  const id = param(call, "groupId");
  const pair = assignments(call).get(app.id, id);
  if (!pair) throw notFound(id, "ApplicationGroupAssignment");
  return { app, pair };
};

/** Who is in the way of a wanted priority moves down by one. */
const makeRoom = (call: Call, app: Stored, own: string, priority: number): void => {
  let wanted = priority;
  for (const pair of byPriority(call, app)) {
    if (pair.right === own || priorityOf(pair) !== wanted) continue;
    pair.body = { ...pair.body, priority: ++wanted };
  }
};

const assign = (call: Call): Answer => {
  const app = appOf(call);
  const group = call.org.store.collection("groups").get(param(call, "groupId"));
  if (!group) throw notFound(param(call, "groupId"), "UserGroup");
  const known = assignments(call).get(app.id, group.id);
  const asked = call.body["priority"];
  const others = byPriority(call, app).filter((pair) => pair !== known);
  const last = others.at(-1);
  // Nothing said means: behind the others, or where it was.
  const priority = typeof asked === "number" ? asked : known ? priorityOf(known) : last ? priorityOf(last) + 1 : 0;
  makeRoom(call, app, group.id, priority);
  const profile = isObject(call.body["profile"]) ? call.body["profile"] : {};
  const pair = assignments(call).set(app.id, group.id, { lastUpdated: isoTime(call.now), priority, profile });
  record(call, known ? "group.application_assignment.update" : "group.application_assignment.add", [appTarget(app), groupTarget(group)]);
  return ok(shown(call, app, pair));
};

/** PATCH: a list of {op, path, value}. */
const patch = (call: Call): Answer => {
  const { app, pair } = pairOf(call);
  for (const step of Array.isArray(call.raw.json) ? call.raw.json : []) {
    if (!isObject(step) || step["op"] !== "replace") continue;
    const at = textAt(step, "path") ?? "";
    const value = step["value"] ?? null;
    if (at === "/priority" && typeof value === "number") {
      makeRoom(call, app, pair.right, value);
      pair.body = { ...pair.body, priority: value };
    }
    if (at === "/profile" && isObject(value)) pair.body = { ...pair.body, profile: value };
    if (at.startsWith("/profile/")) pair.body = { ...pair.body, profile: { ...objectAt(pair.body, "profile"), [at.slice(9)]: value } };
  }
  pair.body = { ...pair.body, lastUpdated: isoTime(call.now) };
  record(call, "group.application_assignment.update", [appTarget(app)]);
  return ok(shown(call, app, pair));
};

const unassign = (call: Call): Answer => {
  const { app, pair } = pairOf(call);
  assignments(call).remove(app.id, pair.right);
  // Who stood behind moves up.
  for (const other of byPriority(call, app)) if (priorityOf(other) > priorityOf(pair)) other.body = { ...other.body, priority: priorityOf(other) - 1 };
  const group = call.org.store.collection("groups").get(pair.right);
  record(call, "group.application_assignment.remove", [appTarget(app), ...(group ? [groupTarget(group)] : [])]);
  return noContent();
};

const list = (call: Call): Answer => {
  const app = appOf(call);
  const q = call.query.get("q")?.toLowerCase();
  const groups = call.org.store.collection("groups");
  const named = (pair: Pair): boolean => !q || (textAt(groups.get(pair.right)?.body, "profile.name")?.toLowerCase().startsWith(q) ?? false);
  const items = byPriority(call, app).filter(named).map((pair) => ({ id: pair.right, pair }));
  return page(call, items, { limit: 20, max: 200, statesLimit: true }, ({ pair }) => shown(call, app, pair));
};

/** Which groups have an app, in which order. */
export const appGroupRoutes: readonly Route[] = [
  route("GET", path, list),
  route("GET", `${path}/{groupId}`, (call) => {
    const { app, pair } = pairOf(call);
    return ok(shown(call, app, pair));
  }),
  route("PUT", `${path}/{groupId}`, assign),
  route("PATCH", `${path}/{groupId}`, patch),
  route("DELETE", `${path}/{groupId}`, unassign),
];

import { route, type Route } from "../../area.ts";
import { linkTo, noContent, param, type Answer, type Call } from "../../call.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, type Json } from "../../store/json.ts";
import { catalogApp, shownCatalogApp } from "../apps/catalog.ts";
import { listedGroup } from "../groups/group.ts";
import { standardRoles } from "./standard-roles.ts";

type Find = (call: Call) => Stored;

const targets = (call: Call) => call.org.store.relation("role-targets");

const checked = (assignment: Stored, kind: "apps" | "groups"): Stored => {
  const role = standardRoles[textAt(assignment.body, "type") ?? ""];
  if (role?.targets !== kind) throw refusal(400, "E0000091", "The provided role type was not the same as required role type.");
  return assignment;
};

// Okta cuts these lists at twenty, whatever is asked for.
const paging = { limit: 20, max: 20, statesLimit: true } as const;

const list = (call: Call, ids: readonly string[], show: (id: string) => Json): Answer => page(call, ids.map((id) => ({ id })), paging, ({ id }) => show(id));

const idsOf = (call: Call, assignment: Stored, kind: string): string[] =>
  targets(call).of(assignment.id).flatMap(({ right, body }) => (body["kind"] === kind ? [right] : []));

const appTarget = (call: Call): string => {
  const [name, id] = [param(call, "appName"), param(call, "appId")];
  if (!id) return name;
  if (!call.org.store.collection("apps").get(id)) throw notFound(id, "AppInstance");
  return `${name}/${id}`;
};

/** A target is an app of the catalogue, or one instance of it. */
const shownApp = (call: Call) => (target: string): Json => {
  const [name = "", id] = target.split("/");
  if (!id) return shownCatalogApp(catalogApp(name), call.base);
  const app = call.org.store.collection("apps").get(id);
  return { name: textAt(app?.body, "label") ?? name, status: textAt(app?.body, "status") ?? "INACTIVE", id, _links: { self: linkTo(call, `/api/v1/apps/${id}`) } };
};

const shownGroup = (call: Call) => (id: string): Json => {
  const group = call.org.store.collection("groups").get(id);
  return group ? listedGroup(group, call) : { id };
};

const groupTarget = (call: Call): string => {
  const id = param(call, "targetGroupId");
  if (!call.org.store.collection("groups").get(id)) throw notFound(id, "UserGroup");
  return id;
};

/** The routes that narrow one assignment to apps or groups. */
export const targetRoutes = (one: string, find: Find): Route[] => {
  const add = (kind: "apps" | "groups", target: (call: Call) => string) => (call: Call): Answer => {
    targets(call).set(checked(find(call), kind).id, target(call), { kind });
    return noContent();
  };
  const remove = (kind: "apps" | "groups", target: (call: Call) => string) => (call: Call): Answer => {
    const assignment = checked(find(call), kind);
    // Without its last target a role would reach everything again, so Okta refuses.
    if (idsOf(call, assignment, kind).length === 1 && targets(call).has(assignment.id, target(call))) {
      throw refusal(400, "E0000001", "Api validation failed: targets", "The last target of a role cannot be removed. Remove the role instead.");
    }
    targets(call).remove(assignment.id, target(call));
    return noContent();
  };
  const apps = `${one}/targets/catalog/apps`;
  const groups = `${one}/targets/groups`;
  return [
    route("GET", apps, (call) => list(call, idsOf(call, checked(find(call), "apps"), "apps"), shownApp(call))),
    route("PUT", apps, (call) => {
      for (const target of idsOf(call, find(call), "apps")) targets(call).remove(find(call).id, target);
      return noContent();
    }),
    route("PUT", `${apps}/{appName}`, add("apps", appTarget)),
    route("DELETE", `${apps}/{appName}`, remove("apps", appTarget)),
    route("PUT", `${apps}/{appName}/{appId}`, add("apps", appTarget)),
    route("DELETE", `${apps}/{appName}/{appId}`, remove("apps", appTarget)),
    route("GET", groups, (call) => list(call, idsOf(call, checked(find(call), "groups"), "groups"), shownGroup(call))),
    route("PUT", `${groups}/{targetGroupId}`, add("groups", groupTarget)),
    route("DELETE", `${groups}/{targetGroupId}`, remove("groups", groupTarget)),
  ];
};

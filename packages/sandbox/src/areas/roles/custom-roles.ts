import { route, type Route } from "../../area.ts";
import { crud, findObject } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound, refusal } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, textsAt, wordOf, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { assignments } from "./assignment.ts";

const path = "/api/v1/iam/roles";

const permissions = (call: Call) => call.org.store.collection("iam-permissions");

const named = (id: string, call: Call): Stored | undefined =>
  call.org.store.collection("iam-roles").find((role) => role.id === id || role.body["label"] === id);

/** A custom role by id or label; refuses when there is none. */
export const roleNamed = (call: Call, id: string): Stored => {
  const role = named(id, call);
  if (!role) throw notFound(id, "CustomRole");
  return role;
};

const permit = (call: Call, role: Stored, label: string, conditions: JsonObject | null): void => {
  if (!/^okta\.[a-zA-Z.]+$/.test(label)) throw invalid("permissions", `permissions: Invalid permission ${label}.`);
  const now = isoTime(call.now);
  permissions(call).add(`${role.id}/${label}`, { label, created: now, lastUpdated: now, conditions }, { parent: role.id });
};

const roleShape: Shape = {
  collection: "iam-roles",
  path,
  id: "roleIdOrLabel",
  idPrefix: "cr0",
  kind: "CustomRole",
  required: ["label"],
  unique: { path: "label", field: "label" },
  accept: (request, { old }) => {
    if (!old && textsAt(request, "permissions").length === 0) throw invalid("permissions", "permissions: The field cannot be left blank");
    return { label: request["label"] ?? "", isCloneable: false, description: request["description"] ?? "" };
  },
  find: named,
  list: { limit: 100, wrap: "roles", self: "never" },
  links: ({ id }, call) => ({ permissions: linkTo(call, `${path}/${id}/permissions`), self: linkTo(call, `${path}/${id}`) }),
  created: (role, call) => {
    for (const label of textsAt(call.body, "permissions")) permit(call, role, label, null);
  },
  mayDelete: (role, call) => {
    if (assignments(call.org).find(({ body }) => body["role"] === role.id)) throw refusal(403, "E0000001", "Api validation failed: role", "The role is assigned and cannot be deleted.");
  },
  deleted: (role, call) => {
    for (const { id } of permissions(call).under(role.id)) permissions(call).remove(id);
  },
  events: { create: "iam.role.create", update: "iam.role.update", delete: "iam.role.delete", targetType: "CustomRole", name: "label", tellsChanges: true },
};

const shown = (call: Call, role: Stored, { body }: Stored): JsonObject => ({
  ...body,
  _links: { role: linkTo(call, `${path}/${role.id}`), self: linkTo(call, `${path}/${role.id}/permissions/${wordOf(body["label"])}`) },
});

const permissionOf = (call: Call): { role: Stored; permission: Stored } => {
  const role = findObject(roleShape, call);
  const label = param(call, "permissionType");
  const permission = permissions(call).get(`${role.id}/${label}`);
  if (!permission) throw notFound(label, "Permission");
  return { role, permission };
};

const noted = (call: Call, event: string, role: Stored): void =>
  record(call, event, [{ id: role.id, type: "CustomRole", name: wordOf(role.body["label"]) }], { debug: { permission: param(call, "permissionType") } });

const conditionsOf = (call: Call): JsonObject | null => (isObject(call.body["conditions"]) ? call.body["conditions"] : null);

const add = (call: Call): Answer => {
  const role = findObject(roleShape, call);
  permit(call, role, param(call, "permissionType"), conditionsOf(call));
  noted(call, "iam.role.permissions.add", role);
  return noContent();
};

const change = (call: Call): Answer => {
  const { role, permission } = permissionOf(call);
  const before = permission.body["conditions"];
  permissions(call).replace(permission, { ...permission.body, conditions: conditionsOf(call), lastUpdated: isoTime(call.now) });
  noted(call, before ? "iam.role.permission.conditions.delete" : "iam.role.permission.conditions.add", role);
  return ok(shown(call, role, permission));
};

const remove = (call: Call): Answer => {
  const { role, permission } = permissionOf(call);
  permissions(call).remove(permission.id);
  noted(call, "iam.role.permissions.delete", role);
  return noContent();
};

const all = `${path}/{roleIdOrLabel}/permissions`;
const one = `${all}/{permissionType}`;

/** Custom roles and what they permit. */
export const customRoleRoutes: readonly Route[] = [
  ...crud(roleShape),
  route("GET", all, (call) => {
    const role = findObject(roleShape, call);
    return ok({ permissions: permissions(call).under(role.id).map((permission) => shown(call, role, permission)) });
  }),
  route("GET", one, (call) => {
    const { role, permission } = permissionOf(call);
    return ok(shown(call, role, permission));
  }),
  route("POST", one, add),
  route("PUT", one, change),
  route("DELETE", one, remove),
];

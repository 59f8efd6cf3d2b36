import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Calls } from "../../table/calls.ts";
import { strings, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, parent, set, virtual } from "../../table/kinds/index.ts";
import { plainStrings, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Operation } from "../../table/resource-type.ts";

export const userAdminRoles = resourceType("okta_user_admin_roles", {
  describe: "The standard admin roles that a user has.",
  api: { id: { template: "{user_id}" } },
  attributes: {
    user_id: parent("okta_user", { describe: "The user." }),
    admin_roles: set("$roles", { required: true, describe: "The roles, such as `APP_ADMIN` or `USER_ADMIN`. Those that are not listed are taken away." }),
    disable_notifications: virtual(bool(null, { default: false, describe: "Whether the admin gets none of Okta's notifications." })),
  },
  importId: "{user_id}",
  importBy: (_calls, id) => Promise.resolve({ values: { id, user_id: id }, diagnostics: [] }),
  events: { create: ["user.account.privilege.grant"], update: ["user.account.privilege.grant", "user.account.privilege.revoke"], target: "user_id" },
  scopes: { read: ["okta.roles.read"], manage: ["okta.roles.manage"] },
  readBy: readRoles,
  request: { create: assign, update: assign, delete: (operation) => assign({ ...operation, values: { ...operation.prior, admin_roles: [] } }) },
});

const rolesOf = (values: PlainObject): string => `/api/v1/users/${encodeURIComponent(plainText(values["user_id"]))}/roles`;

/** Roles that come with a group, or are made of permissions, are none of these. */
const isOwn = (role: JsonObject): boolean => role["assignmentType"] === "USER" && role["type"] !== "CUSTOM";

async function readRoles(calls: Calls, prior: PlainObject): Promise<Found> {
  const found = await calls.list(rolesOf(prior));
  if (found.gone) return { diagnostics: [] };
  const $roles = strings(found.items.filter(isOwn).map((role) => role["type"] ?? null));
  const before = plainStrings(prior["admin_roles"]);
  // Where none of the roles is left, there is nothing left of it.
  if (found.ok && before.length > 0 && $roles.length === 0) return { diagnostics: [] };
  return found.ok ? { body: { $roles }, diagnostics: [] } : { diagnostics: found.diagnostics };
}

async function assign({ values, calls }: Operation): Promise<Done> {
  const path = rolesOf(values);
  const now = await calls.list(path);
  if (!now.ok) return { diagnostics: now.gone ? [] : now.diagnostics };
  const wanted = plainStrings(values["admin_roles"]);
  const own = now.items.filter(isOwn);
  const diagnostics: ProviderDiagnostic[] = [];
  for (const role of own.filter((one) => !wanted.includes(text(one["type"]) ?? ""))) {
    diagnostics.push(...(await calls.send("DELETE", `${path}/${text(role["id"]) ?? ""}`, undefined, { accept: [404] })).diagnostics);
  }
  for (const type of wanted.filter((one) => !own.some((role) => role["type"] === one))) {
    const query = `?disableNotifications=${values["disable_notifications"] === true}`;
    diagnostics.push(...(await calls.send("POST", `${path}${query}`, { type })).diagnostics);
  }
  return { id: plainText(values["user_id"]), body: { $roles: wanted }, diagnostics };
}

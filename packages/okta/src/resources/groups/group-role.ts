import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Calls } from "../../table/calls.ts";
import { text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, kept, parent, reference, set, setOfIds, string, virtual } from "../../table/kinds/index.ts";
import { isPlainList, plainStrings, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, PlanCustomization, Written } from "../../table/resource-type.ts";

const roles = "/api/v1/groups/{group_id}/roles";

/** The roles that can be held to some groups. */
const overGroups = ["GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "USER_ADMIN"];

export const groupRole = resourceType("okta_group_role", {
  describe: "An admin role that the members of a group have.",
  api: {
    collection: roles,
    createQuery: (values) => `disableNotifications=${values["disable_notifications"] === true}`,
    object: `${roles}/{id}`,
  },
  attributes: {
    group_id: parent("okta_group", { describe: "The group." }),
    role_type: string("type", { required: true, forceNew: true, describe: "The role: `SUPER_ADMIN`, `ORG_ADMIN`, `APP_ADMIN`, `USER_ADMIN`, `HELP_DESK_ADMIN`, `CUSTOM` …" }),
    role_id: kept(reference("role", "okta_admin_role_custom", { describe: "The role, with `CUSTOM`." })),
    resource_set_id: kept(reference("resource-set", "okta_resource_set", { describe: "What the role is over, with `CUSTOM`." })),
    target_group_list: kept(setOfIds("$groups", "okta_group", { describe: "Groups that the role is held to." })),
    target_app_list: kept(set("$apps", { describe: "Apps that the role is held to: the name of an integration, or `name.id` of one app." })),
    disable_notifications: virtual(bool(null, { default: false, describe: "Whether admins get none of Okta's notifications." })),
  },
  refresh: { list: roles },
  naturalKey: ["group_id", "role_type"],
  importId: "{group_id}/{id}",
  events: {
    create: ["group.privilege.grant"],
    delete: ["group.privilege.revoke"],
    target: "group_id",
  },
  scopes: { read: ["okta.roles.read"], manage: ["okta.roles.manage"] },
  afterEncode: ({ $groups: _groups, $apps: _apps, ...body }) => body,
  complete: readTargets,
  afterWrite: writeTargets,
  customizePlan: replaceWhenFreed,
});

/** A role without targets is over everything: Okta does not let the last one be taken away. */
function replaceWhenFreed(plan: PlanCustomization): void {
  for (const name of ["target_group_list", "target_app_list"]) {
    if (hasSome(plan.prior?.[name]) && !hasSome(plan.planned[name])) plan.forceNew(name);
  }
}

const hasSome = (value: PlainObject[string] | undefined): boolean => isPlainList(value) && value.length > 0;
const targets = (group: string, id: string): string => `/api/v1/groups/${group}/roles/${id}/targets`;

async function readTargets(calls: Calls, body: JsonObject, prior: PlainObject): Promise<Found> {
  const path = targets(plainText(prior["group_id"]), text(body["id"]) ?? "");
  const type = text(body["type"]) ?? "";
  const isNew = prior["role_type"] === undefined;
  const groups = overGroups.includes(type) && (isNew || hasSome(prior["target_group_list"])) ? await calls.list(`${path}/groups?limit=200`) : undefined;
  const apps = type === "APP_ADMIN" && (isNew || hasSome(prior["target_app_list"])) ? await calls.list(`${path}/catalog/apps?limit=200`) : undefined;
  const $groups = groups?.items.flatMap((one) => text(one["id"]) ?? []);
  const $apps = apps?.items.map((one) => (one["id"] === undefined ? (text(one["name"]) ?? "") : `${text(one["name"]) ?? ""}.${text(one["id"]) ?? ""}`));
  const problems = [groups, apps].flatMap((answer) => (answer && !answer.ok ? answer.diagnostics : []));
  return { body: { ...body, ...($groups ? { $groups } : {}), ...($apps ? { $apps } : {}) }, diagnostics: problems };
}

/** What comes is added before what goes is taken away, so that there is always one. */
async function writeTargets({ values, prior, calls, id, answer }: Written): Promise<Done> {
  const path = targets(plainText(values["group_id"]), id);
  const paths = (all: PlainObject | undefined): string[] => [
    ...plainStrings(all?.["target_group_list"]).map((group) => `${path}/groups/${group}`),
    ...plainStrings(all?.["target_app_list"]).map((app) => `${path}/catalog/apps/${app.replace(".", "/")}`),
  ];
  const [before, after] = [paths(prior), paths(values)];
  const steps = [
    ...after.filter((one) => !before.includes(one)).map((one) => ["PUT", one] as const),
    ...before.filter((one) => !after.includes(one)).map((one) => ["DELETE", one] as const),
  ];
  const diagnostics: ProviderDiagnostic[] = [];
  for (const [method, one] of steps) diagnostics.push(...(await calls.send(method, one, undefined, { accept: [404] })).diagnostics);
  return { body: answer, diagnostics };
}

import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Calls } from "../../table/calls.ts";
import { objects, parseJson, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockList, json, parent, reference } from "../../table/kinds/index.ts";
import { readOwnJson } from "../../table/kinds/own-json.ts";
import { plainObjects, plainText, samePlain } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Operation } from "../../table/resource-type.ts";
import { appTypes } from "../families/app.ts";
import { priority } from "../families/policy.ts";

const group = {
  id: reference(null, "okta_group", { required: true, describe: "The group." }),
  priority: priority({ describe: "Its place among the app's groups. Okta puts it last if unset." }),
  profile: json(null, { default: "{}", describe: "What its members' profiles in the app are given, as JSON. What is not named is left alone." }),
};

export const appGroupAssignments = resourceType("okta_app_group_assignments", {
  describe: "Groups whose members may use an app. Groups that are not listed are left alone.",
  api: { id: { template: "{app_id}" } },
  attributes: {
    app_id: parent(appTypes, { describe: "The app." }),
    group: {
      ...blockList("$groups", group, { describe: "A group." }),
      toApi: () => undefined,
      fromApi: (items, { prior }) => readGroups(objects(items), prior["group"]),
    },
  },
  timeouts: ["create", "read", "update"],
  importId: "{app_id}",
  // Places are given anew with each assignment.
  oneAtATime: "/api/v1/apps/{app_id}/groups",
  events: {
    create: ["group.application_assignment.add"],
    update: ["group.application_assignment.add", "group.application_assignment.update", "group.application_assignment.remove"],
    delete: ["group.application_assignment.remove"],
    target: "app_id",
  },
  scopes: { read: ["okta.apps.read"], manage: ["okta.apps.manage"] },
  request: {
    create: (operation) => assign(operation, []),
    update: (operation) => assign(operation, plainObjects(operation.prior["group"])),
    delete: (operation) => assign({ ...operation, values: operation.prior }, plainObjects(operation.prior["group"]), []),
  },
  readBy: readAssignments,
  importBy: (_calls, id) => Promise.resolve({ values: { id, app_id: id }, diagnostics: [] }),
});

const groupsOf = (values: PlainObject): string => `/api/v1/apps/${encodeURIComponent(plainText(values["app_id"]))}/groups`;

async function readAssignments(calls: Calls, prior: PlainObject): Promise<Found> {
  const found = await calls.list(`${groupsOf(prior)}?limit=200`);
  if (found.gone) return { diagnostics: [] };
  const $groups: Json = found.items;
  // Where none of the groups is assigned any more, there is nothing left of it.
  const known = plainObjects(prior["group"]).map((one) => one["id"]);
  if (found.ok && known.length > 0 && !found.items.some((item) => known.includes(text(item["id"]) ?? ""))) return { diagnostics: [] };
  return found.ok ? { body: { $groups }, diagnostics: [] } : { diagnostics: found.diagnostics };
}

/** Those groups that were known, in their order; all of them, by their places, at an import. */
function readGroups(items: readonly JsonObject[], known: Plain | undefined): Plain[] {
  if (known === undefined) return items.toSorted((a, b) => Number(a["priority"] ?? 0) - Number(b["priority"] ?? 0)).map((item) => readGroup(item, undefined));
  return plainObjects(known).flatMap((before) => {
    const item = items.find((one) => one["id"] === before["id"]);
    return item ? [readGroup(item, before)] : [];
  });
}

function readGroup(item: JsonObject, before: PlainObject | undefined): PlainObject {
  const place = typeof item["priority"] === "number" ? item["priority"] : null;
  const profile = readOwnJson(item["profile"], before?.["profile"]);
  return {
    id: text(item["id"]) ?? null,
    // The place that Okta gives a group is nobody's choice.
    priority: before && (before["priority"] ?? null) === null ? null : place,
    profile: (profile === undefined ? before?.["profile"] : profile) ?? "{}",
  };
}

async function assign(operation: Operation, before: readonly PlainObject[], wanted = plainObjects(operation.values["group"])): Promise<Done> {
  const diagnostics: ProviderDiagnostic[] = [];
  for (const one of before.filter((old) => !wanted.some((group) => group["id"] === old["id"]))) {
    const answer = await operation.calls.send("DELETE", pathOf(operation.values, one), undefined, { accept: [404] });
    diagnostics.push(...answer.diagnostics);
  }
  for (const one of wanted.filter((group) => !before.some((old) => samePlain(old, group)))) {
    const answer = await operation.calls.send("PUT", pathOf(operation.values, one), bodyOf(one));
    diagnostics.push(...answer.diagnostics);
  }
  const now = await readAssignments(operation.calls, operation.values);
  const id = plainText(operation.values["app_id"]);
  return { id, ...(now.body ? { body: now.body } : {}), diagnostics: [...diagnostics, ...now.diagnostics] };
}

const pathOf = (values: PlainObject, one: PlainObject): string => `${groupsOf(values)}/${encodeURIComponent(plainText(one["id"]))}`;

function bodyOf(one: PlainObject): JsonObject {
  const profile = parseJson(plainText(one["profile"])) ?? {};
  return { ...(typeof one["priority"] === "number" ? { priority: one["priority"] } : {}), profile };
}

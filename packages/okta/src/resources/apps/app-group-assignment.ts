import { text } from "../../table/json.ts";
import { bool, parent, virtual } from "../../table/kinds/index.ts";
import { ownJson } from "../../table/kinds/own-json.ts";
import type { PlainObject } from "../../table/plain.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Operation } from "../../table/resource-type.ts";
import { appTypes } from "../families/app.ts";
import { priority } from "../families/policy.ts";

const groups = "/api/v1/apps/{app_id}/groups";

export const appGroupAssignment = resourceType("okta_app_group_assignment", {
  describe: "A group whose members may use an app.",
  api: { object: `${groups}/{group_id}`, update: "PUT", id: { template: "{group_id}" } },
  attributes: {
    app_id: parent(appTypes, { describe: "The app." }),
    group_id: parent("okta_group", { describe: "The group." }),
    priority: priority({ onlyIfSet: true, describe: "Its place among the app's groups, from 0. Okta puts it last if unset." }),
    profile: ownJson("profile", "profile", { describe: "What its members' profiles in the app are given, as JSON. What is not named is left alone." }),
    retain_assignment: virtual(bool(null, { default: false, describe: "Whether the group stays assigned when this is destroyed." })),
  },
  timeouts: ["create", "read", "update"],
  refresh: { list: `${groups}?limit=200`, match: (item, prior) => text(item["id"]) === prior["group_id"] },
  naturalKey: ["app_id", "group_id"],
  importId: "{app_id}/{group_id}",
  // Places are given anew with each assignment.
  oneAtATime: groups,
  events: {
    create: ["group.application_assignment.add"],
    update: ["group.application_assignment.update"],
    delete: ["group.application_assignment.remove"],
    target: "group_id",
  },
  scopes: { read: ["okta.apps.read"], manage: ["okta.apps.manage"] },
  request: { create: assign, delete: unassign },
});

/** Assigning is putting the group where it is to be. */
async function assign({ values, body, calls }: Operation): Promise<Done> {
  const answer = await calls.send("PUT", pathOf(values), body);
  return { ...(answer.ok ? { body: answer.body, id: plainText(values["group_id"]) } : {}), diagnostics: answer.diagnostics };
}

async function unassign({ prior, calls }: Operation & { prior: PlainObject }): Promise<Done> {
  if (prior["retain_assignment"] === true) return { diagnostics: [] };
  const answer = await calls.send("DELETE", pathOf(prior), undefined, { accept: [404] });
  return { diagnostics: answer.diagnostics };
}

const pathOf = (values: PlainObject): string =>
  `/api/v1/apps/${encodeURIComponent(plainText(values["app_id"]))}/groups/${encodeURIComponent(plainText(values["group_id"]))}`;

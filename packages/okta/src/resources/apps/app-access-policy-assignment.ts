import type { Attribute } from "../../table/attribute.ts";
import { text } from "../../table/json.ts";
import { reference } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Operation } from "../../table/resource-type.ts";
import { accessPolicyOf, appTypes } from "../families/app.ts";

const policyLink: Attribute = {
  ...reference("_links.accessPolicy.href", "okta_app_signon_policy", { required: true, describe: "The app sign-in policy." }),
  toApi: () => undefined,
  fromApi: (_href, { body }) => accessPolicyOf(body) ?? null,
};

export const appAccessPolicyAssignment = resourceType("okta_app_access_policy_assignment", {
  describe: "The app sign-in policy of an app, apart from the app. Do not set it in both places.",
  style: "framework",
  api: { object: "/api/v1/apps/{app_id}", id: { template: "{app_id}" } },
  attributes: {
    app_id: reference(null, appTypes, { required: true, forceNew: true, describe: "The app." }),
    policy_id: policyLink,
  },
  refresh: { list: "/api/v1/apps?limit=200", match: (app, prior) => text(app["id"]) === prior["app_id"] },
  naturalKey: ["app_id"],
  importId: "{app_id}",
  events: { update: ["application.policy.sign_on.update"], target: "app_id" },
  scopes: { read: ["okta.apps.read"], manage: ["okta.apps.manage"] },
  // An app always has one: it keeps the one that was set.
  delete: false,
  request: { create: assign, update: assign },
});

async function assign({ values, calls }: Operation): Promise<Done> {
  const app = encodeURIComponent(plainText(values["app_id"]));
  const done = await calls.send("PUT", `/api/v1/apps/${app}/policies/${encodeURIComponent(plainText(values["policy_id"]))}`);
  if (!done.ok) return { diagnostics: done.diagnostics };
  const now = await calls.get(`/api/v1/apps/${app}`);
  return { id: plainText(values["app_id"]), ...(now.ok ? { body: now.body } : {}), diagnostics: now.ok ? [] : now.diagnostics };
}

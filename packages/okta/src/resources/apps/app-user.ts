import type { Calls } from "../../table/calls.ts";
import { text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, kept, ownJson, parent, secret, string, virtual } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Found } from "../../table/resource-type.ts";
import { appTypes } from "../families/app.ts";

const users = "/api/v1/apps/{app_id}/users";

export const appUser = resourceType("okta_app_user", {
  describe: "A user who may use an app.",
  api: { collection: users, object: `${users}/{user_id}`, update: "POST", id: { template: "{user_id}" } },
  constants: { scope: "USER" },
  attributes: {
    app_id: parent(appTypes, { describe: "The app." }),
    user_id: parent("okta_user", { describe: "The user." }),
    username: kept(
      string("credentials.userName", {
        equivalent: ({ next }) => next["has_shared_username"] === true,
        describe: "The user's name in the app. Where everybody shares one, it is the app's.",
      }),
    ),
    password: secret("credentials.password.value", { describe: "The user's password in the app." }),
    profile: ownJson("profile", "profile", { describe: "The user's profile in the app, as JSON. What is not named is left alone." }),
    retain_assignment: virtual(bool(null, { default: false, describe: "Whether the user stays assigned when this is destroyed." })),
    has_shared_username: kept(bool("$shared", { computed: true, describe: "Whether everybody shares one user name." })),
  },
  refresh: { list: `${users}?limit=500`, match: (item, prior) => text(item["id"]) === prior["user_id"] },
  naturalKey: ["app_id", "user_id"],
  importId: "{app_id}/{user_id}",
  events: {
    create: ["application.user_membership.add"],
    update: ["application.user_membership.update", "application.user_membership.change_username"],
    delete: ["application.user_membership.remove"],
    target: "user_id",
  },
  scopes: { read: ["okta.apps.read"], manage: ["okta.apps.manage"] },
  afterEncode: (body, { values, operation }) => (operation === "create" ? { ...body, id: plainText(values["user_id"]) } : body),
  complete: readScheme,
  request: {
    delete: async ({ prior, calls }) => {
      if (prior["retain_assignment"] === true) return { diagnostics: [] };
      const path = `/api/v1/apps/${plainText(prior["app_id"])}/users/${plainText(prior["user_id"])}`;
      return { diagnostics: (await calls.send("DELETE", path, undefined, { accept: [404] })).diagnostics };
    },
  },
});

/** How the app knows passwords is asked for once. */
async function readScheme(calls: Calls, body: JsonObject, prior: PlainObject): Promise<Found> {
  if (typeof prior["has_shared_username"] === "boolean") return { body, diagnostics: [] };
  const app = await calls.get(`/api/v1/apps/${encodeURIComponent(plainText(prior["app_id"]))}`);
  const $shared = getPath(app.body, "credentials.scheme") === "SHARED_USERNAME_AND_PASSWORD";
  return { body: { ...body, $shared }, diagnostics: app.ok ? [] : app.diagnostics };
}

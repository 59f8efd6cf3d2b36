import { string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";

const types = "/api/v1/meta/types/user";

export const userType = resourceType("okta_user_type", {
  describe: "A user type: users of it have a profile of their own form.",
  api: { collection: types, object: `${types}/{id}`, update: "POST", idPrefix: "oty" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the type. It cannot change." }),
    display_name: string("displayName", { required: true, describe: "The name that people see." }),
    description: string("description", { required: true, describe: "What the type is for." }),
  },
  refresh: { list: types },
  naturalKey: ["name"],
  events: { create: ["directory.non_default_user_profile.create"] },
  scopes: { read: ["okta.userTypes.read"], manage: ["okta.userTypes.manage"] },
  request: {
    // While a new type is still being set up, Okta answers that it failed.
    delete: async ({ prior, calls }) => {
      const done = await calls.send("DELETE", `${types}/${plainText(prior["id"])}`, undefined, { accept: [404], retryOn: [500, 409] });
      return { diagnostics: done.diagnostics };
    },
  },
});

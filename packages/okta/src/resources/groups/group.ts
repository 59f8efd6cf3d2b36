import { bool, equivalentJson, json, string, virtual } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

export const group = resourceType("okta_group", {
  describe: "A group of users.",
  api: { collection: "/api/v1/groups", object: "/api/v1/groups/{id}", update: "PUT", idPrefix: "00g" },
  attributes: {
    custom_profile_attributes: {
      ...json("profile", {
        except: ["name", "description"],
        describe: "Custom profile attributes as JSON, one key for each property of the group schema.",
      }),
      equivalent: equivalentJson,
    },
    name: string("profile.name", { required: true, describe: "The name of the group." }),
    description: string("profile.description", { describe: "What the group is for." }),
    skip_users: virtual(bool(null, { default: false, deprecated: "It has no effect any more." })),
  },
  refresh: { list: "/api/v1/groups?limit=200" },
  naturalKey: ["name"],
  events: { create: ["group.lifecycle.create"], update: ["group.profile.update"], delete: ["group.lifecycle.delete"] },
  scopes: { read: ["okta.groups.read"], manage: ["okta.groups.manage"] },
});

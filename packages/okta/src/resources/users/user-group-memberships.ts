import { parent, setOfIds } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const member = "/api/v1/groups/{key}/users/{user_id}";

export const userGroupMemberships = resourceType("okta_user_group_memberships", {
  describe: "Groups that a user is a member of. Groups that are not listed are left alone.",
  api: { id: { template: "{user_id}" } },
  attributes: {
    user_id: parent("okta_user", { describe: "The user." }),
    groups: setOfIds(null, "okta_group", { required: true, describe: "The groups that the user is a member of." }),
  },
  members: {
    attribute: "groups",
    list: "/api/v1/users/{user_id}/groups",
    key: "id",
    add: { method: "PUT", path: member },
    remove: { path: member },
  },
  importable: false,
  events: { create: ["group.user_membership.add"], update: ["group.user_membership.add", "group.user_membership.remove"], target: "user_id" },
  scopes: { read: ["okta.users.read"], manage: ["okta.groups.manage"] },
});

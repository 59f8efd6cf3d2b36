import { bool, parent, setOfIds, virtual } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

export const groupMemberships = resourceType("okta_group_memberships", {
  describe: "Users who are members of a group.",
  api: { id: { template: "{group_id}" } },
  attributes: {
    group_id: parent("okta_group", { describe: "The group." }),
    users: setOfIds(null, "okta_user", { required: true, describe: "The users who are members." }),
    track_all_users: virtual(
      bool(null, { default: false, describe: "Whether members that are not listed count as a difference, and are taken out." }),
    ),
  },
  members: {
    attribute: "users",
    list: "/api/v1/groups/{group_id}/users?limit=200",
    key: "id",
    add: { method: "PUT", path: "/api/v1/groups/{group_id}/users/{key}" },
    remove: { path: "/api/v1/groups/{group_id}/users/{key}" },
    authoritative: (values) => values["track_all_users"] === true,
  },
  importId: "{group_id}",
  // "<group id>/true" also tracks all users.
  importBy: (_calls, id) => {
    const [groupId = "", track] = id.split("/");
    return Promise.resolve({ values: { id: groupId, group_id: groupId, track_all_users: track === "true" }, diagnostics: [] });
  },
  events: { create: ["group.user_membership.add"], update: ["group.user_membership.add", "group.user_membership.remove"], target: "group_id" },
  scopes: { read: ["okta.groups.read"], manage: ["okta.groups.manage"] },
});

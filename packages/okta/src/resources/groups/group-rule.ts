import { bool, setOfIds, status, string, virtual } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

export const groupRule = resourceType("okta_group_rule", {
  describe: "Adds users to groups while an expression about them is true.",
  api: { collection: "/api/v1/groups/rules", object: "/api/v1/groups/rules/{id}", update: "PUT", idPrefix: "0pr" },
  constants: { type: "group_rule" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the rule." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    expression_type: string("conditions.expression.type", { default: "urn:okta:expression:1.0", describe: "The language of the expression." }),
    expression_value: string("conditions.expression.value", { required: true, describe: "The expression that decides." }),
    // Okta refuses to change a rule's groups, even while the rule is inactive.
    group_assignments: setOfIds("actions.assignUserToGroups.groupIds", "okta_group", {
      required: true,
      forceNew: true,
      describe: "The groups that users are added to.",
    }),
    users_excluded: setOfIds("conditions.people.users.exclude", "okta_user", { describe: "Users who are never added." }),
    remove_assigned_users: virtual(bool(null, { describe: "Whether destroying the rule takes its users out of the groups." })),
  },
  lifecycle: {
    activate: "/api/v1/groups/rules/{id}/lifecycle/activate",
    deactivate: "/api/v1/groups/rules/{id}/lifecycle/deactivate",
    updateOnlyWhile: "INACTIVE",
    deleteOnlyWhile: "INACTIVE",
    retryOn: [423],
    replaceWhen: { status: "INVALID" },
  },
  deleteQuery: { removeUsers: "remove_assigned_users" },
  refresh: { list: "/api/v1/groups/rules?limit=200" },
  naturalKey: ["name"],
  events: {
    update: [
      "group.user_membership.rule.trigger",
      "group.user_membership.rule.deactivated",
      "group.user_membership.rule.invalidate",
      "group.user_membership.rule.add_exclusion",
    ],
  },
  scopes: { read: ["okta.groups.read"], manage: ["okta.groups.manage"] },
});

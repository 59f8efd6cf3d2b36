import { reference, setOfIds, status, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appConditions } from "../families/conditions.ts";
import { network, priority, ruleFacts } from "../families/policy.ts";

export const policyRuleMfa = resourceType("okta_policy_rule_mfa", {
  describe: "A rule of an authenticator enrollment policy: when people are asked to enroll.",
  ...ruleFacts,
  constants: { type: "MFA_ENROLL" },
  attributes: {
    policy_id: reference(null, "okta_policy_mfa", { forceNew: true, describe: "The policy." }),
    name: string("name", { required: true, forceNew: true, describe: "The name of the rule." }),
    priority: priority(),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    users_excluded: setOfIds("conditions.people.users.exclude", "okta_user", { describe: "Users it is not for." }),
    ...network,
    ...appConditions,
    enroll: string("actions.enroll.self", { default: "CHALLENGE", describe: "When they are asked: `CHALLENGE`, `LOGIN` or `NEVER`." }),
  },
  naturalKey: ["policy_id", "name"],
});

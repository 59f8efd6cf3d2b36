import { string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { passwordSettings, shapePasswordSettings } from "../families/password-settings.ts";
import { orderedPolicy, policyFacts } from "../families/policy.ts";

export const policyPassword = resourceType("okta_policy_password", {
  describe: "A password policy: how passwords must be, how long they hold, and how they are recovered.",
  ...policyFacts("PASSWORD"),
  constants: { type: "PASSWORD" },
  attributes: {
    ...orderedPolicy,
    auth_provider: string("conditions.authProvider.provider", {
      default: "OKTA",
      describe: "Where its users' passwords are kept: `OKTA`, `ACTIVE_DIRECTORY` or `LDAP`.",
    }),
    ...passwordSettings,
  },
  naturalKey: ["name"],
  afterEncode: shapePasswordSettings,
});

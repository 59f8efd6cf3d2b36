import { resourceType } from "../../table/resource-type.ts";
import { passwordSettings, shapePasswordSettings } from "../families/password-settings.ts";
import { defaultPolicy, defaultPolicyFacts } from "../families/policy.ts";
import { string } from "../../table/kinds/index.ts";

const { password_exclude_username: userName, password_history_count: history, password_show_lockout_failures: lockout } = passwordSettings;

export const policyPasswordDefault = resourceType("okta_policy_password_default", {
  describe: "The password policy for everyone whom no other one is for.",
  ...defaultPolicyFacts("PASSWORD"),
  constants: { type: "PASSWORD" },
  attributes: {
    ...defaultPolicy,
    default_auth_provider: string("conditions.authProvider.provider", { computed: true, describe: "Where its users' passwords are kept." }),
    ...passwordSettings,
    ...(userName && history && lockout
      ? {
          password_exclude_username: { ...userName, default: true },
          password_history_count: { ...history, default: 4 },
          password_show_lockout_failures: { ...lockout, default: false },
        }
      : {}),
  },
  afterEncode: shapePasswordSettings,
});

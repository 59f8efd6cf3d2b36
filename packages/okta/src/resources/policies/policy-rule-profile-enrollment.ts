import { objects, strings, text } from "../../table/json.ts";
import { blockList, bool, parent, reference, set, string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { ruleFacts } from "../families/policy.ts";

const enrollment = "actions.profileEnrollment";
const { lifecycle: _lifecycle, ordered: _ordered, oneAtATime: _turn, ...facts } = ruleFacts;

const profileAttribute = {
  name: string("name", { required: true, describe: "The name of the property." }),
  label: string("label", { required: true, describe: "What people read." }),
  required: bool("required", { default: false, describe: "Whether it must be given." }),
};

export const policyRuleProfileEnrollment = resourceType("okta_policy_rule_profile_enrollment", {
  describe: "The rule of a user profile policy. Each policy has one: it is found, never made.",
  ...facts,
  // Its name is Okta's, and has to be sent.
  api: { ...facts.api, updatesOver: "current" },
  constants: { type: "PROFILE_ENROLLMENT" },
  attributes: {
    policy_id: parent("okta_policy_profile_enrollment", { describe: "The policy." }),
    name: string("name", { computed: true, describe: "The name of the rule." }),
    status: string("status", { computed: true, describe: "The status of the rule." }),
    unknown_user_action: string(`${enrollment}.unknownUserAction`, { required: true, describe: "What happens with people who have no account: `DENY` or `REGISTER`." }),
    access: string(`${enrollment}.access`, { default: "ALLOW", describe: "`ALLOW` or `DENY`." }),
    email_verification: bool(`${enrollment}.activationRequirements.emailVerification`, { default: true, describe: "Whether their e-mail address is verified first." }),
    progressive_profiling_action: string(`${enrollment}.progressiveProfilingAction`, {
      default: "DISABLED",
      describe: "Whether people who have an account are asked for what is missing: `ENABLED` or `DISABLED`.",
    }),
    inline_hook_id: {
      ...reference(`${enrollment}.preRegistrationInlineHooks`, "okta_inline_hook", { describe: "The inline hook that is asked first." }),
      toApi: (id) => [{ inlineHookId: plainText(id) }],
      fromApi: (hooks) => text(objects(hooks)[0]?.["inlineHookId"]) ?? null,
    },
    target_group_id: {
      ...reference(`${enrollment}.targetGroupIds`, "okta_group", { describe: "The group that they come into." }),
      toApi: (id) => [plainText(id)],
      fromApi: (groups) => strings(groups)[0] ?? null,
    },
    ui_schema_id: reference(`${enrollment}.uiSchemaId`, "okta_ui_schema", { describe: "The form that they fill in." }),
    enroll_authenticator_types: set(`${enrollment}.enrollAuthenticatorTypes`, { describe: "Authenticators that they enroll." }),
    profile_attributes: blockList(`${enrollment}.profileAttributes`, profileAttribute, { describe: "What they are asked for." }),
  },
  naturalKey: ["policy_id"],
  exists: { list: "/api/v1/policies/{policy_id}/rules", match: () => true, destroy: "forget" },
  delete: false,
});

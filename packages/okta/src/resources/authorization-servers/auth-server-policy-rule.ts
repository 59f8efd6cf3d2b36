import { bool, int, parent, reference, set, setOfIds, status, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const rules = "/api/v1/authorizationServers/{auth_server_id}/policies/{policy_id}/rules";
const rule = `${rules}/{id}`;

export const authServerPolicyRule = resourceType("okta_auth_server_policy_rule", {
  describe: "A rule of an authorization server's policy: who gets which tokens, and for how long.",
  api: { collection: rules, object: rule, update: "PUT", idPrefix: "0pr" },
  constants: { "conditions.people.users": {}, "conditions.people.groups": {}, "conditions.scopes": {} },
  attributes: {
    auth_server_id: parent("okta_auth_server", { describe: "The authorization server." }),
    policy_id: parent("okta_auth_server_policy", { describe: "The policy." }),
    name: string("name", { required: true, describe: "The name of the rule." }),
    priority: int("priority", { required: true, describe: "Its place among the policy's rules, from 1." }),
    type: string("type", { default: "RESOURCE_ACCESS", describe: "The type of the rule." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    system: bool("system", { computed: true, describe: "Whether Okta made it." }),
    grant_type_whitelist: set("conditions.grantTypes.include", { required: true, describe: "The grant types it allows." }),
    scope_whitelist: set("conditions.scopes.include", { describe: "The scopes it allows; `*` is any." }),
    user_whitelist: setOfIds("conditions.people.users.include", "okta_user", { describe: "Users it is for." }),
    user_blacklist: setOfIds("conditions.people.users.exclude", "okta_user", { describe: "Users it is not for." }),
    group_whitelist: setOfIds("conditions.people.groups.include", "okta_group", { describe: "Groups it is for, or `EVERYONE`." }),
    group_blacklist: setOfIds("conditions.people.groups.exclude", "okta_group", { describe: "Groups it is not for." }),
    access_token_lifetime_minutes: int("actions.token.accessTokenLifetimeMinutes", {
      default: 60,
      describe: "How long an access token holds, 5 to 1440 minutes.",
    }),
    refresh_token_lifetime_minutes: int("actions.token.refreshTokenLifetimeMinutes", {
      unset: 0,
      describe: "How long a refresh token holds; 0 is for ever.",
    }),
    refresh_token_window_minutes: int("actions.token.refreshTokenWindowMinutes", {
      default: 10080,
      describe: "How long a refresh token holds when it is not used, 5 to 2628000 minutes.",
    }),
    inline_hook_id: reference("actions.token.inlineHook.id", "okta_inline_hook", { describe: "The inline hook that may change tokens." }),
  },
  lifecycle: { activate: `${rule}/lifecycle/activate`, deactivate: `${rule}/lifecycle/deactivate` },
  // Each insertion shifts the others.
  oneAtATime: rules,
  ordered: true,
  refresh: { list: rules },
  naturalKey: ["auth_server_id", "policy_id", "name"],
  importId: "{auth_server_id}/{policy_id}/{id}",
  events: {
    create: ["policy.rule.add"],
    update: ["policy.rule.update", "policy.rule.activate", "policy.rule.deactivate"],
    delete: ["policy.rule.delete"],
  },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

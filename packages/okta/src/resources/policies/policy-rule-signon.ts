import type { Attribute, AttributeOptions } from "../../table/attribute.ts";
import { objects, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockList, bool, int, reference, setOfIds, status, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { getPath } from "../../table/path.ts";
import { plainObjects, plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { network, priority, ruleFacts } from "../families/policy.ts";

/** The level of risk has two arguments, one of them misspelt. Okta's answer belongs to the one that is used. */
const risk = (name: string, options: AttributeOptions): Attribute => ({
  ...string("conditions.riskScore.level", options),
  fromApi: (property, { prior }) => {
    const before = prior[name];
    if (before === undefined) return name === "risk_level" && property !== "ANY" ? (text(property) ?? null) : null;
    return before === null || before === "" ? undefined : text(property);
  },
});

export const policyRuleSignon = resourceType("okta_policy_rule_signon", {
  describe: "A rule of a global session policy: who may sign in from where, with what, and for how long.",
  ...ruleFacts,
  constants: { type: "SIGN_ON" },
  attributes: {
    policy_id: reference(null, "okta_policy_signon", { forceNew: true, describe: "The policy." }),
    name: string("name", { required: true, forceNew: true, describe: "The name of the rule." }),
    priority: priority(),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    users_excluded: setOfIds("conditions.people.users.exclude", "okta_user", { describe: "Users it is not for." }),
    ...network,
    authtype: string("conditions.authContext.authType", { default: "ANY", describe: "Where the sign-on begins: `ANY`, `RADIUS` or `LDAP_INTERFACE`." }),
    identity_provider: string("conditions.identityProvider.provider", {
      default: "ANY",
      describe: "The identity providers it is for: `ANY`, `OKTA` or `SPECIFIC_IDP`.",
    }),
    identity_provider_ids: setOfIds("conditions.identityProvider.idpIds", ["okta_idp_oidc", "okta_idp_saml", "okta_idp_social"], {
      describe: "The identity providers, with `SPECIFIC_IDP`.",
    }),
    behaviors: setOfIds("conditions.risk.behaviors", "okta_behavior", { describe: "Behaviors it is for." }),
    risc_level: risk("risc_level", { deprecated: "Use `risk_level`.", describe: "An older spelling of `risk_level`." }),
    risk_level: risk("risk_level", { describe: "The level of risk it is for: `ANY`, `LOW`, `MEDIUM` or `HIGH`." }),
    access: string("actions.signon.access", { default: "ALLOW", describe: "`ALLOW`, `DENY` or `CHALLENGE`." }),
    primary_factor: string("actions.signon.primaryFactor", {
      optional: true,
      computed: true,
      describe: "What comes first: `PASSWORD_IDP` or `PASSWORD_IDP_ANY_FACTOR`. Identity Engine only.",
    }),
    mfa_required: bool("actions.signon.requireFactor", { default: false, describe: "Whether a second factor is asked for." }),
    mfa_prompt: kept(string("actions.signon.factorPromptMode", { describe: "When it is asked for: `DEVICE`, `SESSION` or `ALWAYS`." })),
    mfa_lifetime: kept(int("actions.signon.factorLifetime", { describe: "After how many minutes it is asked for again." })),
    mfa_remember_device: bool("actions.signon.rememberDeviceByDefault", { default: false, describe: "Whether the device is remembered." }),
    session_idle: int("actions.signon.session.maxSessionIdleMinutes", { default: 120, describe: "After how many idle minutes a session ends." }),
    session_lifetime: int("actions.signon.session.maxSessionLifetimeMinutes", {
      default: 120,
      describe: "After how many minutes a session ends; 0 is never.",
    }),
    session_persistent: bool("actions.signon.session.usePersistentCookie", { default: false, describe: "Whether it outlasts the browser's." }),
    factor_sequence: factorSequence(),
  },
  naturalKey: ["policy_id", "name"],
});

/** Chains of factors. Each begins with one factor and goes on with those of its next step. */
function factorSequence(): Attribute {
  const secondary = blockList(null, {
    factor_type: string("factorType", { required: true, describe: "The type of the factor." }),
    provider: string("provider", { required: true, describe: "Who provides it." }),
  }, { describe: "A factor that is asked for after the first." });
  const attributes = {
    primary_criteria_factor_type: string(null, { required: true, describe: "The type of the first factor." }),
    primary_criteria_provider: string(null, { required: true, describe: "Who provides it." }),
    secondary_criteria: secondary,
  };
  return {
    ...blockList("actions.signon.challenge.chain", attributes, { describe: "Factors in the order in which they are asked for, with `CHALLENGE`." }),
    toApi: (chains) => plainObjects(chains).map(toChain),
    fromApi: (property) => objects(property).map(fromChain),
  };
}

function toChain(chain: PlainObject): JsonObject {
  const second = plainObjects(chain["secondary_criteria"]).map((one) => criterion(one["provider"], one["factor_type"]));
  return {
    criteria: [criterion(chain["primary_criteria_provider"], chain["primary_criteria_factor_type"])],
    ...(second.length > 0 ? { next: [{ criteria: second }] } : {}),
  };
}

const criterion = (provider: Plain | undefined, type: Plain | undefined): JsonObject => ({ provider: plainText(provider), factorType: plainText(type) });

function fromChain(chain: JsonObject): PlainObject {
  const [first] = objects(chain["criteria"]);
  const second = objects(chain["next"]).flatMap((next) => objects(next["criteria"]));
  return {
    primary_criteria_factor_type: part(first, "factorType"),
    primary_criteria_provider: part(first, "provider"),
    secondary_criteria: second.map((one) => ({ factor_type: part(one, "factorType"), provider: part(one, "provider") })),
  };
}

const part = (one: Json | undefined, name: string): Plain => text(getPath(one, name)) ?? null;

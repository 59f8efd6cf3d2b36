import type { Attribute } from "../../table/attribute.ts";
import { objects, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { blockList, blockSet, bool, reference, status, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { getPath, removePath, setPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appConditions, platformConditions } from "../families/conditions.ts";
import { network, priority, ruleFacts } from "../families/policy.ts";

const idp = "actions.idp";

const provider = {
  type: string("type", { describe: "The type of the identity provider: `OKTA`, `SAML2`, `OIDC`, `GOOGLE` …" }),
  id: { ...string("id", { describe: "The identity provider." }), refersTo: ["okta_idp_oidc", "okta_idp_saml", "okta_idp_social"] },
};

const pattern = {
  match_type: string("matchType", { describe: "`SUFFIX`, `EQUALS`, `STARTS_WITH`, `CONTAINS` or `EXPRESSION`." }),
  value: string("value", { describe: "What the identifier is compared with." }),
};

/** The one criterion that a dynamic choice has. */
const criterion = (property: string, attribute: Attribute): Attribute =>
  kept({
    ...attribute,
    toApi: (value) => [{ [property]: plainText(value) }],
    fromApi: (criteria) => text(objects(criteria)[0]?.[property]) ?? null,
  });

export const policyRuleIdpDiscovery = resourceType("okta_policy_rule_idp_discovery", {
  describe: "A routing rule: which identity provider people sign in with.",
  ...ruleFacts,
  constants: { type: "IDP_DISCOVERY" },
  attributes: {
    policy_id: reference(null, "okta_policy", { forceNew: true, describe: "The policy: there is one, `Idp Discovery Policy`." }),
    name: string("name", { required: true, forceNew: true, describe: "The name of the rule." }),
    priority: priority(),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    ...network,
    ...appConditions,
    ...platformConditions,
    user_identifier_type: string("conditions.userIdentifier.type", { describe: "What patterns are compared with: `IDENTIFIER` or `ATTRIBUTE`." }),
    user_identifier_attribute: string("conditions.userIdentifier.attribute", { describe: "The attribute of the profile, with `ATTRIBUTE`." }),
    user_identifier_patterns: blockSet("conditions.userIdentifier.patterns", pattern, { describe: "Patterns of user names." }),
    selection_type: kept(string(`${idp}.idpSelectionType`, { default: "SPECIFIC", describe: "How the provider is chosen: `SPECIFIC` or `DYNAMIC`." })),
    idp_providers: blockList(`${idp}.providers`, provider, { optional: true, computed: true, describe: "The providers, with `SPECIFIC`." }),
    provider_expression: criterion("providerExpression", string(`${idp}.matchCriteria`, { describe: "The expression that gives the provider, with `DYNAMIC`." })),
    property_name: criterion(
      "propertyName",
      string(`${idp}.$matchProperty`, { optional: true, computed: true, describe: "The property of providers that it is compared with." }),
    ),
    should_fall_back_to_okta: kept(bool(`${idp}.shouldFallbackToOkta`, { default: false, describe: "Whether Okta itself is there when that fails, with `DYNAMIC`." })),
  },
  naturalKey: ["policy_id", "name"],
  afterEncode: (body, { values }) => (values["selection_type"] === "DYNAMIC" ? dynamic(body) : specific(body)),
  beforeDecode: (body) => withMatchProperty(body),
});

/** Both parts of the criterion in one; no providers. */
function dynamic(body: JsonObject): JsonObject {
  const parts = [...objects(getPath(body, `${idp}.matchCriteria`)), ...objects(getPath(body, `${idp}.$matchProperty`))];
  const rest = removePath(removePath(body, `${idp}.providers`), `${idp}.$matchProperty`);
  return setPath(rest, `${idp}.matchCriteria`, [Object.assign({ propertyName: "name" }, ...parts)]);
}

/** Nothing of what belongs to a dynamic choice. */
const specific = (body: JsonObject): JsonObject =>
  ["matchCriteria", "$matchProperty", "shouldFallbackToOkta"].reduce((rest, name) => removePath(rest, `${idp}.${name}`), body);

function withMatchProperty(body: JsonObject): JsonObject {
  const criteria = getPath(body, `${idp}.matchCriteria`);
  return criteria === undefined ? body : setPath(body, `${idp}.$matchProperty`, criteria);
}

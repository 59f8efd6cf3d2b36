import { bool, set, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { resourceType } from "../../table/resource-type.ts";
import { idpAttributes, idpFacts, oauthClient, readUserType, trustClaims, userTypeOf } from "../families/idp.ts";

const endpoint = (name: string, describe: string, required = true) => ({
  url: string(`protocol.endpoints.${name}.url`, { ...(required ? { required } : {}), describe }),
  binding: string(`protocol.endpoints.${name}.binding`, { ...(required ? { required } : {}), describe: "How it is asked: `HTTP-POST` or `HTTP-REDIRECT`." }),
});

const authorization = endpoint("authorization", "Where people sign in.");
const token = endpoint("token", "Where tokens are given.");
const jwks = endpoint("jwks", "Where its keys are.");
const userInfo = endpoint("userInfo", "Where more about people is said.", false);
const signature = "protocol.algorithms.request.signature";

export const idpOidc = resourceType("okta_idp_oidc", {
  describe: "An OpenID Connect identity provider.",
  ...idpFacts,
  constants: { type: "OIDC" },
  attributes: {
    ...idpAttributes,
    ...trustClaims,
    ...userTypeOf,
    ...oauthClient(true),
    type: string("type", { computed: true, describe: "The type of the identity provider." }),
    protocol_type: string("protocol.type", { default: "OIDC", describe: "`OIDC` or `OAUTH2`." }),
    scopes: set("protocol.scopes", { required: true, describe: "The scopes that are asked for." }),
    issuer_url: string("protocol.issuer.url", { required: true, describe: "Who issues its tokens." }),
    authorization_url: authorization.url,
    authorization_binding: authorization.binding,
    token_url: token.url,
    token_binding: token.binding,
    jwks_url: jwks.url,
    jwks_binding: jwks.binding,
    user_info_url: userInfo.url,
    user_info_binding: userInfo.binding,
    pkce_required: kept(bool("protocol.credentials.client.pkce_required", { describe: "Whether PKCE is used." })),
    request_signature_algorithm: kept(string(`${signature}.algorithm`, { default: "HS256", describe: "What requests are signed with: `HS256`, `HS384`, `HS512` …" })),
    request_signature_scope: kept(string(`${signature}.scope`, { default: "REQUEST", describe: "Whether requests are signed: `REQUEST` or `NONE`." })),
    filter: string("policy.subject.filter", { describe: "A pattern that user names must fit." }),
    participate_slo: bool("protocol.settings.participateSlo", { describe: "Whether signing out of Okta signs out of it." }),
    slo_url: string("protocol.endpoints.slo.url", { describe: "Where people sign out." }),
  },
  complete: readUserType,
});

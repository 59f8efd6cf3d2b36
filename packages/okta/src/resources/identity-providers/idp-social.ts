import { int, secret, set, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { resourceType } from "../../table/resource-type.ts";
import { idpAttributes, idpFacts, oauthClient } from "../families/idp.ts";

const endpoints = "protocol.endpoints";
const signing = "protocol.credentials.signing";
const trust = "protocol.credentials.trust";

export const idpSocial = resourceType("okta_idp_social", {
  describe: "A social identity provider, such as Google or Apple.",
  ...idpFacts,
  attributes: {
    ...idpAttributes,
    ...oauthClient(false),
    type: string("type", { required: true, describe: "`GOOGLE`, `FACEBOOK`, `LINKEDIN`, `MICROSOFT`, `APPLE`, `GITHUB` …" }),
    protocol_type: string("protocol.type", { default: "OAUTH2", describe: "`OIDC` or `OAUTH2`." }),
    scopes: set("protocol.scopes", { required: true, describe: "The scopes that are asked for." }),
    authorization_url: string(`${endpoints}.authorization.url`, { computed: true, describe: "Where people sign in." }),
    authorization_binding: string(`${endpoints}.authorization.binding`, { computed: true, describe: "How it is asked." }),
    token_url: string(`${endpoints}.token.url`, { computed: true, describe: "Where tokens are given." }),
    token_binding: string(`${endpoints}.token.binding`, { computed: true, describe: "How it is asked." }),
    apple_kid: kept(string(`${signing}.kid`, { describe: "The id of the key, for Apple." })),
    apple_team_id: kept(string(`${signing}.teamId`, { describe: "The team of the developer account, for Apple." })),
    apple_private_key: secret(`${signing}.privateKey`, { describe: "The private key, for Apple." }),
    trust_issuer: string(`${trust}.issuer`, { computed: true, describe: "Whom its tokens are believed from." }),
    trust_audience: string(`${trust}.audience`, { computed: true, describe: "Who its tokens are for." }),
    trust_kid: string(`${trust}.kid`, { computed: true, describe: "The key that they are signed with." }),
    trust_revocation: string(`${trust}.revocation`, { computed: true, describe: "How revoked certificates are known." }),
    trust_revocation_cache_lifetime: int(`${trust}.revocationCacheLifetime`, { computed: true, describe: "How long that is remembered." }),
  },
});

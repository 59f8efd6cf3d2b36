import { bool, set, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { resourceType } from "../../table/resource-type.ts";
import { idpAttributes, idpFacts, readUserType, trustClaims, userTypeOf } from "../families/idp.ts";

const trust = "protocol.credentials.trust";
const algorithms = "protocol.algorithms";

export const idpSaml = resourceType("okta_idp_saml", {
  describe: "A SAML 2.0 identity provider.",
  ...idpFacts,
  constants: { type: "SAML2", "protocol.type": "SAML2", "protocol.endpoints.acs.binding": "HTTP-POST" },
  attributes: {
    ...idpAttributes,
    ...trustClaims,
    ...userTypeOf,
    type: string("type", { computed: true, describe: "The type of the identity provider." }),
    issuer: string(`${trust}.issuer`, { required: true, describe: "Who issues its assertions." }),
    kid: { ...string(`${trust}.kid`, { required: true, describe: "The key that they are signed with." }), refersTo: "okta_idp_saml_key" },
    audience: string(`${trust}.audience`, { computed: true, describe: "Who they are for: Okta, as it is known there." }),
    acs_type: string("protocol.endpoints.acs.type", { default: "INSTANCE", describe: "Where they are sent: an address of its own (`INSTANCE`) or the org's (`ORG`)." }),
    acs_binding: string("protocol.endpoints.acs.binding", { computed: true, describe: "How they are sent." }),
    sso_url: string("protocol.endpoints.sso.url", { required: true, describe: "Where people sign in." }),
    sso_binding: string("protocol.endpoints.sso.binding", { default: "HTTP-POST", describe: "How requests are sent: `HTTP-POST` or `HTTP-REDIRECT`." }),
    sso_destination: string("protocol.endpoints.sso.destination", { onlyIfSet: true, describe: "Where requests say they are sent." }),
    name_format: string("protocol.settings.nameFormat", {
      default: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
      describe: "The form of names that is asked for.",
    }),
    honor_persistent_name_id: bool("protocol.settings.honorPersistentNameId", { unset: false, describe: "Whether a persistent name keeps an account linked." }),
    request_signature_algorithm: kept(string(`${algorithms}.request.signature.algorithm`, { default: "SHA-256", describe: "What requests are signed with: `SHA-256` or `SHA-1`." })),
    request_signature_scope: kept(string(`${algorithms}.request.signature.scope`, { default: "REQUEST", describe: "Whether requests are signed: `REQUEST` or `NONE`." })),
    response_signature_algorithm: kept(string(`${algorithms}.response.signature.algorithm`, { default: "SHA-256", describe: "The least that responses are signed with." })),
    response_signature_scope: kept(string(`${algorithms}.response.signature.scope`, { default: "ANY", describe: "What must be signed: `RESPONSE`, `ASSERTION` or `ANY`." })),
    subject_filter: string("policy.subject.filter", { describe: "A pattern that user names must fit." }),
    subject_format: set("policy.subject.format", { describe: "The form of names." }),
  },
  complete: readUserType,
});

import { bool, parent, set, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const claims = "/api/v1/authorizationServers/{auth_server_id}/claims";

export const authServerClaim = resourceType("okta_auth_server_claim", {
  describe: "A claim that an authorization server puts into tokens.",
  api: { collection: claims, object: `${claims}/{id}`, update: "PUT", idPrefix: "ocl" },
  constants: { conditions: {} },
  attributes: {
    auth_server_id: parent("okta_auth_server", { describe: "The authorization server." }),
    name: string("name", { required: true, describe: "The name of the claim." }),
    claim_type: string("claimType", { required: true, describe: "The token it is for: `RESOURCE` (access token) or `IDENTITY` (ID token)." }),
    value_type: string("valueType", { default: "EXPRESSION", describe: "What `value` is: `EXPRESSION` or `GROUPS`." }),
    value: string("value", { required: true, describe: "The expression, or what the names of groups are compared with." }),
    group_filter_type: string("group_filter_type", {
      describe: "How groups are chosen, with `GROUPS`: `STARTS_WITH`, `EQUALS`, `CONTAINS` or `REGEX`.",
    }),
    scopes: set("conditions.scopes", { describe: "The scopes that bring the claim; any, when there are none." }),
    // A claim has no life cycle of its own: its status is written with the rest.
    status: string("status", { default: "ACTIVE", describe: "`ACTIVE` or `INACTIVE`." }),
    always_include_in_token: bool("alwaysIncludeInToken", { default: true, describe: "Whether it is in every token, asked for or not." }),
  },
  refresh: { list: claims },
  naturalKey: ["auth_server_id", "name", "claim_type"],
  importId: "{auth_server_id}/{id}",
  events: { create: ["oauth2.claim.created"], update: ["oauth2.claim.updated"], delete: ["oauth2.claim.deleted"] },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

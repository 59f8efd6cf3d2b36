import { bool, parent, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const scopes = "/api/v1/authorizationServers/{auth_server_id}/scopes";

export const authServerScope = resourceType("okta_auth_server_scope", {
  describe: "A scope of an authorization server: something a client can ask to be allowed.",
  api: { collection: scopes, object: `${scopes}/{id}`, update: "PUT", idPrefix: "scp" },
  attributes: {
    auth_server_id: parent("okta_auth_server", { describe: "The authorization server." }),
    name: string("name", { required: true, describe: "The name of the scope, as clients ask for it." }),
    description: string("description", { describe: "What the scope allows." }),
    display_name: string("displayName", { describe: "What people read when they are asked to consent." }),
    consent: string("consent", { default: "IMPLICIT", describe: "Whether people are asked: `REQUIRED`, `FLEXIBLE` or `IMPLICIT`." }),
    metadata_publish: string("metadataPublish", {
      default: "ALL_CLIENTS",
      describe: "Whether the server's metadata names it: `ALL_CLIENTS` or `NO_CLIENTS`.",
    }),
    default: bool("default", { default: false, describe: "Whether a client that asks for no scope gets it." }),
    optional: bool("optional", { describe: "Whether people may leave it out when they consent." }),
    system: bool("system", { computed: true, describe: "Whether Okta made it." }),
  },
  refresh: { list: `${scopes}?limit=200` },
  naturalKey: ["auth_server_id", "name"],
  importId: "{auth_server_id}/{id}",
  events: { create: ["oauth2.scope.created"], update: ["oauth2.scope.updated"], delete: ["oauth2.scope.deleted"] },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

import { set, status, string, time } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const server = "/api/v1/authorizationServers/{id}";

export const authServer = resourceType("okta_auth_server", {
  describe: "A custom authorization server: it issues access tokens for your own APIs.",
  api: {
    collection: "/api/v1/authorizationServers",
    object: server,
    update: "PUT",
    // A new server always rotates its key.
    updateAfterCreate: (values) => values["credentials_rotation_mode"] === "MANUAL",
    idPrefix: "aus",
  },
  attributes: {
    name: string("name", { required: true, describe: "The name of the server." }),
    audiences: set("audiences", { required: true, describe: "Who the tokens are for: the `aud` claim. Okta takes one value." }),
    description: string("description", { describe: "What the server is for." }),
    issuer_mode: string("issuerMode", {
      default: "ORG_URL",
      describe: "Whether the issuer is the org's URL, its custom domain, or whichever was called: `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`.",
    }),
    issuer: string("issuer", { computed: true, describe: "The URL of the server: the `iss` claim." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    credentials_rotation_mode: string("credentials.signing.rotationMode", {
      default: "AUTO",
      describe: "Whether Okta rotates the signing key: `AUTO` or `MANUAL`.",
    }),
    kid: string("credentials.signing.kid", { computed: true, describe: "The id of the signing key." }),
    credentials_last_rotated: time("credentials.signing.lastRotated", { describe: "When the signing key came into use." }),
    credentials_next_rotation: time("credentials.signing.nextRotation", { describe: "When the signing key is replaced, if Okta does it." }),
  },
  lifecycle: { activate: `${server}/lifecycle/activate`, deactivate: `${server}/lifecycle/deactivate`, deleteOnlyWhile: "INACTIVE" },
  refresh: { list: "/api/v1/authorizationServers?limit=200" },
  naturalKey: ["name"],
  events: {
    create: ["oauth2.as.created"],
    update: ["oauth2.as.updated", "oauth2.as.activated", "oauth2.as.deactivated"],
    delete: ["oauth2.as.deleted"],
  },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

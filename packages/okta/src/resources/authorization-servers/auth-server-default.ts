import { set, status, string, time } from "../../table/kinds/index.ts";
import { text } from "../../table/json.ts";
import { resourceType } from "../../table/resource-type.ts";

const servers = "/api/v1/authorizationServers";
const server = `${servers}/{id}`;

export const authServerDefault = resourceType("okta_auth_server_default", {
  describe: "The authorization server that an org has from the beginning.",
  api: { object: server, update: "PUT", updatesOver: "current", idPrefix: "aus" },
  attributes: {
    name: string("name", { default: "default", describe: "The name of the server." }),
    audiences: set("audiences", { describe: "Who its tokens are for: the `aud` claim." }),
    description: string("description", { default: "Default Authorization Server for your Applications", describe: "What the server is for." }),
    issuer_mode: string("issuerMode", { onlyIfSet: true, describe: "Which URL is the issuer: `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`." }),
    issuer: string("issuer", { computed: true, describe: "The URL of the server: the `iss` claim." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    credentials_rotation_mode: string("credentials.signing.rotationMode", { default: "MANUAL", describe: "Whether Okta rotates the signing key: `AUTO` or `MANUAL`." }),
    kid: string("credentials.signing.kid", { computed: true, describe: "The id of the signing key." }),
    credentials_last_rotated: time("credentials.signing.lastRotated", { describe: "When the signing key came into use." }),
    credentials_next_rotation: time("credentials.signing.nextRotation", { describe: "When the signing key is replaced, if Okta does it." }),
  },
  lifecycle: { activate: `${server}/lifecycle/activate`, deactivate: `${server}/lifecycle/deactivate` },
  exists: { list: `${servers}?limit=200`, match: (found) => found["default"] === true || found["name"] === "default", destroy: "forget" },
  refresh: { list: `${servers}?limit=200` },
  importBy: async (calls) => {
    const found = await calls.get(`${servers}/default`);
    return { ...(found.ok ? { values: { id: text(found.body["id"]) ?? null } } : {}), diagnostics: found.diagnostics };
  },
  events: { update: ["oauth2.as.updated"] },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

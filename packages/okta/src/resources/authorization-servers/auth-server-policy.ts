import { int, parent, setOfIds, status, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const policies = "/api/v1/authorizationServers/{auth_server_id}/policies";
const policy = `${policies}/{id}`;

export const authServerPolicy = resourceType("okta_auth_server_policy", {
  describe: "A policy of an authorization server: the clients that its rules are for.",
  api: { collection: policies, object: policy, update: "PUT", idPrefix: "00p" },
  constants: { type: "OAUTH_AUTHORIZATION_POLICY" },
  attributes: {
    auth_server_id: parent("okta_auth_server", { describe: "The authorization server." }),
    name: string("name", { required: true, describe: "The name of the policy." }),
    description: string("description", { required: true, describe: "What the policy is for." }),
    priority: int("priority", { required: true, describe: "Its place among the server's policies, from 1." }),
    client_whitelist: setOfIds("conditions.clients.include", "okta_app_oauth", {
      required: true,
      describe: "The clients it is for, or `ALL_CLIENTS`.",
    }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
  },
  lifecycle: { activate: `${policy}/lifecycle/activate`, deactivate: `${policy}/lifecycle/deactivate` },
  // Each insertion shifts the others.
  oneAtATime: policies,
  ordered: true,
  refresh: { list: policies },
  naturalKey: ["auth_server_id", "name"],
  importId: "{auth_server_id}/{id}",
  events: {
    create: ["policy.lifecycle.create"],
    update: ["policy.lifecycle.update", "policy.lifecycle.activate", "policy.lifecycle.deactivate"],
    delete: ["policy.lifecycle.delete"],
  },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

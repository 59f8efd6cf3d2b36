import type { Calls } from "../../table/calls.ts";
import { text } from "../../table/json.ts";
import { bool, parent, set, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { ImportFound } from "../../table/resource-type.ts";

const claims = "/api/v1/authorizationServers/{auth_server_id}/claims";

export const authServerClaimDefault = resourceType("okta_auth_server_claim_default", {
  describe: "A claim that every authorization server has from the beginning, such as `sub` or `email`.",
  api: { object: `${claims}/{id}`, update: "PUT", updatesOver: "current", idPrefix: "ocl" },
  attributes: {
    auth_server_id: parent(["okta_auth_server", "okta_auth_server_default"], { describe: "The authorization server." }),
    name: string("name", { required: true, forceNew: true, describe: "The name of the claim." }),
    value: string("value", {
      // Of the others Okta alone says what they are.
      equivalent: ({ next }) => next["name"] !== "sub",
      onlyIfSet: true,
      describe: "The expression that gives it. For `sub` only.",
    }),
    always_include_in_token: bool("alwaysIncludeInToken", { optional: true, computed: true, describe: "Whether it is in every token, asked for or not." }),
    claim_type: string("claimType", { computed: true, describe: "The token it is for." }),
    value_type: string("valueType", { computed: true, describe: "What `value` is." }),
    status: string("status", { computed: true, describe: "The status of the claim." }),
    scopes: set("conditions.scopes", { computed: true, describe: "The scopes that bring it." }),
  },
  exists: { list: claims, match: (found, values) => found["system"] === true && found["name"] === values["name"], destroy: "forget" },
  refresh: { list: claims },
  importId: "{auth_server_id}/{name}",
  importBy: findClaim,
  naturalKey: ["auth_server_id", "name"],
  events: { update: ["oauth2.claim.updated"] },
  scopes: { read: ["okta.authorizationServers.read"], manage: ["okta.authorizationServers.manage"] },
});

async function findClaim(calls: Calls, given: string): Promise<ImportFound> {
  const [server = "", name = ""] = given.split("/");
  const found = await calls.list(`/api/v1/authorizationServers/${encodeURIComponent(server)}/claims`);
  const claim = found.items.find((one) => one["system"] === true && (one["name"] === name || one["id"] === name));
  const values = claim && { auth_server_id: server, id: text(claim["id"]) ?? null };
  return { ...(values ? { values } : {}), diagnostics: found.ok ? [] : found.diagnostics };
}

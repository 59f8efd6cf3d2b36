import { isObject, text } from "../../table/json.ts";
import { boolAs, list, string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";

export const trustedOrigin = resourceType("okta_trusted_origin", {
  describe: "A site that may make requests to Okta, or that Okta may send people to.",
  api: { collection: "/api/v1/trustedOrigins", object: "/api/v1/trustedOrigins/{id}", update: "PUT", idPrefix: "tos" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the origin." }),
    origin: string("origin", { required: true, describe: "The site, as `https://example.com`." }),
    scopes: list("scopes", {
      required: true,
      describe: "What is allowed: `CORS`, `REDIRECT`, `IFRAME_EMBED`.",
      element: {
        ...string(""),
        toApi: (scope) => ({ type: plainText(scope) }),
        fromApi: (scope) => (isObject(scope) ? (text(scope["type"]) ?? null) : null),
      },
    }),
    active: boolAs("status", "ACTIVE", "INACTIVE", { default: true, describe: "Whether it is in use." }),
  },
  lifecycle: {
    attribute: "active",
    activate: "/api/v1/trustedOrigins/{id}/lifecycle/activate",
    deactivate: "/api/v1/trustedOrigins/{id}/lifecycle/deactivate",
  },
  refresh: { list: "/api/v1/trustedOrigins?limit=200" },
  naturalKey: ["origin"],
  events: {
    create: ["security.trusted_origin.create"],
    update: ["security.trusted_origin.update", "security.trusted_origin.activate", "security.trusted_origin.deactivate"],
    delete: ["security.trusted_origin.delete"],
  },
  scopes: { read: ["okta.trustedOrigins.read"], manage: ["okta.trustedOrigins.manage"] },
});

import { boolAs, kept } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appPropertyAttributes, appSchema, appUserEvents, customAttributes, schemaProperty } from "../families/schema-property.ts";

export const appUserSchemaProperty = resourceType("okta_app_user_schema_property", {
  describe: "A custom property in the profile that users have in an app.",
  api: { id: { template: "{app_id}/{index}" } },
  schemaVersion: 2,
  upgrades: [(attributes) => ({ ...attributes, user_type: attributes["user_type"] ?? "default" }), (attributes) => attributes],
  attributes: {
    ...appPropertyAttributes,
    ...customAttributes,
    scope: { ...customAttributes.scope, forceNew: true },
    // Only lists have it.
    union: kept(
      boolAs("union", "ENABLE", "DISABLE", { default: false, conflictsWith: ["enum"], describe: "Whether a user in several groups gets the values of all of them, instead of those of the first." }),
    ),
  },
  naturalKey: ["app_id", "index"],
  importId: "{app_id}/{index}",
  ...schemaProperty("custom", "app/{app_id}", appSchema),
  events: appUserEvents,
});

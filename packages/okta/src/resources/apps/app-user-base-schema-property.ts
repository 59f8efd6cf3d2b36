import { resourceType } from "../../table/resource-type.ts";
import { appPropertyAttributes, appSchema, appUserEvents, pattern, schemaProperty } from "../families/schema-property.ts";

export const appUserBaseSchemaProperty = resourceType("okta_app_user_base_schema_property", {
  describe: "A property that comes with an app in the profile that users have there. Destroying leaves it as it is.",
  api: { id: { template: "{app_id}/{index}" } },
  schemaVersion: 1,
  upgrades: [(attributes) => ({ ...attributes, user_type: attributes["user_type"] ?? "default" })],
  exists: { destroy: "forget" },
  attributes: { ...appPropertyAttributes, pattern: pattern("A regular expression that a text must match.") },
  naturalKey: ["app_id", "index"],
  importId: "{app_id}/{index}",
  ...schemaProperty("base", "app/{app_id}", appSchema),
  events: appUserEvents,
});

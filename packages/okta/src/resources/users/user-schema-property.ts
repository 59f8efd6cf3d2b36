import { resourceType } from "../../table/resource-type.ts";
import { customAttributes, masterOverridePriority, ofUserType, pattern, propertyAttributes, schemaProperty, userEvents, userPropertyImport, userSchema } from "../families/schema-property.ts";

export const userSchemaProperty = resourceType("okta_user_schema_property", {
  describe: "A custom property in the profile of users.",
  api: { id: { template: "{index}" } },
  schemaVersion: 1,
  upgrades: [(attributes) => ({ ...attributes, user_type: attributes["user_type"] ?? "default" })],
  attributes: {
    ...propertyAttributes,
    ...customAttributes,
    user_type: ofUserType(),
    master_override_priority: masterOverridePriority,
    pattern: pattern("A regular expression that a text must match."),
  },
  naturalKey: ["index"],
  ...userPropertyImport,
  ...schemaProperty("custom", "user/{user_type}", userSchema),
  events: userEvents,
});

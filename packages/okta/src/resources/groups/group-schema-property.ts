import { resourceType } from "../../table/resource-type.ts";
import { customAttributes, groupSchema, masterOverridePriority, propertyAttributes, schemaProperty, userEvents } from "../families/schema-property.ts";

export const groupSchemaProperty = resourceType("okta_group_schema_property", {
  describe: "A custom property in the profile of groups.",
  api: { id: { template: "{index}" } },
  attributes: { ...propertyAttributes, ...customAttributes, master_override_priority: masterOverridePriority },
  naturalKey: ["index"],
  importBy: (_calls, id) => Promise.resolve({ values: { id, index: id }, diagnostics: [] }),
  importId: "{index}",
  ...schemaProperty("custom", "group", groupSchema),
  events: userEvents,
});

import { resourceType } from "../../table/resource-type.ts";
import { ofUserType, pattern, propertyAttributes, schemaProperty, userEvents, userPropertyImport, userSchema } from "../families/schema-property.ts";

export const userBaseSchemaProperty = resourceType("okta_user_base_schema_property", {
  describe: "A property that comes with Okta in the profile of users. Destroying leaves it as it is.",
  api: { id: { template: "{index}" } },
  schemaVersion: 1,
  upgrades: [(attributes) => ({ ...attributes, user_type: attributes["user_type"] ?? "default" })],
  exists: { destroy: "forget" },
  attributes: {
    ...propertyAttributes,
    user_type: ofUserType(),
    pattern: pattern("A regular expression that the login must match. Only `login` can have one; Okta wants an email address if unset."),
  },
  naturalKey: ["index"],
  ...userPropertyImport,
  ...schemaProperty("base", "user/{user_type}", userSchema),
  // Without a pattern of its own the login goes back to Okta's: what is left out stays.
  afterEncode: (body, { values }) => ({ ...body, required: body["required"] ?? false, ...(values["index"] === "login" ? { pattern: body["pattern"] ?? null } : {}) }),
  events: userEvents,
});

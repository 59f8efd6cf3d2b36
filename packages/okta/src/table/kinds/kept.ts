import type { Attribute } from "../attribute.ts";

/** A property that Okta leaves out where it has no meaning, or where the org lacks the feature: what was known stays. */
export const kept = (attribute: Attribute): Attribute => ({
  ...attribute,
  fromApi: (property, context) => (property === undefined || property === null ? undefined : attribute.fromApi(property, context)),
});

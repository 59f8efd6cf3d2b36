import type { Attribute, AttributeOptions } from "../attribute.ts";
import { presence, same } from "./presence.ts";

/** Yes or no. */
export const bool = (path: string | null, options: AttributeOptions = {}): Attribute => ({
  type: "bool",
  path,
  toApi: same,
  fromApi: (property) => (typeof property === "boolean" ? property : null),
  ...presence(options),
});

/** Yes or no that Okta keeps as one of two texts. */
export const boolAs = (path: string, yes: string, no: string, options: AttributeOptions = {}): Attribute => ({
  ...bool(path, options),
  toApi: (value) => (value === true ? yes : no),
  fromApi: (property) => (property === undefined || property === null ? null : property === yes),
});

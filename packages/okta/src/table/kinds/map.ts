import type { Attribute, AttributeOptions } from "../attribute.ts";
import { isObject, text } from "../json.ts";
import { presence, same } from "./presence.ts";
import { string } from "./string.ts";

/** A map of texts. */
export const map = (path: string | null, options: AttributeOptions = {}): Attribute => ({
  type: "map",
  element: string(""),
  path,
  toApi: same,
  fromApi: (property) =>
    isObject(property)
      ? Object.fromEntries(Object.entries(property).flatMap(([key, value]) => (text(value) === undefined ? [] : [[key, text(value) ?? ""]])))
      : null,
  ...presence(options),
});

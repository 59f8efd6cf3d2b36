import type { Attribute } from "../attribute.ts";
import type { Plain } from "../plain.ts";

/** What an argument is when the configuration is silent. */
export const defaultOf = (attribute: Attribute): Plain => attribute.default ?? null;

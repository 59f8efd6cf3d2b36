import type { Attribute, AttributeOptions } from "../attribute.ts";
import { string } from "./string.ts";

/** A moment that Okta notes: read only, as Okta writes it. */
export const time = (path: string, options: AttributeOptions = {}): Attribute => string(path, { computed: true, ...options });

import type { Attribute, AttributeOptions } from "../attribute.ts";
import { string } from "./string.ts";

/** The id of another object. */
export const reference = (path: string | null, refersTo: string | readonly string[], options: AttributeOptions = {}): Attribute => ({
  ...string(path, options),
  refersTo,
});

/** The id of the object that this one belongs to: it stands in the path of requests, not in a body, and never changes. */
export const parent = (refersTo: string | readonly string[], options: AttributeOptions = {}): Attribute =>
  reference(null, refersTo, { required: true, forceNew: true, ...options });

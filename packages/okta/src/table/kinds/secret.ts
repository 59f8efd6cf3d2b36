import type { Attribute, AttributeOptions } from "../attribute.ts";
import { string } from "./string.ts";

/** Text that Okta takes and never gives back: what was configured stays known. */
export const secret = (path: string | null, options: AttributeOptions = {}): Attribute => ({
  ...string(path, { sensitive: true, ...options }),
  fromApi: () => undefined,
});

import type { Attribute, AttributeOptions } from "../attribute.ts";
import { string } from "./string.ts";

/** "ACTIVE" or "INACTIVE". Okta changes it by endpoints of its own (see `lifecycle`), so it is read and never written. */
export const status = (options: AttributeOptions = {}): Attribute => ({
  ...string("status", { default: "ACTIVE", ...options }),
  toApi: () => undefined,
});

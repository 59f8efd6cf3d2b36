import type { Attribute } from "../attribute.ts";

/** An argument that steers the provider: never in a body, never read; what was configured stays. */
export const virtual = (attribute: Attribute): Attribute => ({
  ...attribute,
  path: null,
  toApi: () => undefined,
  fromApi: () => undefined,
});

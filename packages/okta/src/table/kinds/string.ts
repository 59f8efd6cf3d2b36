import type { Attribute, AttributeOptions } from "../attribute.ts";
import { text } from "../json.ts";
import type { Plain } from "../plain.ts";
import { presence, same } from "./presence.ts";

/** Text. */
export const string = (path: string | null, options: AttributeOptions = {}): Attribute => ({
  type: "string",
  path,
  toApi: same,
  fromApi: (property) => text(property) ?? null,
  ...presence(options),
});

/** Text that has one of some values. */
export const oneOf = (path: string | null, values: readonly string[], options: AttributeOptions = {}): Attribute => ({
  ...string(path, options),
  checks: [isOneOf(values), ...(options.checks ?? [])],
});

/** A check: one of these texts. Worded as Terraform's older provider kit does. */
export const isOneOf =
  (values: readonly string[]) =>
  (value: Plain, name: string) =>
    typeof value === "string" && !values.includes(value)
      ? { summary: `expected ${name} to be one of [${values.map((one) => `"${one}"`).join(" ")}], got ${value}`, detail: "" }
      : undefined;

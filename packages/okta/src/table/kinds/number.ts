import type { Attribute, AttributeOptions } from "../attribute.ts";
import type { Plain } from "../plain.ts";
import { presence, same } from "./presence.ts";

/** A whole number. */
export const int = (path: string | null, options: AttributeOptions = {}): Attribute => ({
  type: "int",
  path,
  toApi: same,
  fromApi: (property) => (typeof property === "number" ? property : null),
  ...presence(options),
});

/** A number. */
export const float = (path: string | null, options: AttributeOptions = {}): Attribute => ({ ...int(path, options), type: "float" });

/** A check: a number from one to another. */
export const isBetween =
  (least: number, most: number) =>
  (value: Plain, name: string) =>
    typeof value === "number" && (value < least || value > most)
      ? { summary: `expected ${name} to be in the range (${least} - ${most}), got ${value}`, detail: "" }
      : undefined;

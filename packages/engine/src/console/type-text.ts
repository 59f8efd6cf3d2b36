import { compareStrings } from "@lockstep/hcl";
import type { Type } from "@lockstep/hcl";

/** A type as the console's `type` shows it, over several lines where it has parts. */
export function typeText(type: Type, depth = 0): string {
  switch (type.kind) {
    case "object": {
      const names = [...type.attributes.keys()].sort(compareStrings);
      return enclose("object({", names.map((name) => `${name}: ${typeText(type.attributes.get(name) ?? { kind: "dynamic" }, depth + 1)}`), "})", depth);
    }
    case "tuple":
      return enclose("tuple([", type.elements.map((element) => typeText(element, depth + 1)), "])", depth);
    case "list":
    case "set":
    case "map": {
      const { element } = type;
      const isPlain = element.kind !== "object" && element.kind !== "tuple" && !("element" in element);
      return isPlain ? `${type.kind}(${element.kind})` : enclose(`${type.kind}(`, [typeText(element, depth + 1)], ")", depth);
    }
    default:
      return type.kind;
  }
}

function enclose(open: string, parts: readonly string[], close: string, depth: number): string {
  if (parts.length === 0) return open + close;
  const indent = "    ".repeat(depth);
  return `${open}\n${parts.map((part) => `${indent}    ${part},\n`).join("")}${indent}${close}`;
}

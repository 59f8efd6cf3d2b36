import { joinRanges } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import type { Expression, TemplatePart } from "./tree.ts";

/** The part of an expression that Terraform points at when the whole of it is at fault: its first sign, so to speak. */
export function startRange(expression: Expression): SourceRange {
  switch (expression.kind) {
    case "tuple":
    case "object":
    case "for":
    case "index":
      return expression.openRange;
    case "splat":
      return expression.markerRange;
    case "unary":
      return expression.operatorRange;
    case "call":
      return joinRanges(expression.nameRange, expression.openRange);
    case "binary":
      return startRange(expression.left);
    case "conditional":
      return startRange(expression.condition);
    case "parentheses":
      return startRange(expression.inner);
    case "template": {
      const [first] = expression.parts;
      return first ? startOfPart(first) : expression.range;
    }
    default:
      return expression.range;
  }
}

function startOfPart(part: TemplatePart): SourceRange {
  if (part.kind === "interpolation") return startRange(part.expression);
  if (part.kind === "if") return startRange(part.condition);
  return part.kind === "for" ? startRange(part.collection) : part.range;
}

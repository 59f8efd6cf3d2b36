// Expressions that are read as they are written instead of being evaluated: references, keywords, lists, constants.
import { nativeExpression } from "@lockstep/hcl";
import type { Expression, ObjectItem, SourceRange } from "@lockstep/hcl";

/** The expression as people meant it where only a reference makes sense: text in quotes is read as an expression. */
export function staticForm(expression: Expression): Expression | undefined {
  const unwrapped = expression.kind === "parentheses" ? expression.inner : expression;
  const text = unwrapped.kind === "template" ? quotedText(unwrapped) : undefined;
  if (text !== undefined) return parseQuoted(unwrapped, text);
  const { value, diagnostics } = nativeExpression(unwrapped);
  return diagnostics.length > 0 ? undefined : value;
}

function parseQuoted(expression: Expression, text: string): Expression | undefined {
  const { start } = expression.range;
  const { value, diagnostics } = nativeExpression({
    kind: "json",
    node: { kind: "string", value: text, range: { ...expression.range, start } },
    range: expression.range,
  });
  return diagnostics.length > 0 ? undefined : value;
}

/** The text of a quoted template without interpolations; JSON strings are not quoted in this sense. */
export function quotedText(expression: Expression): string | undefined {
  if (expression.kind !== "template" || expression.heredoc) return undefined;
  const [part, ...more] = expression.parts;
  if (!part) return "";
  return part.kind === "text" && more.length === 0 ? part.text : undefined;
}

/** Where a value is that is no type that fits: of a plain text, what stands between the quotes. */
export function textRange(expression: Expression): SourceRange {
  if (expression.kind !== "template") return expression.range;
  const [part, ...more] = expression.parts;
  return part?.kind === "text" && more.length === 0 ? part.range : expression.range;
}

/** A bare word. */
export function keywordOf(expression: Expression): string | undefined {
  const { value } = nativeExpression(expression);
  return value.kind === "scope-traversal" && value.steps.length === 0 ? value.root : undefined;
}

/** The items of a list that is written out. */
export function listItems(expression: Expression): readonly Expression[] | undefined {
  if (expression.kind === "json" && expression.node.kind !== "array") return undefined;
  const { value } = nativeExpression(expression);
  return value.kind === "tuple" ? value.items : undefined;
}

/** Keys and values of a map that is written out. */
export function mapItems(expression: Expression): readonly (readonly [Expression, Expression])[] | undefined {
  if (expression.kind === "json" && expression.node.kind !== "object") return undefined;
  const { value } = nativeExpression(expression);
  return value.kind === "object" ? value.items.map((item) => [keyForm(item), item.value] as const) : undefined;
}

/** A bare word as a key is a name; as an expression the parser makes it a text. */
const keyForm = ({ key, keyWord }: ObjectItem): Expression =>
  keyWord === undefined ? key : { kind: "scope-traversal", root: keyWord, rootRange: key.range, steps: [], range: key.range };

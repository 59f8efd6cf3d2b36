import type { Outcome } from "../diagnostics/diagnostic.ts";
import { SourceText } from "../source/source-text.ts";
import { parseNumber } from "../values/number-text.ts";
import { boolValue, dynamicNull, numberValue } from "../values/value.ts";
import { parseExpression } from "./parse.ts";
import { parseTemplate } from "./parse.ts";
import type { Origin } from "./parser.ts";
import type { Expression, JsonExpression, JsonNode } from "./tree.ts";

type JsonString = Extract<JsonNode, { kind: "string" }>;

const templates = new WeakMap<JsonNode, Required<Outcome<Expression>>>();

/** The template that a JSON string stands for; its ranges point into the JSON file. */
export function jsonTemplate(node: JsonString): Required<Outcome<Expression>> {
  const known = templates.get(node);
  if (known) return known;
  const template = parseTemplate(stringSource(node), originOf(node));
  templates.set(node, template);
  return template;
}

/** The template that a JSON property's name stands for. */
export function jsonNameTemplate(name: string, range: JsonString["range"]): Required<Outcome<Expression>> {
  const node: JsonString = { kind: "string", value: name, range };
  return parseTemplate(stringSource(node), originOf(node));
}

/**
 * A JSON value as an expression of the native syntax, for places that take no value but a reference, a type or a call:
 * a string is read as an expression ("list(string)", "okta_group.a"), an array as a tuple of such strings.
 * Expressions of the native syntax are returned as they are.
 */
export function nativeExpression(expression: Expression): Required<Outcome<Expression>> {
  if (expression.kind !== "json") return { value: expression, diagnostics: [] };
  const { node, range } = expression;
  switch (node.kind) {
    case "string":
      return parseExpression(stringSource(node), originOf(node));
    case "array": {
      const open = { ...range, end: range.start + 1 };
      return { value: { kind: "tuple", items: node.items.map(jsonExpression), range, openRange: open }, diagnostics: [] };
    }
    case "object":
      return { value: nativeObject(node), diagnostics: [] };
    case "number":
      return { value: { kind: "literal", value: numberValue(parseNumber(node.text) ?? 0), range }, diagnostics: [] };
    case "bool":
      return { value: { kind: "literal", value: boolValue(node.value), range }, diagnostics: [] };
    case "null":
      return { value: { kind: "literal", value: dynamicNull, range }, diagnostics: [] };
  }
}

/** A JSON value as an expression; its strings become templates when it is evaluated. */
export const jsonExpression = (node: JsonNode): JsonExpression => ({ kind: "json", node, range: node.range });

function nativeObject(node: Extract<JsonNode, { kind: "object" }>): Expression {
  return {
    kind: "object",
    items: node.members.map(({ name, nameRange, value }) => ({
      key: jsonExpression({ kind: "string", value: name, range: nameRange }),
      value: jsonExpression(value),
    })),
    range: node.range,
    openRange: { ...node.range, end: node.range.start + 1 },
  };
}

const stringSource = (node: JsonString): SourceText => new SourceText(node.range.source.file, node.value);

/** From a place in the decoded text of a JSON string to its place in the file, past the escapes before it. */
function originOf(node: JsonString): Origin {
  const { source, start, end } = node.range;
  const raw = source.text.slice(start + 1, Math.max(start + 1, end - 1));
  if (!raw.includes("\\")) return { source, offset: (at) => start + 1 + at };
  const offsets: number[] = [];
  for (const match of raw.matchAll(/\\u[0-9a-fA-F]{4}|\\[^]|[^]/g)) offsets.push(match.index);
  return { source, offset: (at) => start + 1 + (offsets[at] ?? raw.length) };
}

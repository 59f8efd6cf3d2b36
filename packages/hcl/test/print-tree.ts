import type { Body, Expression, JsonNode, TemplatePart, TraversalStep } from "../src/index.ts";
import { printConsole } from "../src/index.ts";

/** An expression as nested lists, without its places: what a parser made of the text. */
export function printTree(expression: Expression): string {
  const list = (...parts: (string | Expression | undefined)[]): string =>
    `(${parts.filter((part) => part !== undefined).map((part) => (typeof part === "string" ? part : printTree(part))).join(" ")})`;
  switch (expression.kind) {
    case "literal":
      return printConsole(expression.value).replaceAll("\n", " ");
    case "template":
      return list(expression.heredoc ? "heredoc" : "template", ...expression.parts.map(printPart));
    case "template-wrap":
      return list("wrap", expression.wrapped);
    case "tuple":
      return list("tuple", ...expression.items);
    case "object":
      return list("object", ...expression.items.map(({ key, keyWord, value }) => list(keyWord ?? key, value)));
    case "for":
      return list(
        expression.key ? "for-object" : "for-tuple",
        [expression.keyName, expression.valueName].filter((name) => name !== undefined).join(","),
        expression.collection,
        expression.key,
        expression.value,
        expression.grouping ? "..." : undefined,
        expression.condition && list("if", expression.condition),
      );
    case "call":
      return list("call", expression.name, ...expression.arguments, expression.expandFinal ? "..." : undefined);
    case "scope-traversal":
      return expression.root + expression.steps.map(printStep).join("");
    case "relative-traversal":
      return list("get", expression.from, expression.steps.map(printStep).join(""));
    case "index":
      return list("index", expression.collection, expression.key);
    case "splat":
      return list(expression.full ? "[*]" : ".*", expression.from, expression.each);
    case "splat-symbol":
      return "_";
    case "conditional":
      return list("?", expression.condition, expression.then, expression.otherwise);
    case "binary":
      return list(expression.operator, expression.left, expression.right);
    case "unary":
      return list(expression.operator, expression.operand);
    case "parentheses":
      return list("paren", expression.inner);
    case "json":
      return list("json", printJson(expression.node));
  }
}

/** A body, line by line, its blocks indented. */
export function printBody(body: Body, indent = ""): string {
  const attributes = [...body.attributes.values()].map(({ name, expression }) => `${indent}${name} = ${printTree(expression)}\n`);
  const blocks = body.blocks.map(({ type, labels, body: inner }) => {
    const header = [type, ...labels.map(({ value }) => JSON.stringify(value))].join(" ");
    return `${indent}${header}\n${printBody(inner, `${indent}  `)}`;
  });
  return [...attributes, ...blocks].join("");
}

function printPart(part: TemplatePart): string {
  switch (part.kind) {
    case "text":
      return JSON.stringify(part.text);
    case "interpolation":
      return printTree(part.expression);
    case "if":
      return `(if ${[printTree(part.condition), ...part.then.map(printPart), "else", ...part.otherwise.map(printPart)].join(" ")})`;
    case "for":
      return `(for ${part.keyName ? `${part.keyName},` : ""}${part.valueName} ${[printTree(part.collection), ...part.body.map(printPart)].join(" ")})`;
  }
}

const printStep = (step: TraversalStep): string => (step.kind === "attribute" ? `.${step.name}` : `[${printConsole(step.key)}]`);

function printJson(node: JsonNode): string {
  switch (node.kind) {
    case "object":
      return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${printJson(value)}`).join(",")}}`;
    case "array":
      return `[${node.items.map(printJson).join(",")}]`;
    case "string":
      return JSON.stringify(node.value);
    case "number":
      return node.text;
    case "bool":
      return String(node.value);
    case "null":
      return "null";
  }
}

import { jsonNameTemplate, jsonTemplate } from "./json-template.ts";
import type { Expression, JsonNode, ScopeTraversalExpression, TemplatePart } from "./tree.ts";

/** The traversals that an expression mentions, in the order of the source, without names that a `for` in it makes. */
export function references(expression: Expression): ScopeTraversalExpression[] {
  const found: ScopeTraversalExpression[] = [];
  collect(expression, new Set(), found);
  return found;
}

type Names = ReadonlySet<string>;

function collect(expression: Expression, bound: Names, found: ScopeTraversalExpression[]): void {
  const each = (child: Expression | undefined): void => {
    if (child) collect(child, bound, found);
  };
  switch (expression.kind) {
    case "scope-traversal":
      if (!bound.has(expression.root)) found.push(expression);
      return;
    case "literal":
    case "splat-symbol":
      return;
    case "template":
      return collectParts(expression.parts, bound, found);
    case "template-wrap":
      return each(expression.wrapped);
    case "parentheses":
      return each(expression.inner);
    case "unary":
      return each(expression.operand);
    case "tuple":
      return expression.items.forEach(each);
    case "call":
      return expression.arguments.forEach(each);
    case "object":
      for (const item of expression.items) {
        each(item.key);
        each(item.value);
      }
      return;
    case "binary":
      return collectBinary(expression, bound, found);
    case "conditional":
      each(expression.condition);
      each(expression.then);
      return each(expression.otherwise);
    case "index":
      each(expression.collection);
      return each(expression.key);
    case "relative-traversal":
      return each(expression.from);
    case "splat":
      each(expression.from);
      return each(expression.each);
    case "for": {
      each(expression.collection);
      const inner = withNames(bound, expression);
      for (const child of [expression.key, expression.value, expression.condition]) {
        if (child) collect(child, inner, found);
      }
      return;
    }
    case "json":
      return collectJson(expression.node, bound, found);
  }
}

/** A long chain of operators is a deep tree to the left: it is walked without the call stack. */
function collectBinary(expression: Expression, bound: Names, found: ScopeTraversalExpression[]): void {
  const rights: Expression[] = [];
  let left = expression;
  while (left.kind === "binary") {
    rights.push(left.right);
    left = left.left;
  }
  collect(left, bound, found);
  for (const right of rights.reverse()) collect(right, bound, found);
}

function withNames(bound: Names, names: { keyName?: string; valueName: string }): Names {
  const inner = new Set(bound).add(names.valueName);
  return names.keyName === undefined ? inner : inner.add(names.keyName);
}

function collectParts(parts: readonly TemplatePart[], bound: Names, found: ScopeTraversalExpression[]): void {
  for (const part of parts) {
    if (part.kind === "interpolation") collect(part.expression, bound, found);
    else if (part.kind === "if") {
      collect(part.condition, bound, found);
      collectParts(part.then, bound, found);
      collectParts(part.otherwise, bound, found);
    } else if (part.kind === "for") {
      collect(part.collection, bound, found);
      collectParts(part.body, withNames(bound, part), found);
    }
  }
}

function collectJson(node: JsonNode, bound: Names, found: ScopeTraversalExpression[]): void {
  if (node.kind === "string") collect(jsonTemplate(node).value, bound, found);
  else if (node.kind === "array") for (const item of node.items) collectJson(item, bound, found);
  else if (node.kind === "object") {
    for (const { name, nameRange, value } of node.members) {
      collect(jsonNameTemplate(name, nameRange).value, bound, found);
      collectJson(value, bound, found);
    }
  }
}

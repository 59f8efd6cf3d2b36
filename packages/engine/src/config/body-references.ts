// All that a body refers to, nested and dynamic blocks included.
import { references } from "@lockstep/hcl";
import type { Block, Body, JsonNode, ScopeTraversalExpression } from "@lockstep/hcl";

/** The traversals in the body's arguments and blocks, but for those of the names to skip. */
export function bodyReferences(body: Body, skip: ReadonlySet<string> = none): ScopeTraversalExpression[] {
  const found: ScopeTraversalExpression[] = [];
  collectBody(body, skip, none, found);
  return found;
}

const none: ReadonlySet<string> = new Set();

function collectBody(body: Body, skip: ReadonlySet<string>, bound: ReadonlySet<string>, found: ScopeTraversalExpression[]): void {
  if (isMerged(body)) {
    collectBody(body.base, new Set([...skip, ...body.override.attributes.keys()]), bound, found);
    collectBody(body.override, skip, bound, found);
    return;
  }
  if (body.json) {
    for (const { name, value } of body.json.members) if (!skip.has(name)) collectJson(value, bound, found);
    return;
  }
  for (const { name, expression } of body.attributes.values()) {
    if (!skip.has(name)) addUnbound(references(expression), bound, found);
  }
  for (const block of body.blocks) if (!skip.has(block.type)) collectBlock(block, bound, found);
}

const isMerged = (body: Body): body is Body & { readonly base: Body; readonly override: Body } => "base" in body;

// Inside `content` the block's own name (or that of `iterator`) is the element, not something of the module.
function collectBlock(block: Block, bound: ReadonlySet<string>, found: ScopeTraversalExpression[]): void {
  if (block.type !== "dynamic") return collectBody(block.body, none, bound, found);
  const iterator = block.body.attributes.get("iterator")?.expression;
  const name = iterator?.kind === "scope-traversal" ? iterator.root : (block.labels[0]?.value ?? "");
  const inside = new Set(bound).add(name);
  for (const attribute of block.body.attributes.values()) {
    if (attribute.name !== "iterator") addUnbound(references(attribute.expression), attribute.name === "for_each" ? bound : inside, found);
  }
  for (const content of block.body.blocks) collectBody(content.body, none, inside, found);
}

function collectJson(node: JsonNode, bound: ReadonlySet<string>, found: ScopeTraversalExpression[]): void {
  addUnbound(references({ kind: "json", node, range: node.range }), bound, found);
}

function addUnbound(traversals: readonly ScopeTraversalExpression[], bound: ReadonlySet<string>, found: ScopeTraversalExpression[]): void {
  for (const traversal of traversals) if (!bound.has(traversal.root)) found.push(traversal);
}

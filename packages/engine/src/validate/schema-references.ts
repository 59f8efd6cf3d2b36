// What a body refers to in the arguments and blocks that a schema has; what else is in it is not looked at.
import { references } from "@lockstep/hcl";
import type { Block, Body, ScopeTraversalExpression } from "@lockstep/hcl";
import { readContent } from "../config/content.ts";
import { keywordOf } from "../config/static-form.ts";
import { schemaShape } from "../schema/decode-body.ts";
import type { BlockSchema } from "../schema/schema.ts";

/** The traversals in a body, in order of the source as far as arguments go. */
export function schemaReferences(body: Body, schema: BlockSchema): ScopeTraversalExpression[] {
  const content = readContent(body, schemaShape(schema));
  const found = [...content.attributes.values()].flatMap(({ expression }) => references(expression));
  for (const block of content.blocks) found.push(...blockReferences(block, schema));
  return found;
}

function blockReferences(block: Block, schema: BlockSchema): ScopeTraversalExpression[] {
  if (block.type !== "dynamic") {
    const nested = schema.blocks[block.type];
    return nested ? schemaReferences(block.body, nested.block) : [];
  }
  const type = block.labels[0]?.value ?? "";
  const nested = Object.hasOwn(schema.blocks, type) ? schema.blocks[type] : undefined;
  const { attributes, blocks } = block.body;
  const iterator = attributes.get("iterator");
  const name = (iterator && keywordOf(iterator.expression)) ?? type;
  const around = [...attributes.values()].filter(({ name: argument }) => argument !== "iterator").flatMap(({ expression }) => references(expression));
  const inside = nested ? blocks.flatMap((content) => schemaReferences(content.body, nested.block)) : [];
  return [...around, ...inside.filter(({ root }) => root !== name)];
}

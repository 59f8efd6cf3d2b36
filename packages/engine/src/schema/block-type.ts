import { listType, mapType, objectType, setType } from "@lockstep/hcl";
import type { Type } from "@lockstep/hcl";
import type { BlockSchema, NestedBlockSchema } from "./schema.ts";

const known = new WeakMap<BlockSchema, Type>();

/** The type of the values that a block holds: an object of its attributes and nested blocks. */
export function blockType(schema: BlockSchema): Type {
  const type = known.get(schema) ?? makeType(schema);
  known.set(schema, type);
  return type;
}

function makeType(schema: BlockSchema): Type {
  const attributes = Object.entries(schema.attributes).map(([name, { type }]) => [name, type] as const);
  const blocks = Object.entries(schema.blocks).map(([name, nested]) => [name, nestedType(nested)] as const);
  return objectType([...attributes, ...blocks]);
}

const collections = { list: listType, set: setType, map: mapType };

/** The type of the value that all blocks of one kind together have. */
export function nestedType({ nesting, block }: NestedBlockSchema): Type {
  const type = blockType(block);
  return nesting === "single" || nesting === "group" ? type : collections[nesting](type);
}

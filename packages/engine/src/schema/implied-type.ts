// The type of the values that a block schema describes.
import { dynamicType, hasDynamic, listType, mapType, objectType, setType } from "@lockstep/hcl";
import type { ObjectType, Type } from "@lockstep/hcl";
import type { BlockSchema, NestedBlockSchema } from "./schema.ts";

const known = new WeakMap<BlockSchema, ObjectType>();

/** An object of all attributes and nested blocks. */
export function impliedType(schema: BlockSchema): ObjectType {
  const cached = known.get(schema);
  if (cached) return cached;
  const attributes = Object.entries(schema.attributes).map(([name, { type }]) => [name, type] as const);
  const blocks = Object.entries(schema.blocks).map(([name, nested]) => [name, nestedType(nested)] as const);
  const type = objectType([...attributes, ...blocks]);
  known.set(schema, type);
  return type;
}

/** The type of all blocks of one kind together: of different ones where their content may be of any type. */
export function nestedType({ nesting, block }: NestedBlockSchema): Type {
  const inner = impliedType(block);
  if (nesting === "single" || nesting === "group") return inner;
  if (nesting === "set") return setType(inner);
  if (hasDynamic(inner)) return dynamicType;
  return nesting === "list" ? listType(inner) : mapType(inner);
}

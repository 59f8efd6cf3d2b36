import { attributeStep, children } from "@lockstep/hcl";
import type { Path, Value } from "@lockstep/hcl";
import type { BlockSchema } from "./schema.ts";

const has = new WeakMap<BlockSchema, boolean>();

/** Does the schema call anything sensitive, at any depth? */
export function hasSensitive(schema: BlockSchema): boolean {
  const known = has.get(schema);
  if (known !== undefined) return known;
  const found = Object.values(schema.attributes).some(({ sensitive }) => sensitive) || Object.values(schema.blocks).some(({ block }) => hasSensitive(block));
  has.set(schema, found);
  return found;
}

/** The places in a value of the block that the schema calls sensitive, also where there is nothing: Terraform marks them too. */
export function sensitivePaths(schema: BlockSchema, value: Value, path: Path = []): Path[] {
  if (!hasSensitive(schema) || !(value.raw instanceof Map)) return [];
  const parts: ReadonlyMap<string, Value> = value.raw;
  const found: Path[] = [];
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const part = parts.get(name);
    if (attribute.sensitive && part) found.push([...path, attributeStep(name)]);
  }
  for (const [name, { nesting, block }] of Object.entries(schema.blocks)) {
    const part = parts.get(name);
    if (!part || !hasSensitive(block)) continue;
    const at = [...path, attributeStep(name)];
    if (nesting === "single" || nesting === "group") found.push(...sensitivePaths(block, part, at));
    // Elements of a set cannot be marked one by one: then the whole set is.
    else if (nesting === "set") found.push(...(children(part).length > 0 ? [at] : []));
    else for (const [step, element] of children(part)) found.push(...sensitivePaths(block, element, [...at, step]));
  }
  return found;
}

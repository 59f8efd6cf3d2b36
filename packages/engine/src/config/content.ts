// What a body says, read with the shape it should have. A body with overrides is read part by part and then merged.
import { decodeAttributes, decodeContent } from "@lockstep/hcl";
import type { Attribute, Block, Body, BodyShape, Diagnostic } from "@lockstep/hcl";

export interface BodyContent {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A body whose arguments and blocks are replaced, where they are given again, by those of an override file. */
export interface MergedBody extends Body {
  readonly base: Body;
  readonly override: Body;
}

/** The arguments and blocks that the shape names; unless the shape is open, all others are problems. */
export function readContent(body: Body, shape: BodyShape): BodyContent {
  if (!isMerged(body)) {
    const { value, diagnostics } = decodeContent(body, shape);
    return { attributes: value.attributes, blocks: value.blocks, diagnostics };
  }
  // A required argument may come from either side.
  const override = readContent(body.override, withoutRequired(shape));
  const given = new Map([...shape.attributes].map(([name, attribute]) => [name, override.attributes.has(name) ? {} : attribute] as const));
  return mergeContents(readContent(body.base, { ...shape, attributes: given }), override);
}

/** A body without a shape: arguments only, as in `locals`. */
export function readAttributes(body: Body): BodyContent {
  if (isMerged(body)) return mergeContents(readAttributes(body.base), readAttributes(body.override));
  const { value, diagnostics } = decodeAttributes(body);
  return { attributes: value, blocks: [], diagnostics };
}

/** The body with another's arguments and blocks laid over it. */
export function mergeBodies(base: Body, override: Body): MergedBody {
  const { range, end } = base;
  const attributes = replaceAttributes(base.attributes, override.attributes);
  return { attributes, blocks: replaceBlocks(base.blocks, override.blocks), range, end, base, override };
}

const isMerged = (body: Body): body is MergedBody => "base" in body;

const withoutRequired = (shape: BodyShape): BodyShape => ({
  ...shape,
  attributes: new Map([...shape.attributes.keys()].map((name) => [name, {}] as const)),
});

function mergeContents(base: BodyContent, override: BodyContent): BodyContent {
  return {
    attributes: replaceAttributes(base.attributes, override.attributes),
    blocks: replaceBlocks(base.blocks, override.blocks),
    diagnostics: [...base.diagnostics, ...override.diagnostics],
  };
}

// Where one file says `count` and the other `for_each`, Terraform keeps the count.
function replaceAttributes(base: ReadonlyMap<string, Attribute>, override: ReadonlyMap<string, Attribute>): ReadonlyMap<string, Attribute> {
  const merged = new Map([...base, ...override]);
  const split = base.has("count") !== override.has("count") && base.has("for_each") !== override.has("for_each");
  if (split && merged.has("count")) merged.delete("for_each");
  return merged;
}

// A nested block in an override file replaces all blocks of its type; settings in `lifecycle` are merged one by one.
function replaceBlocks(base: readonly Block[], override: readonly Block[]): readonly Block[] {
  if (override.length === 0) return base;
  const types = new Set(override.map(expandedType));
  const kept = base.filter((block) => !types.has(expandedType(block)));
  const lifecycle = base.find((block) => block.type === "lifecycle");
  return [...kept, ...override.map((block) => (block.type === "lifecycle" && lifecycle ? mergeBlocks(lifecycle, block) : block))];
}

/** A block with another's body laid over its own. */
export const mergeBlocks = (base: Block, override: Block): Block => ({ ...base, body: mergeBodies(base.body, override.body) });

/** The type of block that a `dynamic` block makes, or the block's own. */
const expandedType = (block: Block): string => (block.type === "dynamic" ? (block.labels[0]?.value ?? block.type) : block.type);

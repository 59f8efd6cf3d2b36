import type { Attribute, Block, Body } from "../syntax/tree.ts";

/** What arguments and blocks a body may have. */
export interface BodyShape {
  readonly attributes: ReadonlyMap<string, AttributeShape>;
  /** By block type. */
  readonly blocks: ReadonlyMap<string, BlockShape>;
  /** What it holds beyond that is given back as `remaining` instead of being an error. */
  readonly open?: boolean;
}

export interface AttributeShape {
  readonly required?: boolean;
}

export interface BlockShape {
  /** What each label says: ["type", "name"]. */
  readonly labels: readonly string[];
}

/** What a body has, whichever syntax it is in. */
export interface BodyContent {
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** In order of the source. */
  readonly blocks: readonly Block[];
  /** What the shape does not mention; empty unless the shape is open. */
  readonly remaining: Body;
}

/** Names as people list them: "name!" is required; blocks by type with their labels. */
export function bodyShape(
  attributes: readonly string[],
  blocks: Readonly<Record<string, readonly string[]>> = {},
  options: { readonly open?: boolean; readonly dynamic?: boolean } = {},
): BodyShape {
  const shapes = new Map(Object.entries(blocks).map(([type, labels]) => [type, { labels }] as const));
  if (options.dynamic) shapes.set("dynamic", { labels: ["type"] });
  return {
    attributes: new Map(
      attributes.map((name) => (name.endsWith("!") ? [name.slice(0, -1), { required: true }] : [name, {}])),
    ),
    blocks: shapes,
    ...(options.open && { open: true }),
  };
}

/** The required arguments that are not there. */
export function missingNames(shape: BodyShape, attributes: ReadonlyMap<string, Attribute>): string[] {
  return [...shape.attributes].filter(([name, { required }]) => required && !attributes.has(name)).map(([name]) => name);
}

// A body and the schema it should fit → a value, with everything in it evaluated.
import { bodyShape, dynamicUnknown, hasErrors, listType, makeSet, mapType, nullValue, objectValue, setType, suggest, tupleValue, unknownValue } from "@lockstep/hcl";
import type { Attribute, Block, Body, BodyShape, Diagnostic, Expression, ObjectType, SourceRange, Type, Value } from "@lockstep/hcl";
import { readContent } from "../config/content.ts";
import { convertValue } from "../config/conversion.ts";
import * as messages from "../messages.ts";
import { expandBlocks } from "./dynamic-blocks.ts";
import { impliedType, nestedType } from "./implied-type.ts";
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "./schema.ts";

/** Names that dynamic blocks make, before those of the scope. */
export type Names = ReadonlyMap<string, Value>;

/** How the expressions of a body are evaluated. */
export type Evaluate = (expression: Expression, names: Names | undefined) => { readonly value: Value; readonly diagnostics: readonly Diagnostic[] };

export interface DecodeRequest {
  readonly body: Body;
  readonly schema: BlockSchema;
  readonly evaluate: Evaluate;
  /** Arguments and blocks that are somebody else's: count, lifecycle … */
  readonly besides?: BodyShape;
}

/** The value of the schema's type; where something is wrong, what depends on it is unknown. */
export function decodeBody({ body, schema, evaluate, besides }: DecodeRequest): { readonly value: Value; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const value = decodeLevel({ evaluate, diagnostics, names: undefined, unknown: false }, body, schema, besides);
  return { value, diagnostics };
}

/** The way into a body: what is known at this depth. */
export interface Decoding {
  readonly evaluate: Evaluate;
  readonly diagnostics: Diagnostic[];
  readonly names: Names | undefined;
  /** Inside a dynamic block of which it is not known how often it is repeated. */
  readonly unknown: boolean;
}

function decodeLevel(decoding: Decoding, body: Body, schema: BlockSchema, besides?: BodyShape): Value {
  const effective = withAttributesAsBlocks(schema, body);
  const content = readContent(body, shapeOf(effective, besides));
  for (const diagnostic of content.diagnostics) decoding.diagnostics.push(diagnostic);
  const values = new Map<string, Value>();
  for (const [name, attribute] of Object.entries(effective.attributes)) {
    values.set(name, decodeAttribute(decoding, content.attributes.get(name), attribute));
  }
  const byType = groupBlocks(content.blocks);
  for (const block of content.blocks) decoding.diagnostics.push(...dynamicProblem(block, effective));
  for (const [type, nested] of Object.entries(effective.blocks)) {
    values.set(type, decodeBlocks(decoding, type, nested, byType.get(type) ?? [], body));
  }
  return sortedObject(values, impliedType(schema));
}

/** A dynamic block of a type that there is not; ordinary blocks have been checked by their shape. */
function dynamicProblem({ type, labels }: Block, schema: BlockSchema): Diagnostic[] {
  const [label] = type === "dynamic" ? labels : [];
  if (!label || Object.hasOwn(schema.blocks, label.value)) return [];
  return [messages.unsupportedDynamicBlock(label.value, suggest(label.value, Object.keys(schema.blocks)), label.range)];
}

/** The attributes in the order of the type, so that the object need not be sorted. */
function sortedObject(values: ReadonlyMap<string, Value>, type: ObjectType): Value {
  const raw = new Map([...type.attributes].map(([name, expected]) => [name, values.get(name) ?? nullValue(expected)] as const));
  const same = [...type.attributes].every(([name, expected]) => expected === raw.get(name)?.type);
  return same ? { type, raw, marks: 0 } : objectValue(raw);
}

const shapes = new WeakMap<BlockSchema, Map<BodyShape | undefined, BodyShape>>();

function shapeOf(schema: BlockSchema, besides: BodyShape | undefined): BodyShape {
  const known = shapes.get(schema) ?? new Map<BodyShape | undefined, BodyShape>();
  shapes.set(schema, known);
  const cached = known.get(besides);
  if (cached) return cached;
  const own = makeShape(schema);
  const shape = besides
    ? { attributes: new Map([...own.attributes, ...besides.attributes]), blocks: new Map([...own.blocks, ...besides.blocks]) }
    : own;
  known.set(besides, shape);
  return shape;
}

/** The arguments and blocks that a schema has; others are passed over. */
export const schemaShape = (schema: BlockSchema): BodyShape => ({ ...shapeOf(schema, undefined), open: true });

function makeShape({ attributes, blocks }: BlockSchema): BodyShape {
  const names = Object.entries(attributes).map(([name, { required }]) => (required ? `${name}!` : name));
  const labels = Object.fromEntries(Object.entries(blocks).map(([type, { nesting }]) => [type, nesting === "map" ? ["key"] : []]));
  return bodyShape(names, labels, { dynamic: true });
}

// Terraform lets an attribute that is a list or set of objects be written as blocks (its documentation calls this
// "Attributes as Blocks"), because old providers declare such attributes where people expect blocks.
function withAttributesAsBlocks(schema: BlockSchema, body: Body): BlockSchema {
  if (body.blocks.length === 0) return schema;
  const written = new Set(body.blocks.map((block) => (block.type === "dynamic" ? block.labels[0]?.value : block.type)));
  const moved = Object.entries(schema.attributes).filter(([name, { type }]) => written.has(name) && objectElement(type) && !body.attributes.has(name));
  if (moved.length === 0) return schema;
  const names = new Set(moved.map(([name]) => name));
  return {
    attributes: Object.fromEntries(Object.entries(schema.attributes).filter(([name]) => !names.has(name))),
    blocks: { ...schema.blocks, ...Object.fromEntries(moved.map(([name, { type }]) => [name, blocksOf(type)])) },
  };
}

const objectElement = (type: Type): ObjectType | undefined =>
  (type.kind === "list" || type.kind === "set") && type.element.kind === "object" ? type.element : undefined;

function blocksOf(type: Type): NestedBlockSchema {
  const attributes = [...(objectElement(type)?.attributes ?? [])].map(([name, inner]) => [name, { type: inner, optional: true }] as const);
  return { nesting: type.kind === "set" ? "set" : "list", block: { attributes: Object.fromEntries(attributes), blocks: {} } };
}

function decodeAttribute(decoding: Decoding, attribute: Attribute | undefined, { type }: AttributeSchema): Value {
  if (!attribute) return nullValue(type);
  const { value, diagnostics } = decoding.evaluate(attribute.expression, decoding.names);
  for (const diagnostic of diagnostics) decoding.diagnostics.push(diagnostic);
  if (hasErrors([...diagnostics])) return unknownValue(type);
  const { value: converted, problem } = convertValue(decoding.unknown ? dynamicUnknown : value, type);
  if (converted) return converted;
  decoding.diagnostics.push(messages.incorrectAttribute(attribute.name, problem, attribute.expression.range));
  return unknownValue(type);
}

function groupBlocks(blocks: readonly Block[]): ReadonlyMap<string, readonly Block[]> {
  const groups = new Map<string, Block[]>();
  for (const block of blocks) {
    const type = block.type === "dynamic" ? (block.labels[0]?.value ?? "") : block.type;
    const group = groups.get(type);
    if (group) group.push(block);
    else groups.set(type, [block]);
  }
  return groups;
}

/** One block, written or made by a dynamic block. */
export interface MadeBlock {
  readonly body: Body;
  readonly labels: readonly string[];
  readonly names: Names | undefined;
  readonly unknown: boolean;
  /** Where to point when it is one too many. */
  readonly range: SourceRange;
}

interface DecodedBlock {
  readonly made: MadeBlock;
  readonly value: Value;
}

function decodeBlocks(decoding: Decoding, type: string, nested: NestedBlockSchema, blocks: readonly Block[], body: Body): Value {
  const made = expandBlocks(decoding, blocks);
  const decoded = made.map((block) => ({
    made: block,
    value: decodeLevel({ ...decoding, names: block.names, unknown: decoding.unknown || block.unknown }, block.body, nested.block),
  }));
  const unknown = made.some((block) => block.unknown);
  if (!unknown) decoding.diagnostics.push(...countProblems(type, nested, made, body));
  return assemblies[nested.nesting]({ decoding, type, nested, decoded, unknown });
}

function countProblems(type: string, { nesting, minItems = 0, maxItems }: NestedBlockSchema, made: readonly MadeBlock[], body: Body): Diagnostic[] {
  const [first, second] = made;
  const open = openingOf(body);
  if (nesting === "single" || nesting === "group") {
    if (first && second) return [messages.duplicateBlock(type, first.range, second.range)];
    return !first && minItems > 0 ? [messages.missingBlock(type, open)] : [];
  }
  if (made.length < minItems) return [messages.tooFewBlocks(type, minItems, open)];
  const extra = maxItems === undefined || maxItems === 0 ? undefined : made[maxItems];
  return extra && maxItems ? [messages.tooManyBlocks(type, maxItems, extra.range)] : [];
}

const openingOf = (body: Body): SourceRange => ({ ...body.range, end: Math.min(body.range.start + 1, body.range.end) });

interface Assembly {
  readonly decoding: Decoding;
  readonly type: string;
  readonly nested: NestedBlockSchema;
  readonly decoded: readonly DecodedBlock[];
  readonly unknown: boolean;
}

const assemblies: Readonly<Record<NestedBlockSchema["nesting"], (assembly: Assembly) => Value>> = {
  single: ({ nested, decoded }) => decoded[0]?.value ?? nullValue(impliedType(nested.block)),
  group: ({ decoding, nested, decoded }) => decoded[0]?.value ?? emptyBlock(decoding, nested.block),
  list({ nested, decoded, unknown }) {
    if (unknown) return unknownValue(nestedType(nested));
    const values = decoded.map(({ value }) => value);
    const type = nestedType(nested);
    return type.kind === "dynamic" ? tupleValue(values) : { type: listType(impliedType(nested.block)), raw: values, marks: 0 };
  },
  set({ nested, decoded, unknown }) {
    if (unknown) return unknownValue(setType(impliedType(nested.block)));
    return makeSet(impliedType(nested.block), decoded.map(({ value }) => value));
  },
  map({ decoding, type, nested, decoded, unknown }) {
    if (unknown) return unknownValue(nestedType(nested));
    const byKey = new Map<string, DecodedBlock>();
    for (const block of decoded) addKeyed(byKey, block, type, decoding.diagnostics);
    const entries = [...byKey].map(([key, { value }]) => [key, value] as const);
    if (nestedType(nested).kind === "dynamic") return objectValue(entries);
    return { ...objectValue(entries), type: mapType(impliedType(nested.block)) };
  },
};

function addKeyed(byKey: Map<string, DecodedBlock>, block: DecodedBlock, type: string, diagnostics: Diagnostic[]): void {
  const key = block.made.labels[0] ?? "";
  const earlier = byKey.get(key);
  if (earlier) diagnostics.push(messages.duplicateBlockKey(type, key, earlier.made.range, block.made.range));
  else byKey.set(key, block);
}

/** A block that stands for itself when it is left out: all its attributes are null. */
function emptyBlock(decoding: Decoding, schema: BlockSchema): Value {
  const nested = Object.entries(schema.blocks).map(([type, inner]) => {
    const assembly = { decoding, type, nested: inner, decoded: [], unknown: false };
    return [type, assemblies[inner.nesting](assembly)] as const;
  });
  return sortedObject(new Map(nested), impliedType(schema));
}

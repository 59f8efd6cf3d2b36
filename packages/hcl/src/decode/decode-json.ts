import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/decode-messages.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { printRange } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import { jsonExpression } from "../syntax/json-template.ts";
import { jsonBody } from "../syntax/parse-json.ts";
import type { Attribute, Block, BlockLabel, Body, JsonNode, JsonObject } from "../syntax/tree.ts";
import { missingNames } from "./body-shape.ts";
import type { BlockShape, BodyContent, BodyShape } from "./body-shape.ts";

type Member = JsonObject["members"][number];

/** The HCL JSON mapping: a property is an argument or the blocks of a type, as the shape says. "//" is a comment. */
export function decodeJsonContent(body: Body, object: JsonObject, shape: BodyShape): Required<Outcome<BodyContent>> {
  const diagnostics: Diagnostic[] = [];
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  const others: Member[] = [];
  for (const member of objectMembers(originals.get(object) ?? object, undefined, diagnostics)) {
    const block = shape.blocks.get(member.name);
    if (block) unpackBlocks({ member, shape: block, blocks, diagnostics }, member.value, []);
    else if (shape.attributes.has(member.name)) addAttribute(attributes, member, diagnostics);
    else if (member.name !== "//") others.push(member);
  }
  for (const name of missingNames(shape, attributes)) diagnostics.push(say.missingArgument(name, body.end));
  if (!shape.open) addExtraneous(shape, others, diagnostics);
  const remaining = jsonBody({ ...object, members: others });
  return { value: { attributes, blocks, remaining }, diagnostics };
}

/** All properties as arguments. */
export function decodeJsonAttributes(object: JsonObject): Required<Outcome<ReadonlyMap<string, Attribute>>> {
  const diagnostics: Diagnostic[] = [];
  const attributes = new Map<string, Attribute>();
  const original = originals.get(object);
  if (original) diagnostics.push(say.argumentsExpected(opening(original)));
  for (const member of object.members) if (member.name !== "//") addAttribute(attributes, member, diagnostics);
  return { value: attributes, diagnostics };
}

function addAttribute(attributes: Map<string, Attribute>, { name, nameRange, value }: Member, diagnostics: Diagnostic[]): void {
  const existing = attributes.get(name);
  if (existing) {
    diagnostics.push(say.duplicateArgument(name, printRange(existing.range), nameRange));
    return;
  }
  const range = { ...nameRange, end: value.range.end };
  attributes.set(name, { name, nameRange, expression: jsonExpression(value), range });
}

function addExtraneous(shape: BodyShape, others: readonly Member[], diagnostics: Diagnostic[]): void {
  const names = [...shape.attributes.keys(), ...shape.blocks.keys()];
  for (const { name, nameRange } of others) {
    diagnostics.push(say.extraneousProperty(name, suggest(name, names), nameRange));
  }
}

interface Unpacking {
  readonly member: Member;
  readonly shape: BlockShape;
  readonly blocks: Block[];
  readonly diagnostics: Diagnostic[];
}

/** One object level per label, an array anywhere for several. */
function unpackBlocks(unpacking: Unpacking, node: JsonNode, labels: readonly BlockLabel[]): void {
  const { member, shape, diagnostics } = unpacking;
  const label = shape.labels[labels.length];
  if (label === undefined) {
    unpackBodies(unpacking, node, labels);
    return;
  }
  const members = objectMembers(node, label, diagnostics);
  if (members.length === 0) diagnostics.push(say.missingJsonLabel(member.name, label, opening(node)));
  for (const { name, nameRange, value } of members) {
    unpackBlocks(unpacking, value, [...labels, { value: name, range: nameRange }]);
  }
}

function unpackBodies({ member, blocks, diagnostics }: Unpacking, node: JsonNode, labels: readonly BlockLabel[]): void {
  if (node.kind === "null") return;
  if (node.kind !== "object" && node.kind !== "array") {
    diagnostics.push(say.blockContentExpected(member.name, opening(node)));
    return;
  }
  for (const item of node.kind === "array" ? node.items : [node]) blocks.push(makeBlock(member, labels, asObject(item)));
}

/** What really stands where a block's content should be an object: it is judged when that body is decoded. */
const originals = new WeakMap<JsonObject, JsonNode>();

function asObject(node: JsonNode): JsonObject {
  if (node.kind === "object") return node;
  const object: JsonObject = { kind: "object", members: [], range: node.range };
  originals.set(object, node);
  return object;
}

function makeBlock({ name, nameRange }: Member, labels: readonly BlockLabel[], object: JsonObject): Block {
  return {
    type: name,
    typeRange: nameRange,
    labels,
    body: jsonBody(object),
    headerRange: opening(originals.get(object) ?? object), // where Terraform says that the block is
    range: object.range,
  };
}

/** The properties of an object, or of all objects of an array; null has none. */
function objectMembers(node: JsonNode, label: string | undefined, diagnostics: Diagnostic[]): readonly Member[] {
  if (node.kind === "object") return node.members;
  if (node.kind === "null") return [];
  if (node.kind !== "array") {
    diagnostics.push(say.objectExpected(label, false, opening(node)));
    return [];
  }
  return node.items.flatMap((item) => {
    if (item.kind === "object") return item.members;
    diagnostics.push(say.objectExpected(label, true, opening(item)));
    return [];
  });
}

/** Where a value is pointed at: the first bracket, or the whole of anything else. */
const opening = ({ kind, range }: JsonNode): SourceRange =>
  kind === "object" || kind === "array" ? { ...range, end: Math.min(range.start + 1, range.end) } : range;

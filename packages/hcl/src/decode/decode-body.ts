import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/decode-messages.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { joinRanges } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import type { Attribute, Block, Body } from "../syntax/tree.ts";
import type { BlockShape, BodyContent, BodyShape } from "./body-shape.ts";
import { missingNames } from "./body-shape.ts";
import { decodeJsonAttributes, decodeJsonContent } from "./decode-json.ts";

/** The arguments and blocks of a body held against a shape. What is wrong is left out and said. */
export function decodeContent(body: Body, shape: BodyShape): Required<Outcome<BodyContent>> {
  return body.json ? decodeJsonContent(body, body.json, shape) : decodeNativeContent(body, shape);
}

/** All arguments of a body that holds nothing else, as `locals` does. */
export function decodeAttributes(body: Body): Required<Outcome<ReadonlyMap<string, Attribute>>> {
  if (body.json) return decodeJsonAttributes(body.json);
  const [first] = body.blocks;
  if (!first) return { value: body.attributes, diagnostics: [] };
  return { value: body.attributes, diagnostics: [say.unexpectedBlock(first.type, first.typeRange, first.headerRange)] };
}

function decodeNativeContent(body: Body, shape: BodyShape): Required<Outcome<BodyContent>> {
  const diagnostics: Diagnostic[] = [];
  const attributes = new Map([...body.attributes].filter(([name]) => shape.attributes.has(name)));
  for (const name of missingNames(shape, attributes)) diagnostics.push(say.missingArgument(name, openingOf(body)));
  const blocks = body.blocks.filter((block) => {
    const expected = shape.blocks.get(block.type);
    return expected && hasItsLabels(block, expected, diagnostics);
  });
  const others = new Map([...body.attributes].filter(([name]) => !shape.attributes.has(name)));
  const otherBlocks = body.blocks.filter((block) => !shape.blocks.has(block.type));
  if (!shape.open) addUnsupported(shape, others.values(), otherBlocks, diagnostics);
  const remaining = { ...body, attributes: others, blocks: otherBlocks };
  return { value: { attributes, blocks, remaining }, diagnostics };
}

/** Where a missing argument is reported: at the opening brace. */
export const openingOf = (body: Body): SourceRange => ({
  ...body.range,
  end: Math.min(body.range.start + 1, body.range.end),
});

function addUnsupported(
  shape: BodyShape,
  attributes: Iterable<Attribute>,
  blocks: readonly Block[],
  diagnostics: Diagnostic[],
): void {
  for (const { name, nameRange } of attributes) {
    const near = suggest(name, shape.attributes.keys());
    diagnostics.push(say.unsupportedArgument(name, { near, block: shape.blocks.has(name) }, nameRange));
  }
  for (const { type, typeRange } of blocks) {
    const near = suggest(type, shape.blocks.keys());
    diagnostics.push(say.unsupportedBlock(type, { near, argument: shape.attributes.has(type) }, typeRange));
  }
}

function hasItsLabels(block: Block, { labels }: BlockShape, diagnostics: Diagnostic[]): boolean {
  const open = openingOf(block.body);
  const context = joinRanges(block.typeRange, open);
  const extra = block.labels[labels.length];
  const missing = labels[block.labels.length];
  if (extra) diagnostics.push(say.extraneousLabel(block.type, labels, extra.range, context));
  else if (missing !== undefined) diagnostics.push(say.missingLabel(block.type, missing, labels, open, context));
  return extra === undefined && missing === undefined;
}

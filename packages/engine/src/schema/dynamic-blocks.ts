// dynamic "rule" { for_each = …  content { … } }: a block for each element.
import { bodyShape, convert, deepMarks, dynamicUnknown, hasErrors, isKnown, isProblem, numberValue, stringType, stringValue, withMarks } from "@lockstep/hcl";
import type { Attribute, Block, SourceRange, Value } from "@lockstep/hcl";
import { readContent } from "../config/content.ts";
import { keywordOf, listItems, quotedText } from "../config/static-form.ts";
import * as messages from "../messages.ts";
import type { Decoding, MadeBlock, Names } from "./decode-body.ts";

const shape = bodyShape(["for_each!", "iterator", "labels"], { content: [] });

/** The blocks as they are after dynamic ones are repeated, in the order of the source. */
export function expandBlocks(decoding: Decoding, blocks: readonly Block[]): MadeBlock[] {
  return blocks.flatMap((block) => (block.type === "dynamic" ? expandDynamic(decoding, block) : [writtenBlock(decoding, block)]));
}

function writtenBlock(decoding: Decoding, block: Block): MadeBlock {
  const labels = block.labels.map(({ value }) => value);
  return { body: block.body, labels, names: decoding.names, unknown: false, range: openingOf(block) };
}

const openingOf = ({ body }: Block): SourceRange => ({ ...body.range, end: Math.min(body.range.start + 1, body.range.end) });

function expandDynamic(decoding: Decoding, block: Block): MadeBlock[] {
  const type = block.labels[0]?.value ?? "";
  const read = readContent(block.body, shape);
  for (const diagnostic of read.diagnostics) decoding.diagnostics.push(diagnostic);
  const [content, extra] = read.blocks;
  if (!content) decoding.diagnostics.push(messages.dynamicWithoutContent(openingOf(block)));
  if (extra) decoding.diagnostics.push(messages.dynamicExtraContent(extra.headerRange));
  const iterator = iteratorName(decoding, read.attributes.get("iterator"), type);
  const forEach = read.attributes.get("for_each");
  const elements = forEach && elementsOf(decoding, forEach);
  if (!content || !elements) return [];
  return elements.map(({ key, value, unknown }) => {
    const names: Names = new Map([...(decoding.names ?? []), [iterator, iteratorValue(key, value)]]);
    const labels = blockLabels({ ...decoding, names }, read.attributes.get("labels"));
    return { body: content.body, labels, names, unknown, range: openingOf(content) };
  });
}

function iteratorName(decoding: Decoding, attribute: Attribute | undefined, type: string): string {
  if (!attribute) return type;
  const name = keywordOf(attribute.expression) ?? quotedText(attribute.expression);
  if (name === undefined) decoding.diagnostics.push(messages.dynamicIterator(attribute.expression.range));
  return name ?? type;
}

interface Element {
  readonly key: Value;
  readonly value: Value;
  readonly unknown: boolean;
}

const unknownElement: Element = { key: dynamicUnknown, value: dynamicUnknown, unknown: true };

function elementsOf(decoding: Decoding, { expression }: Attribute): readonly Element[] | undefined {
  const { value, diagnostics } = decoding.evaluate(expression, decoding.names);
  for (const diagnostic of diagnostics) decoding.diagnostics.push(diagnostic);
  if (hasErrors([...diagnostics])) return undefined;
  if (decoding.unknown || (!isKnown(value) && isIterable(value))) return [unknownElement];
  if (value.raw === null) return refuse(decoding, "Cannot use a null value in for_each.", expression.range);
  const marks = value.type.kind === "set" ? deepMarks(value) : value.marks;
  const element = (key: Value, item: Value): Element => ({ key: withMarks(key, marks), value: withMarks(item, marks), unknown: false });
  if (Array.isArray(value.raw)) {
    const items: readonly Value[] = value.raw;
    return items.map((item, at) => element(value.type.kind === "set" ? item : numberValue(at), item));
  }
  if (value.raw instanceof Map) {
    const entries: ReadonlyMap<string, Value> = value.raw;
    return [...entries].map(([key, item]) => element(stringValue(key), item));
  }
  return refuse(decoding, `Cannot use a ${value.type.kind} value in for_each. An iterable collection is required.`, expression.range);
}

const iterableKinds = new Set(["dynamic", "list", "set", "map", "tuple", "object"]);
const isIterable = (value: Value): boolean => iterableKinds.has(value.type.kind);

function refuse(decoding: Decoding, detail: string, range: SourceRange): undefined {
  decoding.diagnostics.push(messages.dynamicForEach(detail, range));
  return undefined;
}

const iteratorValue = (key: Value, value: Value): Value => ({
  type: { kind: "object", attributes: new Map([["key", key.type], ["value", value.type]]) },
  raw: new Map([["key", key], ["value", value]]),
  marks: 0,
});

function blockLabels(decoding: Decoding, attribute: Attribute | undefined): string[] {
  return (attribute ? (listItems(attribute.expression) ?? []) : []).map((item) => {
    const { value, diagnostics } = decoding.evaluate(item, decoding.names);
    for (const diagnostic of diagnostics) decoding.diagnostics.push(diagnostic);
    const text = convert(value, stringType);
    if (!isProblem(text) && typeof text.raw === "string") return text.raw;
    decoding.diagnostics.push(messages.dynamicLabels("A block label must be a known text that is not null.", item.range));
    return "";
  });
}

import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/syntax-messages.ts";
import { joinRanges } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import { stringValue } from "../values/value.ts";
import { parseFor } from "./parse-for.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { Expression, ObjectItem } from "./tree.ts";

/** [a, b] or [for …] */
export function parseTuple(parser: Parser, open: Token): Expression {
  parser.read();
  return parser.withNewlines("skipped", () => {
    if (parser.atWord("for")) return parseFor(parser, open);
    const items = tupleItems(parser, open);
    return { kind: "tuple", items, range: parser.range(open, parser.previous()), openRange: parser.range(open, open) };
  });
}

function tupleItems(parser: Parser, open: Token): Expression[] {
  const items: Expression[] = [];
  while (!parser.take("]")) {
    const mark = parser.mark();
    items.push(parser.expression());
    if (parser.failedSince(mark)) {
      parser.recover("]");
      break;
    }
    const next = parser.peek();
    if (next.kind === "]") continue;
    if (next.kind !== ",") {
      if (next.kind === "end") parser.report(say.unclosed("tuple", parser.range(open, open)));
      else parser.report(say.missingItemSeparator(parser.range(next, next), parser.range(open, next)));
      parser.recover("]");
      break;
    }
    parser.read();
  }
  return items;
}

/** { a = 1 } or {for …}. Line breaks separate items, so they are skipped only while looking for the word "for". */
export function parseObject(parser: Parser, open: Token): Expression {
  parser.read();
  const isFor = parser.withNewlines("skipped", () => parser.atWord("for"));
  if (isFor) return parser.withNewlines("skipped", () => parseFor(parser, open));
  const items = parser.withNewlines("kept", () => objectItems(parser, open));
  return { kind: "object", items, range: parser.range(open, parser.previous()), openRange: parser.range(open, open) };
}

function objectItems(parser: Parser, open: Token): ObjectItem[] {
  const items: ObjectItem[] = [];
  for (;;) {
    while (parser.take("newline"));
    if (parser.take("}")) return items;
    const item = parseObjectItem(parser, open);
    if (item) items.push(item);
    const next = parser.peek();
    if (item && next.kind === "}") continue;
    if (item && (next.kind === "," || next.kind === "newline")) {
      parser.read();
      continue;
    }
    if (item && next.kind === "end") parser.report(say.unclosed("object", parser.range(open, open)));
    else if (item) parser.report(say.missingAttributeSeparator(parser.range(next, next), parser.range(open, next)));
    parser.recover("}");
    return items;
  }
}

function parseObjectItem(parser: Parser, open: Token): ObjectItem | undefined {
  const mark = parser.mark();
  const key = parser.expression();
  if (parser.failedSince(mark)) return undefined;
  const next = parser.peek();
  if (next.kind !== "=" && next.kind !== ":") {
    const openRange = parser.range(open, open);
    if (next.kind === "end") parser.report(say.unclosed("object", openRange));
    else parser.report(noValue(next, parser.range(next, next), openRange));
    return undefined;
  }
  parser.read();
  const value = parser.expression();
  if (parser.failedSince(mark)) return undefined;
  const keyWord = wordOf(key);
  if (keyWord === undefined) return { key, value };
  return { key: { kind: "literal", value: stringValue(keyWord), range: key.range }, keyWord, value };
}

function noValue(next: Token, range: SourceRange, open: SourceRange): Diagnostic {
  const context = joinRanges(open, range);
  if (next.kind === "newline" || next.kind === ",") return say.missingAttributeValue(range, context);
  return say.missingKeySeparator(next.kind === "identifier", range, context);
}

/** The literal name that a bare word is as a key; true, false and null are names there too. */
function wordOf(key: Expression): string | undefined {
  if (key.kind === "scope-traversal" && key.steps.length === 0) return key.root;
  if (key.kind !== "literal") return undefined;
  if (typeof key.value.raw === "boolean") return String(key.value.raw);
  return key.value.raw === null ? "null" : undefined;
}

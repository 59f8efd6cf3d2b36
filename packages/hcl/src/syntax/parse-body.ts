import * as say from "../diagnostics/syntax-messages.ts";
import { unescape } from "./parse-template.ts";
import type { Parser } from "./parser.ts";
import type { Token, TokenKind } from "./token.ts";
import type { Attribute, Block, BlockLabel, Body } from "./tree.ts";

/** The items up to the closing brace (or the end of the file), which is read. `open` is the brace before. */
export function parseBody(parser: Parser, close: "}" | "end", open: Token): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    const next = parser.peek();
    if (next.kind === close) {
      parser.read();
      return makeBody(parser, attributes, blocks, open, next);
    }
    if (next.kind === "newline") parser.read();
    else if (next.kind === "identifier") parseItem(parser, attributes, blocks);
    else {
      parser.read();
      parser.report(unexpectedItem(parser, next, open));
      parser.recover(close);
      return makeBody(parser, attributes, blocks, open, parser.previous());
    }
  }
}

function unexpectedItem(parser: Parser, token: Token, open: Token) {
  const range = parser.range(token, token);
  if (token.kind === "open-quote") return say.quotedArgumentName(range);
  if (token.kind === "end") return say.unclosedBlock(parser.range(open, open));
  return say.itemRequired(range);
}

const makeBody = (
  parser: Parser,
  attributes: ReadonlyMap<string, Attribute>,
  blocks: readonly Block[],
  open: Token,
  close: Token,
): Body => ({ attributes, blocks, range: parser.range(open, close), end: parser.range(close, close) });

function parseItem(parser: Parser, attributes: Map<string, Attribute>, blocks: Block[]): void {
  const name = parser.read();
  const next = parser.peek();
  if (next.kind === "=") addAttribute(parser, attributes, parseAttribute(parser, name, "own line"));
  else if (next.kind === "open-quote" || next.kind === "{" || next.kind === "identifier") {
    const block = parser.deeper(() => parseBlock(parser, name), () => undefined);
    if (block) blocks.push(block);
  } else {
    // Not held back in recovery: a bare word on a line is a mistake of its own.
    parser.diagnostics.push(say.itemRequiredAfterName(parser.range(name, name)));
    parser.recoverAfterItem();
  }
}

function addAttribute(parser: Parser, attributes: Map<string, Attribute>, attribute: Attribute): void {
  const existing = attributes.get(attribute.name);
  if (existing) parser.diagnostics.push(say.attributeRedefined(existing, attribute));
  else attributes.set(attribute.name, attribute);
}

/** From the equals sign on; in a one-line block no line break follows. */
function parseAttribute(parser: Parser, name: Token, place: "own line" | "one-line block"): Attribute {
  parser.read();
  const mark = parser.mark();
  const expression = parser.expression();
  let end = parser.previous();
  if (parser.failedSince(mark)) parser.recoverAfterItem();
  else if (place === "own line") {
    const next = parser.peek();
    if (next.kind === "newline" || next.kind === "end") parser.read();
    else {
      const range = parser.range(next, next);
      parser.report(say.missingNewlineAfterArgument(next.kind === ",", range, parser.range(name, next)));
      end = parser.previous();
      parser.recoverAfterItem();
    }
  }
  return {
    name: parser.textOf(name),
    nameRange: parser.range(name, name),
    expression,
    range: parser.range(name, end),
  };
}

function parseBlock(parser: Parser, type: Token): Block {
  const labels: BlockLabel[] = [];
  let header = type;
  for (let next = parser.peek(); next.kind === "identifier" || next.kind === "open-quote"; next = parser.peek()) {
    labels.push(next.kind === "identifier" ? wordLabel(parser) : quotedLabel(parser));
    header = parser.previous();
  }
  const open = parser.peek();
  if (open.kind !== "{") {
    const problem = noBlockBody(parser, open, type);
    if (open.kind === "=" || open.kind === "newline") parser.diagnostics.push(problem);
    else parser.report(problem);
    parser.recoverAfterItem();
    // It counts as an empty one, so that it is also said when there should be none.
    return makeBlock(parser, type, header, labels, makeBody(parser, new Map(), [], type, type), type);
  }
  parser.read();
  const body = blockBody(parser, open);
  const close = parser.previous();
  endBlock(parser, type);
  return makeBlock(parser, type, header, labels, body, close);
}

const makeBlock = (parser: Parser, type: Token, header: Token, labels: readonly BlockLabel[], body: Body, close: Token): Block => ({
  type: parser.textOf(type),
  typeRange: parser.range(type, type),
  labels,
  body,
  headerRange: parser.range(type, header),
  range: parser.range(type, close),
});

function noBlockBody(parser: Parser, token: Token, type: Token) {
  const range = parser.range(token, token);
  const context = parser.range(type, token);
  if (token.kind === "=") return say.equalsInBlock(range, context);
  if (token.kind === "newline") return say.blockBodyOnNextLine(range, context);
  return say.blockLabelExpected(range, context);
}

function endBlock(parser: Parser, type: Token): void {
  const next = parser.peek();
  if (next.kind === "newline" || next.kind === "end") {
    parser.read();
    return;
  }
  parser.report(say.missingNewlineAfterBlock(parser.range(next, next), parser.range(type, next)));
  parser.recoverAfterItem();
}

function wordLabel(parser: Parser): BlockLabel {
  const token = parser.read();
  return { value: parser.textOf(token), range: parser.range(token, token) };
}

/** A label between quotes: plain text without interpolation. */
function quotedLabel(parser: Parser): BlockLabel {
  const open = parser.read();
  let value = "";
  for (;;) {
    const token = parser.read();
    if (token.kind === "close-quote") break;
    if (token.kind === "quoted-text") {
      value += unescape(parser, token);
      continue;
    }
    const range = parser.range(token, token);
    if (token.kind === "interpolation" || token.kind === "directive") {
      parser.diagnostics.push(say.templateInLabel(parser.textOf(token).startsWith("$"), range, parser.range(open, token)));
      // The label's quote is still open: what follows belongs to the sequence.
      parser.recover("sequence-end");
      value += token.kind === "interpolation" ? "${ ... }" : "%{ ... }";
      continue;
    }
    parser.diagnostics.push(token.kind === "end" ? say.unterminatedLabel(range, parser.range(open, token)) : say.invalidLabelText(range));
    if (token.kind !== "end") parser.recover("close-quote");
    break;
  }
  return { value, range: parser.range(open, parser.previous()) };
}

/** What follows the opening brace: lines of items, or the single argument of a one-line block. */
function blockBody(parser: Parser, open: Token): Body {
  const oneLine: TokenKind[] = ["newline", "end", "}"];
  if (oneLine.includes(parser.peek().kind)) return parseBody(parser, "}", open);
  return parseOneLineBody(parser, open);
}

function parseOneLineBody(parser: Parser, open: Token): Body {
  const attributes = new Map<string, Attribute>();
  parseOneLineArgument(parser, attributes);
  if (!parser.take("}")) closeOneLineBody(parser, open);
  return makeBody(parser, attributes, [], open, parser.previous());
}

function parseOneLineArgument(parser: Parser, attributes: Map<string, Attribute>): void {
  const name = parser.read();
  const next = parser.peek();
  if (name.kind === "identifier" && next.kind === "=") {
    addAttribute(parser, attributes, parseAttribute(parser, name, "one-line block"));
    return;
  }
  parser.diagnostics.push(notAnArgument(parser, name, next));
  parser.recoverAfterItem();
}

function notAnArgument(parser: Parser, name: Token, next: Token) {
  const range = parser.range(name, name);
  if (name.kind !== "identifier") return say.itemRequired(range);
  const nested = next.kind === "open-quote" || next.kind === "{" || next.kind === "identifier";
  return nested ? say.blockInOneLineBlock(parser.textOf(name), parser.range(name, next)) : say.itemRequiredAfterName(range);
}

function closeOneLineBody(parser: Parser, open: Token): void {
  const next = parser.peek();
  if (next.kind === "end") {
    parser.report(say.unclosedBlock(parser.range(open, open)));
    parser.recovering = true;
    return;
  }
  const reason = next.kind === "," ? "comma" : next.kind === "newline" ? "newline" : "other";
  const problem = say.oneLineBlockNotClosed(reason, parser.range(next, next));
  if (reason === "other") parser.report(problem);
  else parser.diagnostics.push(problem);
  parser.recover("}");
}

import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { brokenByEdit, noSuchBlock } from "../diagnostics/edit-messages.ts";
import { formatText } from "../format/format.ts";
import { SourceText } from "../source/source-text.ts";
import { splice } from "../source/splice.ts";
import type { Splice } from "../source/splice.ts";
import { parseFile } from "../syntax/parse.ts";
import type { Attribute, Block, Body } from "../syntax/tree.ts";
import { indentAt, lineBreakOf, lineEnd, lineStart, restOfLine } from "./lines.ts";

/** A block among its neighbours: the first of the type with these labels (any labels, if none are given). */
export interface BlockStep {
  readonly type: string;
  readonly labels?: readonly string[];
}

/** From the file inwards; empty for the file itself. */
export type BlockPath = readonly BlockStep[];

/** Gives an argument a value, in place or as a new line. Everything else stays to the byte. */
export function setArgument(source: SourceText, path: BlockPath, name: string, expression: string): Outcome<string> {
  return edit(source, path, ({ body, block }) => {
    const existing = body.attributes.get(name);
    if (existing) return [{ ...existing.expression.range, text: expression }];
    return [newArgument(source.text, body, block, `${name} = ${expression}`)];
  });
}

/** Takes an argument out; a comment behind it stays, on a line of its own. */
export function removeArgument(source: SourceText, path: BlockPath, name: string): Outcome<string> {
  return edit(source, path, ({ body }) => {
    const existing = body.attributes.get(name);
    return existing ? [removal(source.text, existing)] : [];
  });
}

/** Adds a block at the end of a body, in the canonical style, set off by an empty line. */
export function addBlock(source: SourceText, path: BlockPath, blockText: string): Outcome<string> {
  return edit(source, path, ({ body, block }) => [newBlock(source.text, body, block, formatText(blockText).trimEnd())]);
}

/** Takes a block out with its lines, and one of two empty lines around it. */
export function removeBlock(source: SourceText, path: BlockPath): Outcome<string> {
  return edit(source, path, ({ block }) => (block ? [removal(source.text, block)] : []));
}

interface Target {
  readonly body: Body;
  /** Undefined for the file itself. */
  readonly block: Block | undefined;
}

function edit(source: SourceText, path: BlockPath, change: (target: Target) => readonly Splice[]): Outcome<string> {
  const { value: file, diagnostics } = parseFile(source);
  if (hasErrors(diagnostics)) return { diagnostics };
  const target = findTarget(file, path);
  if (!target) return { diagnostics: [noSuchBlock(path, file.range)] };
  const value = splice(source.text, change(target));
  // What was given may not be the text of an expression or of a block.
  const after = parseFile(new SourceText(source.file, value));
  return hasErrors(after.diagnostics) ? { diagnostics: [brokenByEdit(after.diagnostics)] } : { value, diagnostics: [] };
}

function findTarget(file: Body, path: BlockPath): Target | undefined {
  let body = file;
  let block: Block | undefined;
  for (const step of path) {
    block = body.blocks.find((candidate) => matches(candidate, step));
    if (!block) return undefined;
    body = block.body;
  }
  return { body, block };
}

const matches = (block: Block, { type, labels }: BlockStep): boolean =>
  block.type === type &&
  (labels === undefined ||
    (labels.length === block.labels.length && labels.every((label, index) => label === block.labels[index]?.value)));

function newArgument(text: string, body: Body, block: Block | undefined, line: string): Splice {
  const newline = lineBreakOf(text);
  const last = [...body.attributes.values()].at(-1);
  if (block && isOneLine(text, body)) return spread(text, body, block, line);
  if (last) {
    const at = lineEnd(text, last.range.end);
    return { start: at, end: at, text: newline + indentAt(text, last.range.start) + line };
  }
  if (!block) return { start: 0, end: 0, text: line + newline };
  const at = lineEnd(text, body.range.start);
  return { start: at, end: at, text: `${newline}${indentAt(text, block.range.start)}  ${line}` };
}

function newBlock(text: string, body: Body, block: Block | undefined, blockText: string): Splice {
  const newline = lineBreakOf(text);
  if (!block) {
    const separator = text === "" || text.endsWith("\n") ? "" : newline;
    const gap = text.trim() === "" || /\n\s*\n$/.test(text) ? "" : newline;
    return { start: text.length, end: text.length, text: separator + gap + blockText.replaceAll("\n", newline) + newline };
  }
  const indent = `${indentAt(text, block.range.start)}  `;
  const indented = indentLines(blockText, indent, newline);
  if (isOneLine(text, body)) return spread(text, body, block, indented.trimStart());
  const at = lineStart(text, body.end.start);
  const empty = body.attributes.size === 0 && body.blocks.length === 0;
  return { start: at, end: at, text: `${empty ? "" : newline}${indented}${newline}` };
}

/** Whether the closing brace stands on the line of the opening one. */
const isOneLine = (text: string, { range, end }: Body): boolean => !text.slice(range.start, end.start).includes("\n");

/** A block on one line gets lines, with one more at the end. */
function spread(text: string, body: Body, block: Block, line: string): Splice {
  const newline = lineBreakOf(text);
  const outer = indentAt(text, block.range.start);
  const inner = text.slice(body.range.start + 1, body.end.start).trim();
  const lines = [...(inner === "" ? [] : [inner]), line].map((content) => `${newline}${outer}  ${content}`);
  return { start: body.range.start + 1, end: body.end.start, text: `${lines.join("")}${newline}${outer}` };
}

function indentLines(text: string, indent: string, newline: string): string {
  // Lines of a heredoc that is not flushed must not move, so nothing is indented then.
  if (/<<[^-]/.test(text)) return indent + text.replaceAll("\n", newline);
  return text.split("\n").map((line) => (line === "" ? "" : indent + line)).join(newline);
}

function removal(text: string, { range }: Attribute | Block): Splice {
  const start = lineStart(text, range.start);
  const before = text.slice(start, range.start);
  const after = restOfLine(text, range.end);
  // Something else stands on the line: only the item itself goes.
  if (before.trim() !== "" || after.trim() !== "") {
    return { start: range.start, end: range.end + (after.length - after.trimStart().length), text: "" };
  }
  const end = Math.min(text.length, lineEnd(text, range.end) + lineBreakOf(text).length);
  const emptyBefore = /(?<=^|\n)[ \t]*\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const following = text.slice(end);
  const emptyAfter = /^[ \t]*\r?\n/.exec(following)?.[0].length ?? 0;
  if (start === 0 || (emptyBefore > 0 && emptyAfter > 0)) return { start, end: end + emptyAfter, text: "" };
  // The last of a body takes the empty line before it along.
  const last = emptyBefore > 0 && (following === "" || /^[ \t]*\}/.test(following));
  return { start: last ? start - emptyBefore : start, end, text: "" };
}

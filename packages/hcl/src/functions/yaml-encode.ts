// A value as YAML, laid out as Terraform's emitter (a descendant of libyaml) does.
import { numberText } from "../values/number-text.ts";
import { entriesOf, isEntries, isItems, numeric, partsOf } from "../values/parts.ts";
import { Unknown } from "../values/value.ts";
import type { Value } from "../values/value.ts";

/** Texts in quotes are folded at the first blank behind this column. */
const BEST_WIDTH = 80;
/** A key longer than this stands behind a question mark. */
const LONGEST_KEY = 128;

/** A wholly known value as a YAML document. */
export function writeYaml(value: Value): string {
  if (isBlock(value)) return writeBlock(value, 0);
  // A plain scalar might go on: three dots end it.
  const isPlain = typeof value.raw !== "string" && !isItems(value.raw) && !isEntries(value.raw);
  return `${writeInline(value, 0, 0)}\n${isPlain ? "...\n" : ""}`;
}

/** Not empty, so that it takes lines of its own. */
const isBlock = (value: Value): boolean => partsOf(value).length > 0;

/** The lines of a list or mapping, each with its line end. The first line has no margin: the caller has written it. */
function writeBlock(value: Value, indent: number): string {
  const margin = " ".repeat(indent);
  const lines = isItems(value.raw)
    ? value.raw.map((item) => `- ${writeBehind(item, indent)}`)
    : [...entriesOf(value)].map(([key, item]) => writeEntry(key, item, indent));
  return lines.join(margin);
}

/** What follows "- " or "? key :" on the same line. */
const writeBehind = (value: Value, indent: number): string =>
  isBlock(value) ? writeBlock(value, indent + 2) : `${writeInline(value, indent, indent + 2)}\n`;

function writeEntry(key: string, value: Value, indent: number): string {
  const isSimple = !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= LONGEST_KEY;
  if (!isSimple) return `? ${writeText(key, indent, indent + 2, true)}\n${" ".repeat(indent)}: ${writeBehind(value, indent)}`;
  const name = writeQuoted(key, 0, 0, false);
  if (!isBlock(value)) return `${name}: ${writeInline(value, indent, indent + name.length + 2)}\n`;
  // Lists do not move to the right of their key.
  const inner = isItems(value.raw) ? indent : indent + 2;
  return `${name}:\n${" ".repeat(inner)}${writeBlock(value, inner)}`;
}

function writeInline(value: Value, indent: number, column: number): string {
  const { raw } = value;
  if (raw === null || raw instanceof Unknown) return "null";
  if (typeof raw === "string") return writeText(raw, indent, column, true);
  if (typeof raw === "boolean") return String(raw);
  if (isItems(raw)) return "[]";
  return isEntries(raw) ? "{}" : numberText(numeric(value), value.precision);
}

function writeText(text: string, indent: number, column: number, folds: boolean): string {
  const isLiteral = text.includes("\n") && canBeLiteral(text);
  return isLiteral ? writeLiteral(text, indent + 2) : writeQuoted(text, indent + 2, column, folds);
}

/** Whether the text can stand as it is: without control characters, and without blanks at the ends of lines. */
function canBeLiteral(text: string): boolean {
  if (/[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text)) return false;
  return !/ [\n\u2028\u2029]| $/.test(text);
}

function writeLiteral(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? "2" : "";
  const chomp = !text.endsWith("\n") ? "-" : text === "\n" || text.endsWith("\n\n") ? "+" : "";
  const margin = " ".repeat(indent);
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const lines = body.split("\n").map((line) => (line === "" ? "" : margin + line));
  return `|${hint}${chomp}\n${lines.join("\n")}`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["\0", "\\0"],
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\u001b", "\\e"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\u0085", "\\N"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
]);

function writeQuoted(text: string, indent: number, start: number, folds: boolean): string {
  const characters = [...text];
  let written = '"';
  let column = start + 1;
  let afterBlank = false;
  for (const [at, character] of characters.entries()) {
    const isInside = at > 0 && at < characters.length - 1;
    if (character === " " && folds && !afterBlank && column > BEST_WIDTH && isInside) {
      const guard = characters[at + 1] === " " ? "\\" : "";
      written += `\n${" ".repeat(indent)}${guard}`;
      column = indent + guard.length;
    } else {
      const shown = escapeCharacter(character);
      written += shown;
      column += shown.length;
    }
    afterBlank = character === " ";
  }
  return `${written}"`;
}

function escapeCharacter(character: string): string {
  const named = escapes.get(character);
  if (named) return named;
  if (/^[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(character)) return character;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

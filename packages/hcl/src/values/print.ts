// Values as text: as an expression that gives them again, and as `terraform console` shows them.
import { numberText } from "./number-text.ts";
import { isItems, isNumeric } from "./parts.ts";
import { quote } from "./quote.ts";
import { describeType } from "./type.ts";
import type { Type } from "./type.ts";
import { EPHEMERAL, SENSITIVE, stringValue, Unknown } from "./value.ts";
import type { Value } from "./value.ts";

/** The value as HCL: `{ a = 1 }` over several lines, lists in one. Parts that are not known or marked must not be in it. */
export function printExpression(value: Value): string {
  return printAt(value, 0);
}

/** NAME = VALUE lines with the equals signs in a column, as a .tfvars file has them. */
export function printAssignments(entries: ReadonlyMap<string, Value>, depth = 0): string {
  const rows = [...entries].map(([name, item]) => ({ name: printKey(name), text: printAt(item, depth) }));
  const margin = "  ".repeat(depth);
  const lines: string[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && !rows[to]?.text.includes("\n")) to++;
    const group = rows.slice(from, Math.max(to, from + 1));
    const width = Math.max(...group.map(({ name }) => name.length));
    lines.push(...group.map(({ name, text }) => `${margin}${name.padEnd(width)} = ${text}\n`));
    from += group.length;
  }
  return lines.join("");
}

/** An attribute's name, quoted where the language does not take it bare. */
export const printKey = (name: string): string => (isIdentifier(name) ? name : printText(name));

/** Whether the language takes the text as a name. */
export const isIdentifier = (text: string): boolean => /^[\p{ID_Start}][\p{ID_Continue}-]*$/u.test(text);

/** A text in quotes, with all that would mean something in a template escaped. */
export function printText(text: string): string {
  let written = "";
  for (const character of text.replaceAll("${", "$$${").replaceAll("%{", "%%{")) written += escapeCharacter(character);
  return `"${written}"`;
}

function printAt(value: Value, depth: number): string {
  const { raw } = value;
  if (raw === null || raw instanceof Unknown) return "null";
  if (typeof raw === "string") return printText(raw);
  if (typeof raw === "boolean") return String(raw);
  if (isNumeric(raw)) return numberText(raw, value.precision);
  if (isItems(raw)) return `[${raw.map((item) => printAt(item, depth)).join(", ")}]`;
  return raw.size === 0 ? "{}" : `{\n${printAssignments(raw, depth + 1)}${"  ".repeat(depth)}}`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

function escapeCharacter(character: string): string {
  const escape = escapes.get(character);
  if (escape) return escape;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/** The value as `terraform console` shows it. */
export function printConsole(value: Value): string {
  return consoleText(value, 0);
}

const nulls: ReadonlyMap<Type["kind"], (type: Type) => string> = new Map<Type["kind"], (type: Type) => string>([
  ["dynamic", () => "null"],
  ["string", () => "tostring(null)"],
  ["number", () => "tonumber(null)"],
  ["bool", () => "tobool(null)"],
  ["list", (type) => `tolist(null) /* of ${elementName(type)} */`],
  ["set", (type) => `toset(null) /* of ${elementName(type)} */`],
  ["map", (type) => `tomap(null) /* of ${elementName(type)} */`],
]);

const elementName = (type: Type): string => ("element" in type ? describeType(type.element) : "");

function consoleText(value: Value, indent: number): string {
  const { raw, type } = value;
  if (value.marks & SENSITIVE) return "(sensitive value)";
  if (value.marks & EPHEMERAL) return "(ephemeral value)";
  if (raw instanceof Unknown) return "(known after apply)";
  if (raw === null) return nulls.get(type.kind)?.(type) ?? `null /* ${describeType(type)} */`;
  if (typeof raw === "string") return raw.includes("\n") ? heredoc(raw, indent) : quote(raw);
  if (typeof raw === "boolean") return String(raw);
  if (isNumeric(raw)) return numberText(raw, value.precision);
  return isItems(raw) ? consoleItems(value, raw, indent) : consoleEntries(value, raw, indent);
}

function consoleItems(value: Value, items: readonly Value[], indent: number): string {
  const margin = " ".repeat(indent + 2);
  const lines = items.map((item) => `${margin}${consoleText(item, indent + 2)},\n`).join("");
  const text = items.length === 0 ? "[]" : `[\n${lines}${" ".repeat(indent)}]`;
  return value.type.kind === "tuple" ? text : `to${value.type.kind}(${text})`;
}

function consoleEntries(value: Value, entries: ReadonlyMap<string, Value>, indent: number): string {
  const margin = " ".repeat(indent + 2);
  const lines = [...entries].map(([key, item]) => `${margin}${consoleText(stringValue(key), indent + 2)} = ${consoleText(item, indent + 2)}\n`).join("");
  const text = entries.size === 0 ? "{}" : `{\n${lines}${" ".repeat(indent)}}`;
  return value.type.kind === "map" ? `tomap(${text})` : text;
}

function heredoc(text: string, indent: number): string {
  const lines = text.split("\n");
  let marker = "EOT";
  while (lines.some((line) => line.trim() === marker)) marker += "_";
  if (indent === 0) return `<<${marker}\n${text}\n${marker}`;
  const margin = " ".repeat(indent);
  return [`<<-${marker}`, ...lines.map((line) => margin + line), margin + marker].join("\n");
}

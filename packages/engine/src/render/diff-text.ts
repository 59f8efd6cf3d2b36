// The changes of a value as a person reads them in a plan: Terraform's symbols, order and spacing.
import { isNull, numberText, Unknown } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import type { Style } from "./style.ts";
import { longestCommon } from "./value-diff.ts";
import type { DiffAction, DiffShape, ValueDiff } from "./value-diff.ts";

/** How the value around this one wants it shown. */
export interface DiffTextOptions {
  readonly style: Style;
  /** Only the outermost of what is deleted says "-> null". */
  readonly withoutNull?: boolean;
}

const symbols: Readonly<Record<DiffAction, string>> = { "no-op": "    ", create: "  + ", update: "  ~ ", delete: "  - " };

/** The four columns in front of a line: two blanks, the symbol, a blank. */
export function symbol(action: DiffAction, style: Style): string {
  const text = symbols[action];
  if (action === "create") return style.added(text);
  if (action === "update") return style.changed(text);
  return action === "delete" ? style.removed(text) : text;
}

export const indent = (depth: number): string => "    ".repeat(depth);

/** What stands behind `name = `; lines after the first are indented for an entry at this depth. */
export function diffText(diff: ValueDiff, depth: number, options: DiffTextOptions): string {
  const { shape } = diff;
  switch (shape.kind) {
    case "primitive":
      return primitiveText(diff, shape.before, shape.after, depth, options);
    case "json":
      return jsonText(diff, shape, depth, options);
    case "unknown":
      return unknownText(diff, shape.before, depth, options);
    case "sensitive":
      return `(sensitive value)${nullSuffix(diff, options)}${forces(diff, options)}`;
    case "object":
      return partsText(diff, shape.parts.map(([name, part]) => [printName(name), part] as const), "attribute", depth, { ...options, bare: shape.bare });
    case "map":
      return partsText(diff, shape.parts.map(([name, part]) => [JSON.stringify(name), part] as const), "element", depth, options);
    case "list":
    case "set":
      return itemsText(diff, shape, depth, options);
    case "retyped":
      return `${diffText(shape.before, depth, { ...options, withoutNull: true })} -> ${diffText(shape.after, depth, options)}${forces(diff, options)}`;
    default:
      return shape satisfies never;
  }
}

/** Warnings that stand above a value: its mark comes or goes. */
function diffWarnings(diff: ValueDiff): string[] {
  if (diff.shape.kind !== "sensitive") return [];
  const { before, after, changed } = diff.shape;
  if (diff.action !== "update" || before === after) return [];
  const same = changed ? "" : " The value is unchanged.";
  return after
    ? ["# Warning: this attribute value will be marked as sensitive and will not", `# display in UI output after applying this change.${same}`]
    : ["# Warning: this attribute value will no longer be marked as sensitive", `# after applying this change.${same}`];
}

const forces = (diff: ValueDiff, { style }: DiffTextOptions): string => (diff.replaces ? ` ${style.removed("# forces replacement")}` : "");
const nullSuffix = (diff: ValueDiff, options: DiffTextOptions): string => (diff.action === "delete" && !options.withoutNull ? " -> null" : "");

/** A name as it stands in an object: in quotes unless it is a word. */
export const printName = (name: string): string => (/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name) ? name : JSON.stringify(name));

function primitiveText(diff: ValueDiff, before: Value, after: Value, depth: number, options: DiffTextOptions): string {
  if (isText(before) || isText(after)) return linesText(diff, before, after, depth, options);
  const sides = diff.action === "update" ? `${literal(before)} -> ${literal(after)}` : literal(diff.action === "delete" ? before : after);
  return `${sides}${nullSuffix(diff, options)}${forces(diff, options)}`;
}

const isText = (value: Value): boolean => typeof value.raw === "string" && value.raw.includes("\n");

function literal(value: Value): string {
  const { raw } = value;
  if (raw === null || raw instanceof Unknown) return "null";
  if (typeof raw === "string") return quoteText(raw);
  if (typeof raw === "number") return numberText(raw);
  if (typeof raw === "object" && "mantissa" in raw) return numberText(raw);
  return raw === true ? "true" : "false";
}

const quoteText = (text: string): string =>
  `"${text.replace(/[\\"\n\r\t]/g, (char) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[char] ?? char)}"`;

function linesText(diff: ValueDiff, before: Value, after: Value, depth: number, options: DiffTextOptions): string {
  const had = splitLines(before);
  const has = splitLines(after);
  const lines = diff.action === "update" ? changedLines(had, has, depth, options) : (isNull(after) ? had : has).map((line) => `${indent(depth + 1)}    ${line}`);
  const heading = `<<-EOT${forces(diff, options)}`;
  return [heading, ...lines, `${indent(depth + 1)}EOT${nullSuffix(diff, options)}`].join("\n");
}

// A line break at the end belongs to the last line.
const splitLines = (value: Value): string[] => (typeof value.raw === "string" ? value.raw.replace(/\n$/, "").split("\n") : []);

function changedLines(had: readonly string[], has: readonly string[], depth: number, { style }: DiffTextOptions): string[] {
  const lines: string[] = [];
  const put = (action: DiffAction, line: string | undefined): number => lines.push(`${indent(depth + 1)}${symbol(action, style)}${line ?? ""}`);
  let from = 0;
  let to = 0;
  for (const [nextFrom, nextTo] of [...longestCommon(had.length, has.length, (a, b) => had[a] === has[b]), [had.length, has.length] as const]) {
    while (from < nextFrom) put("delete", had[from++]);
    while (to < nextTo) put("create", has[to++]);
    if (nextFrom < had.length) put("no-op", had[from]);
    from++;
    to++;
  }
  return lines;
}

function jsonText(diff: ValueDiff, { inner, blanksOnly }: Extract<DiffShape, { kind: "json" }>, depth: number, options: DiffTextOptions): string {
  const remark = blanksOnly ? (diff.replaces ? " # whitespace changes force replacement" : " # whitespace changes") : forces(diff, options);
  const sign = inner.action === "update" ? symbol("update", options.style) : symbol("no-op", options.style);
  const text = diffText(inner, depth + 1, { ...options, withoutNull: true });
  return `jsonencode(${remark}\n${indent(depth + 1)}${sign}${text}\n${indent(depth + 1)})${nullSuffix(diff, options)}`;
}

function unknownText(diff: ValueDiff, before: ValueDiff | undefined, depth: number, options: DiffTextOptions): string {
  const known = before ? `${diffText(before, depth, { ...options, withoutNull: true })} -> ` : "";
  return `${known}(known after apply)${forces(diff, options)}`;
}

function partsText(
  diff: ValueDiff,
  parts: readonly (readonly [string, ValueDiff])[],
  noun: "attribute" | "element",
  depth: number,
  { bare = false, ...options }: DiffTextOptions & { readonly bare?: boolean },
): string {
  const suffix = nullSuffix(diff, options);
  if (parts.length === 0) return `{}${suffix}${forces(diff, options)}`;
  const width = Math.max(...parts.map(([name]) => Array.from(name).length));
  const lines: string[] = [];
  let hidden = 0;
  for (const [name, part] of parts) {
    if (part.action === "no-op" && diff.action !== "no-op") hidden++;
    else lines.push(...entryLines(pad(name, width), part, depth + 1, { ...options, withoutNull: bare || options.withoutNull === true || diff.action === "delete" }));
  }
  if (hidden > 0) lines.push(hiddenLine(hidden, noun, depth + 1, options.style));
  return [`{${forces(diff, options)}`, ...lines, `${indent(depth + 1)}}${suffix}`].join("\n");
}

export const pad = (name: string, width: number): string => name + " ".repeat(Math.max(0, width - Array.from(name).length));

/** `  ~ name = …` with its warnings above. */
export function entryLines(name: string, diff: ValueDiff, depth: number, options: DiffTextOptions): string[] {
  const warnings = diffWarnings(diff).map((line) => `${indent(depth)}  ${options.style.changed(line)}`);
  return [...warnings, `${indent(depth)}${symbol(diff.action, options.style)}${name} = ${diffText(diff, depth, options)}`];
}

/** `# (2 unchanged attributes hidden)` */
export function hiddenLine(count: number, noun: "attribute" | "element" | "block", depth: number, style: Style): string {
  return `${indent(depth)}    ${style.faint(`# (${count} unchanged ${noun}${count === 1 ? "" : "s"} hidden)`)}`;
}

function itemsText(diff: ValueDiff, shape: { readonly kind: "list" | "set"; readonly items: readonly ValueDiff[] }, depth: number, options: DiffTextOptions): string {
  const suffix = nullSuffix(diff, options);
  const { items } = shape;
  if (items.length === 0) return `[]${suffix}${forces(diff, options)}`;
  const inner = { ...options, withoutNull: true };
  const line = (item: ValueDiff): string[] => [
    ...diffWarnings(item).map((warning) => `${indent(depth + 1)}  ${options.style.changed(warning)}`),
    `${indent(depth + 1)}${symbol(item.action, options.style)}${diffText(item, depth + 1, inner)},`,
  ];
  const lines = diff.action === "no-op" ? items.flatMap(line) : visibleItems(shape, line, depth, options);
  return [`[${forces(diff, options)}`, ...lines, `${indent(depth + 1)}]${suffix}`].join("\n");
}

// In a list the neighbours of a change are shown, so that its place can be seen; in a set nothing that stays is.
function visibleItems(
  { kind, items }: { readonly kind: "list" | "set"; readonly items: readonly ValueDiff[] },
  line: (item: ValueDiff) => string[],
  depth: number,
  options: DiffTextOptions,
): string[] {
  const lines: string[] = [];
  let hidden = 0;
  const flush = (): void => {
    if (hidden > 0) lines.push(hiddenLine(hidden, "element", depth + 1, options.style));
    hidden = 0;
  };
  for (const [at, item] of items.entries()) {
    const isShown = item.action !== "no-op" || (kind === "list" && (isChanged(items[at - 1]) || isChanged(items[at + 1])));
    if (!isShown) {
      hidden++;
      continue;
    }
    if (kind === "list") flush();
    lines.push(...line(item));
  }
  flush();
  return lines;
}

const isChanged = (item: ValueDiff | undefined): boolean => item !== undefined && item.action !== "no-op";

import type { BlockDiff, NestedDiff } from "./block-diff.ts";
import { entryLines, hiddenLine, indent, pad, printName, symbol } from "./diff-text.ts";
import type { DiffTextOptions } from "./diff-text.ts";

export interface BlockTextOptions extends DiffTextOptions {
  /** What people know an object by is shown also where it stays the same. */
  readonly keepNames?: boolean;
  /** What stays the same is not even counted. */
  readonly onlyChanges?: boolean;
  /** Nothing is hidden: it is an object as it is, not a change. */
  readonly everything?: boolean;
}

/** What stands between the braces of a block, at this depth; nothing for an empty one. */
export function blockLines(diff: BlockDiff, depth: number, options: BlockTextOptions): string[] {
  const shown = options.onlyChanges ? diff.attributes.filter(([, { action }]) => action !== "no-op") : diff.attributes;
  const names = shown.map(([name]) => printName(name));
  const width = Math.max(0, ...names.map((name) => Array.from(name).length));
  const lines: string[] = [];
  let hidden = 0;
  for (const [name, attribute] of diff.attributes) {
    if (attribute.action === "no-op" && !options.everything && !(options.keepNames && identifying.has(name))) hidden++;
    else lines.push(...entryLines(pad(printName(name), width), attribute, depth, options));
  }
  if (hidden > 0 && !options.onlyChanges) lines.push(hiddenLine(hidden, "attribute", depth, options.style));
  return [...lines, ...nestedLines(diff, depth, options, lines.length > 0)];
}

/** Shown although they stay the same, because people know their objects by them. */
const identifying = new Set(["id", "name", "tags"]);

function nestedLines(diff: BlockDiff, depth: number, { style, withoutNull, everything = false, onlyChanges = false }: BlockTextOptions, isPreceded: boolean): string[] {
  const lines: string[] = [];
  let hidden = 0;
  let lastType: string | undefined;
  for (const nested of diff.blocks) {
    if (nested.diff.action === "no-op" && !nested.unknown && !everything) {
      hidden++;
      continue;
    }
    if (nested.type !== lastType && (isPreceded || lines.length > 0)) lines.push("");
    lastType = nested.type;
    lines.push(...nestedBlock(nested, depth, { style, everything, ...(withoutNull !== undefined && { withoutNull }) }));
  }
  if (hidden > 0 && !onlyChanges) {
    if (isPreceded || lines.length > 0) lines.push("");
    lines.push(hiddenLine(hidden, "block", depth, style));
  }
  return lines;
}

function nestedBlock({ type, label, sensitive, unknown, diff }: NestedDiff, depth: number, options: BlockTextOptions): string[] {
  const { style } = options;
  const header = `${indent(depth)}${symbol(unknown ? "create" : diff.action, style)}${printName(type)}${label === undefined ? "" : ` ${JSON.stringify(label)}`}`;
  const replaces = diff.replaces ? ` ${style.removed("# forces replacement")}` : "";
  if (unknown) return [`${header} (known after apply)${replaces}`];
  if (sensitive) return [`${header} {${replaces}`, `${indent(depth + 1)}    # At least one attribute in this block is (or was) sensitive,`, `${indent(depth + 1)}    # so its contents will not be displayed.`, `${indent(depth + 1)}}`];
  const inner = blockLines(diff, depth + 1, options);
  return inner.length === 0 ? [`${header} {}${replaces}`] : [`${header} {${replaces}`, ...inner, `${indent(depth + 1)}}`];
}

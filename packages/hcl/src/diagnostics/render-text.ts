import type { CalledFunction, Diagnostic } from "./diagnostic.ts";
import { excerptOf } from "./excerpt.ts";
import type { Excerpt } from "./excerpt.ts";

/** How a diagnostic is written for people. */
export interface TextStyle {
  /** With colours, and a rule along the left side. */
  readonly color: boolean;
  /** Columns of the terminal; 78 where there is none. */
  readonly width?: number;
}

/** A diagnostic as a person reads it, in Terraform's form. */
export function renderText(diagnostic: Diagnostic, style: TextStyle): string {
  const width = style.width ?? 78;
  return style.color ? withRule(diagnostic, width) : plain(diagnostic, width);
}

const codes = { reset: "\u001b[0m", bold: "\u001b[1m", underline: "\u001b[4m", red: "\u001b[31m", yellow: "\u001b[33m", gray: "\u001b[90m" };
const noCodes: Record<keyof typeof codes, string> = { reset: "", bold: "", underline: "", red: "", yellow: "", gray: "" };

const title = ({ severity }: Diagnostic): string => (severity === "error" ? "Error" : "Warning");

function withRule(diagnostic: Diagnostic, width: number): string {
  const color = diagnostic.severity === "error" ? codes.red : codes.yellow;
  const { reset, bold } = codes;
  const lines = [
    `${bold}${color}${title(diagnostic)}: ${reset}${reset}${bold}${diagnostic.summary}${reset}`,
    "",
    ...placeLines(diagnostic, codes),
    // the rule, the blank after it, and one column to spare
    ...detailLines(diagnostic.detail, width - 3),
  ];
  const rule = `${color}│${reset} ${reset}`;
  return [`${color}╷${reset}${reset}`, ...lines.map((line) => rule + line), `${color}╵${reset}${reset}`, ""].join("\n");
}

function plain(diagnostic: Diagnostic, width: number): string {
  const lines = [
    "",
    `${title(diagnostic)}: ${diagnostic.summary}`,
    "",
    ...placeLines(diagnostic, noCodes),
    ...detailLines(diagnostic.detail, width - 1),
  ];
  return `${lines.join("\n")}\n`;
}

/** Where it is, the lines of source, the values in them, and an empty line. */
function placeLines(diagnostic: Diagnostic, paint: typeof noCodes): string[] {
  const { address, subject } = diagnostic;
  const lines: string[] = [];
  if (address !== undefined) lines.push(`${paint.reset}  with ${address},`);
  const excerpt = excerptOf(diagnostic);
  if (subject && excerpt) {
    const { line } = subject.source.position(subject.start);
    const inside = excerpt.inside === undefined ? "" : `, in ${excerpt.inside}`;
    lines.push(`${paint.reset}  on ${subject.source.file} line ${line}${inside}:`);
    lines.push(...codeLines(excerpt, paint), ...valueLines(diagnostic, excerpt, paint));
  }
  return lines.length > 0 ? [...lines, ""] : [];
}

function codeLines({ code, highlight: { start, end }, startLine }: Excerpt, paint: typeof noCodes): string[] {
  const marked = `${code.slice(0, start)}${paint.underline}${code.slice(start, end)}${paint.reset}${code.slice(end)}`;
  const lines = marked.split("\n").map((line, index) => `${String(startLine + index).padStart(4)}: ${line}`);
  lines.push(`${lines.pop() ?? ""}${paint.reset}`);
  return lines;
}

function valueLines({ calling }: Diagnostic, { values }: Excerpt, paint: typeof noCodes): string[] {
  if (values.length === 0 && !calling) return [];
  const { reset, bold, gray } = paint;
  const lines = [`    ${gray}├────────────────${reset}`];
  if (calling) lines.push(`${reset}    ${gray}│${reset} while calling ${bold}${calling.name}${reset}(${reset}${parameterNames(calling)})`);
  values.forEach(({ name, statement }, index) => {
    const first = index === 0 && !calling ? reset : "";
    lines.push(`${first}    ${gray}│${reset} ${bold}${name}${reset} ${statement}`);
  });
  return [...lines.slice(0, -1), `${lines[lines.length - 1] ?? ""}`];
}

const parameterNames = ({ parameters, variadic }: CalledFunction): string =>
  [...parameters.map(({ name }) => name), ...(variadic ? [`${variadic.name}...`] : [])].join(", ");

/** The detail with its paragraphs filled; a line that begins with a blank stays as it is. */
function detailLines(detail: string, width: number): string[] {
  if (detail === "") return [];
  return detail.split("\n").flatMap((line) => (line.startsWith(" ") ? [line] : fill(line, width)));
}

function fill(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && [...longer].length > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

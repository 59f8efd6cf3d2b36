import type { SourceRange } from "../source/range.ts";
import { describeValue } from "./describe-value.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { enclosingBlock } from "./enclosing-block.ts";

/** The lines of source around a problem, and what is to be said beside them. */
export interface Excerpt {
  /** The block around: resource "okta_group" "admins". */
  readonly inside: string | undefined;
  readonly code: string;
  /** The number of its first line. */
  readonly startLine: number;
  /** The subject in `code`, in UTF-16 code units. */
  readonly highlight: { readonly start: number; readonly end: number };
  /** Names and what their values are, in order of the names. */
  readonly values: readonly { readonly name: string; readonly statement: string }[];
}

/** What to show of the source; undefined when the problem has no place. */
export function excerptOf(diagnostic: Diagnostic): Excerpt | undefined {
  const { subject } = diagnostic;
  if (!subject) return undefined;
  const { text } = subject.source;
  const shown = atLeastOne(widest(subject, diagnostic.context), text);
  const start = shown.start === 0 ? 0 : text.lastIndexOf("\n", shown.start - 1) + 1;
  const last = text.indexOf("\n", shown.end);
  const code = text.slice(start, last === -1 ? text.length : last).replace(/\r(?=\n|$)/g, "").replace(/\n+$/, "");
  const within = (offset: number): number => Math.min(Math.max(0, offset - start), code.length);
  const marked = atLeastOne(subject, text);
  return {
    inside: diagnostic.inside ?? enclosingBlock(subject),
    code: code.toWellFormed(),
    startLine: subject.source.position(start).line,
    highlight: { start: within(marked.start), end: within(marked.end) },
    values: valuesOf(diagnostic),
  };
}

const widest = (subject: SourceRange, context: SourceRange | undefined): { start: number; end: number } =>
  context
    ? { start: Math.min(subject.start, context.start), end: Math.max(subject.end, context.end) }
    : { start: subject.start, end: subject.end };

/** An empty range is shown as one character, even past the end. */
const atLeastOne = ({ start, end }: { start: number; end: number }, text: string): { start: number; end: number } => ({
  start: Math.min(start, text.length),
  end: Math.max(end, start + 1),
});

function valuesOf({ values = [], cause }: Diagnostic): Excerpt["values"] {
  const statements = new Map<string, string>();
  for (const [name, value] of values) {
    const statement = describeValue(value, cause);
    if (statement !== undefined) statements.set(name, statement);
  }
  const sorted = [...statements].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map(([name, statement]) => ({ name, statement }));
}

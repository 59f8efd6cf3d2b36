import type { PhaseDiagnostic } from "@lockstep/contract";
import type { Diagnostic, DiagnosticJson } from "@lockstep/hcl";
import { diagnosticsJson, onlyOnce } from "../views/diagnostics.ts";

const most = 50;
const longest = 4000;

/** Diagnostics for a run's page: errors first, each once, no more than a page can show. */
export function phaseDiagnostics(heard: readonly Diagnostic[]): PhaseDiagnostic[] {
  const all = diagnosticsJson(onlyOnce()(heard));
  return [...all.filter(({ severity }) => severity === "error"), ...all.filter(({ severity }) => severity !== "error")].slice(0, most).map(shown);
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

function shown({ severity, summary, detail, address, range, snippet }: DiagnosticJson): PhaseDiagnostic {
  return {
    severity,
    summary: cut(summary),
    detail: cut(detail),
    address: address ?? null,
    range: range ? { file: range.filename, start: placeOf(range.start), end: placeOf(range.end) } : null,
    excerpt: snippet ? excerptOf(snippet) : null,
  };
}

const placeOf = ({ line, column }: { readonly line: number; readonly column: number }): { line: number; column: number } => ({ line, column });

function excerptOf({ context, code, start_line: startLine, highlight_start_offset: from, highlight_end_offset: to, values }: NonNullable<DiagnosticJson["snippet"]>): NonNullable<PhaseDiagnostic["excerpt"]> {
  const bytes = Buffer.from(code);
  // Offsets are in bytes there, and in the units of a string here.
  const unit = (offset: number): number => Math.min(bytes.subarray(0, offset).toString("utf8").length, longest);
  return { context, code: cut(code), startLine, from: unit(from), to: unit(to), values: values.map(({ traversal, statement }) => ({ expression: traversal, is: cut(statement) })) };
}

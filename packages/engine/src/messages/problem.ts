import type { Diagnostic, SourceRange } from "@lockstep/hcl";

/** An error at a place in the source. */
export function errorAt(subject: SourceRange | undefined, summary: string, detail: string): Diagnostic {
  return subject ? { severity: "error", summary, detail, subject } : { severity: "error", summary, detail };
}

/** A warning at a place in the source. */
export function warningAt(subject: SourceRange | undefined, summary: string, detail: string): Diagnostic {
  return { ...errorAt(subject, summary, detail), severity: "warning" };
}

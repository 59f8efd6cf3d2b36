import { renderJson, renderText, type Diagnostic, type DiagnosticJson } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { isOn } from "../arguments.ts";
import { colourless } from "./colour.ts";

/** Writes diagnostics for people: errors to standard error, warnings to standard output. */
export function showDiagnostics(call: Pick<Call, "terminal" | "flags">, diagnostics: readonly Diagnostic[]): void {
  const terminal = colourless(call);
  for (const diagnostic of foldWarnings(diagnostics, isOn(call.flags, "compact-warnings"))) {
    const target = diagnostic.severity === "error" ? terminal.err : terminal.out;
    target.write(`${renderText(diagnostic, { color: terminal.color, width: terminal.width })}\n`);
  }
}

// Many warnings of one kind say little more than one does.
function foldWarnings(diagnostics: readonly Diagnostic[], compact: boolean): Diagnostic[] {
  const shown = new Map<string, { diagnostic: Diagnostic; more: number }>();
  const folded: { diagnostic: Diagnostic; more: number }[] = [];
  for (const diagnostic of diagnostics) {
    const first = diagnostic.severity === "warning" ? shown.get(diagnostic.summary) : undefined;
    if (first && (compact || first.more > 0 || folded.length > 3)) {
      first.more++;
      continue;
    }
    const entry = { diagnostic, more: 0 };
    folded.push(entry);
    if (diagnostic.severity === "warning") shown.set(diagnostic.summary, entry);
  }
  return folded.map(({ diagnostic, more }) => (more === 0 ? diagnostic : { ...diagnostic, detail: `${diagnostic.detail}\n\n(and ${more} more similar ${more === 1 ? "warning" : "warnings"} elsewhere)` }));
}

/** Diagnostics as `-json` gives them. */
export const diagnosticsJson = (diagnostics: readonly Diagnostic[]): DiagnosticJson[] => diagnostics.map(renderJson);

/** Lets each diagnostic pass once: validating and planning come upon the same warnings. */
export function onlyOnce(): (diagnostics: readonly Diagnostic[]) => Diagnostic[] {
  const shown = new Set<string>();
  return (diagnostics) =>
    diagnostics.filter(({ summary, detail, address, subject }) => {
      const key = JSON.stringify([summary, detail, address, subject?.source.file, subject?.start]);
      if (shown.has(key)) return false;
      shown.add(key);
      return true;
    });
}

import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { SourceText } from "../source/source-text.ts";
import { parseFile } from "../syntax/parse.ts";
import { modernize } from "./modernize.ts";
import { layOut } from "./layout.ts";

/** A file of the native syntax in the canonical style. Without a value when it has mistakes: then nothing is touched. */
export function format(source: SourceText): Outcome<string> {
  const { value: body, diagnostics } = parseFile(source);
  if (hasErrors(diagnostics)) return { diagnostics };
  const value = layOut(modernize(source.text, body));
  // An interpolation in an interpolation is taken out one at a time; `terraform fmt` must be run twice.
  if (value.includes('"${') && value !== source.text) return format(new SourceText(source.file, value));
  return { value, diagnostics };
}

/** New text in the canonical style; what is not valid is only laid out. */
export function formatText(text: string): string {
  return format(new SourceText("", text)).value ?? layOut(text);
}

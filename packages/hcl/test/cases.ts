import { readFileSync, writeFileSync } from "node:fs";
import type { DiagnosticJson } from "../src/index.ts";

/** A text with mistakes, and what Terraform says about its syntax. */
export interface MistakeCase {
  readonly text: string;
  readonly diagnostics: readonly DiagnosticJson[];
}

/** A file, and what `terraform fmt` makes of it. */
export interface FormatCase {
  readonly text: string;
  readonly formatted: string;
}

/** A template, and the text that Terraform makes of it. */
export interface TemplateCase {
  readonly expression: string;
  readonly value: unknown;
}

/** A file of blocks, and what Terraform says about their names, labels and arguments. */
export interface DecodeCase {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly DiagnosticJson[];
}

type CaseFile = "mistakes" | "json-mistakes" | "formats" | "templates" | "decodes";

const pathOf = (file: CaseFile): URL => new URL(`cases/${file}.jsonl`, import.meta.url);

/** The cases of a file, recorded from Terraform 1.11.4. */
export function readCases<T>(file: CaseFile): T[] {
  return readFileSync(pathOf(file), "utf8").trim().split("\n").map((line): T => JSON.parse(line));
}

/** Writes the cases of a file, one a line. */
export function writeCases(file: CaseFile, cases: readonly unknown[]): void {
  writeFileSync(pathOf(file), cases.map((one) => `${JSON.stringify(one)}\n`).join(""));
}

const syntaxSummaries =
  /^(Invalid (character|expression|multi-line|escape|string literal|attribute name|legacy|'for' (expression|directive)|block definition|argument name|single-arg|template (control|directive)|number|JSON|start of|object property)|Missing (item|attribute (sep|value)|argument sep|newline|key\/value|false|expression|close|closing|function name|open paren|value|JSON|array element|property|object value)|Unclosed|Unterminated|Unsupported operator|Unexpected (comma|end of|else|endif|endfor)|Extra characters|Nested splat|Unbalanced|Argument (or block )?definition|Attribute redefined|Mismatched|Trailing comma|Root value)/;

/** Whether it is about the form of the text, and not about its meaning. */
export const isSyntaxMistake = ({ summary }: DiagnosticJson): boolean => syntaxSummaries.test(summary);

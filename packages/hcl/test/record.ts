// Asks the real Terraform (on the PATH) again for what the recorded cases expect: `node packages/hcl/test/record.ts`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiagnosticJson } from "../src/index.ts";
import { isSyntaxMistake, readCases, writeCases } from "./cases.ts";
import type { DecodeCase, FormatCase, MistakeCase, TemplateCase } from "./cases.ts";

function inFolder<T>(files: Readonly<Record<string, string>>, run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "hcl-cases-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const result = run(folder);
  rmSync(folder, { recursive: true });
  return result;
}

function terraform(folder: string, args: readonly string[], input = ""): string {
  return spawnSync("terraform", args, { cwd: folder, input, maxBuffer: 1 << 28 }).stdout.toString();
}

const validate = (file: string, text: string): DiagnosticJson[] =>
  inFolder({ [file]: text }, (folder) => JSON.parse(terraform(folder, ["validate", "-json"])).diagnostics);

const withoutSnippet = ({ severity, summary, detail, range }: DiagnosticJson): DiagnosticJson => ({
  severity,
  summary,
  detail,
  ...(range && { range }),
});

function recordMistakes(file: "mistakes" | "json-mistakes", name: string): void {
  const cases = readCases<MistakeCase>(file);
  writeCases(file, cases.map(({ text }) => ({ text, diagnostics: validate(name, text).filter(isSyntaxMistake).map(withoutSnippet) })));
}

function recordFormats(): void {
  const record = ({ text }: FormatCase): FormatCase =>
    inFolder({ "main.tf": text }, (folder) => {
      terraform(folder, ["fmt", "-list=false"]);
      return { text, formatted: readFileSync(join(folder, "main.tf"), "utf8") };
    });
  writeCases("formats", readCases<FormatCase>("formats").map(record));
}

function recordTemplates(): void {
  const cases = readCases<TemplateCase>("templates");
  const config = cases.map(({ expression }, index) => `locals {\n  x${index} = ${expression}\n}\n`).join("");
  const all = `jsonencode([${cases.map((_, index) => `local.x${index}`).join(", ")}])\n`;
  const values: unknown[] = inFolder({ "main.tf": config }, (folder) => JSON.parse(JSON.parse(terraform(folder, ["console"], all))));
  writeCases("templates", cases.map(({ expression }, index) => ({ expression, value: values[index] })));
}

function recordDecodes(): void {
  const record = ({ file, text }: DecodeCase): DecodeCase => ({
    file,
    text,
    diagnostics: validate(file, text).map(withoutSnippet),
  });
  writeCases("decodes", readCases<DecodeCase>("decodes").map(record));
}

recordMistakes("mistakes", "main.tf");
recordMistakes("json-mistakes", "main.tf.json");
recordFormats();
recordTemplates();
recordDecodes();

// What the inputs are changed from: the examples, recorded cases of tests, and the conformance set where it is at hand.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, root } from "../tidy/sources.ts";

const conformance = join(root, "..", "shared", "conformance");
/** Enough to begin with; more only makes the start slower. */
const most = 300;

/** Files of the native syntax. */
export const nativeFiles = (): string[] => {
  const examples = ["examples", "packages"].flatMap((folder) => filesBelow(folder, (name) => name.endsWith(".tf")).map(({ text }) => text));
  return [...examples.slice(0, most), ...textsOf("packages/hcl/test/cases/formats.jsonl"), ...textsOf("packages/hcl/test/cases/mistakes.jsonl"), ...foreign("**/*.tf")];
};

/** Files of the JSON syntax. */
export const jsonFiles = (): string[] => [...textsOf("packages/hcl/test/cases/json-mistakes.jsonl"), ...foreign("**/*.tf.json"), jsonSample];

/** Expressions, a line each. */
export const expressions = (): string[] => [
  ...readFileSync(join(root, "packages/hcl/test/cases/expressions.txt"), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#")),
  ...templates(),
];

/** Templates and other expressions with quotes. */
export const templates = (): string[] => textsOf("packages/hcl/test/cases/templates.jsonl");

function textsOf(file: string): string[] {
  const lines = readFileSync(join(root, file), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as { text?: string; expression?: string }).map(({ text, expression }) => text ?? expression ?? "");
}

function foreign(pattern: string): string[] {
  if (!existsSync(conformance)) return [];
  return globSync(pattern, { cwd: conformance }).sort().slice(0, most).map((path) => readFileSync(join(conformance, path), "utf8"));
}

const jsonSample = JSON.stringify({
  terraform: [{ required_version: ">= 1.0" }],
  variable: { a: { type: "list(string)", default: ["${1}"] } },
  locals: { a: "%{ if true }x%{ endif }", b: [1.5, null, { c: "${local.a}" }] },
  resource: { terraform_data: { d: { "//": "a comment", input: "${var.a}", count: 2, lifecycle: { ignore_changes: ["input"] } } } },
  output: { o: { value: "${terraform_data.d[0].id}", depends_on: ["terraform_data.d"] } },
  module: { m: { source: "./m", for_each: "${toset(var.a)}" } },
});

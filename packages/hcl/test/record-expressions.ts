// Asks the real Terraform (on the PATH) what each line of cases/expressions.txt gives: `node packages/hcl/test/record-expressions.ts`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExpressionCase } from "./expression-cases.ts";
import { expressionCases } from "./expression-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "hcl-expressions-"));

function record(topic: string, expression: string): ExpressionCase {
  const { stdout, stderr } = spawnSync("terraform", ["console"], {
    cwd: folder,
    input: `${expression}\n`,
    encoding: "utf8",
    env: { ...process.env, TF_CLI_ARGS: "-no-color" },
  });
  const problem = firstProblem(stderr);
  return problem ? { topic, expression, ...problem } : { topic, expression, printed: stdout.replace(/\n$/, "") };
}

/** Summary and detail of the first error, without the line breaks that the terminal's width asks for. */
function firstProblem(text: string): { summary: string; detail: string } | undefined {
  const lines = text.split("\n").map((line) => line.replace(/^[│╷╵]\s?/, "").trim());
  const start = lines.findIndex((line) => line.startsWith("Error: "));
  if (start === -1) return undefined;
  const next = lines.findIndex((line, at) => at > start && line.startsWith("Error: "));
  const body = lines.slice(start + 1, next === -1 ? undefined : next).filter((line) => !/^on <console|^\(source code/.test(line));
  return { summary: (lines[start] ?? "").slice("Error: ".length), detail: body.join(" ").replace(/ goroutine 1 .*$/, "").trim() };
}

let topic = "";
const cases: ExpressionCase[] = [];
for (const line of readFileSync(new URL("cases/expressions.txt", import.meta.url), "utf8").split("\n")) {
  if (line.startsWith("# ")) topic = line.slice(2);
  else if (line !== "") cases.push(record(topic, line));
}
writeFileSync(expressionCases, cases.map((one) => `${JSON.stringify(one)}\n`).join(""));
rmSync(folder, { recursive: true });

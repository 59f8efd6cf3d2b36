// Answers expressions over the engine's scope, one JSON request a line (../shared/conformance/README.md, "eval").
import { createInterface } from "node:readline";
import { builtinFunctions, hasErrors, hasInfinity, stripMarks, typeToJson, valueToJson, writeJson } from "@lockstep/hcl";
import type { Diagnostic, Json, Value } from "@lockstep/hcl";
import * as engine from "@lockstep/engine";
import { filesIn } from "../packages/cli/src/local/files.ts";
import { functionContext } from "../packages/cli/src/local/function-context.ts";

type Answer = { readonly [name: string]: Json };
type Opened = { readonly console: engine.Console } | { readonly problems: readonly Diagnostic[] };

async function openFolder(dir: string): Promise<Opened> {
  const files = filesIn(dir);
  const { configuration, diagnostics } = engine.loadConfiguration({ files, folder: "." });
  if (hasErrors([...diagnostics]) && configuration.sources.size > 0) return { problems: diagnostics };
  const collected = engine.collectInputs({ files, folder: ".", environment: {}, given: [] });
  const inputs = engine.resolveInputs(configuration.root, collected.inputs);
  const wrong = [...collected.diagnostics, ...inputs.diagnostics];
  if (hasErrors(wrong)) return { problems: wrong };
  const now = Date.now();
  const terraform = engine.builtinTerraform({ files, newId: () => "00000000-0000-4000-8000-000000000000", workspace: "default" });
  const providers = new Map([[terraform.source, terraform]]);
  const context = functionContext(dir, now, false);
  const request = { configuration, providers, functions: builtinFunctions, context };
  const invalid = engine.validateConfiguration(request);
  if (hasErrors([...invalid])) return { problems: invalid };
  let opened: Opened | undefined;
  const planned = await engine.runPlan({
    ...request,
    variables: inputs.values,
    workspace: "default",
    newKey: (digits: number) => "0".repeat(digits),
    parallelism: 10,
    signal: new AbortController().signal,
    state: undefined,
    mode: "normal",
    refresh: true,
    targets: [],
    forceReplace: [],
    timestamp: new Date(now).toISOString(),
    newLineage: () => "",
    onScope(root) {
      opened = { console: engine.openConsole(request, root) };
    },
  });
  if (hasErrors(planned.diagnostics)) return { problems: planned.diagnostics };
  return opened ?? { problems: planned.diagnostics };
}

function answer(opened: Opened, expression: string): Answer {
  if ("problems" in opened) return failure(opened.problems);
  const { value, diagnostics } = opened.console.evaluate(expression);
  if (!value || hasErrors(diagnostics)) return failure(diagnostics);
  if (hasInfinity(value)) return { error: { summary: "cannot serialize infinity as JSON", detail: "" } };
  return success(value);
}

function failure(diagnostics: readonly Diagnostic[]): Answer {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ summary, detail }) => ({ summary, detail }));
  return { error: errors[0] ?? { summary: "", detail: "" }, errors };
}

function success(value: Value): Answer {
  const unknown = engine.unknownTree(value);
  const sensitive = engine.sensitiveTree(value);
  return {
    value: valueToJson(stripMarks(value)),
    type: typeToJson(value.type),
    ...(unknown !== undefined && { unknown }),
    ...(sensitive !== undefined && { sensitive }),
  };
}

const folders = new Map<string, Promise<Opened>>();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  const { id, dir, expr } = JSON.parse(line) as { id: string; dir: string; expr: string };
  const opened = folders.get(dir) ?? openFolder(dir);
  folders.set(dir, opened);
  process.stdout.write(`${writeJson({ id, ...answer(await opened, expr) })}\n`);
}

// Expressions from other programs, one request a line: what the language oracle asks (conformance contract, "eval").
import { createInterface } from "node:readline";
import { openConsole, runPlan, sensitiveTree, unknownTree, validatedScope, type Console } from "@lockstep/engine";
import { hasErrors, hasInfinity, stripMarks, typeToJson, valueToJson, writeJson, type Diagnostic, type Json, type Value } from "@lockstep/hcl";
import { exitCodes } from "../exit-codes.ts";
import { functionContext } from "../local/function-context.ts";
import { loadProject, readVariables, walkInput, type Project } from "../local/project.ts";
import type { Call, Command } from "./command.ts";
import { builtinFunctions } from "@lockstep/hcl";

export const evaluate: Command = {
  name: "candidate eval",
  describe: "Answer expressions, one JSON request a line.",
  hidden: true,
  flags: [{ name: "json", describe: "Answers are JSON, one a line.", kind: "switch" }],
  async run(call) {
    const consoles = new Map<string, Promise<Opened>>();
    for await (const line of createInterface({ input: process.stdin })) {
      if (line.trim() === "") continue;
      const { id, dir, expr } = readRequest(line);
      const opened = consoles.get(dir) ?? openFolder({ ...call, folder: dir });
      consoles.set(dir, opened);
      process.stdout.write(`${writeJson({ id, ...answer(await opened, expr) })}\n`);
    }
    return exitCodes.success;
  },
};

interface Request {
  readonly id: string;
  readonly dir: string;
  readonly expr: string;
}

function readRequest(line: string): Request {
  const { id, dir, expr } = JSON.parse(line) as Partial<Request>;
  return { id: id ?? "", dir: dir ?? ".", expr: expr ?? "" };
}

/** A folder that was planned without state, and as it is validated before; or why it could not be planned. */
type Opened = { readonly console: Console; readonly validated: Console } | { readonly problems: readonly Diagnostic[] };

async function openFolder(call: Call): Promise<Opened> {
  const { project, diagnostics } = loadProject(call);
  if (hasErrors([...diagnostics]) && project.configuration.sources.size > 0) return { problems: diagnostics };
  const variables = await readVariables(project, call);
  if (hasErrors([...variables.diagnostics])) return { problems: variables.diagnostics };
  return planFolder(project, variables.values, call);
}

async function planFolder(project: Project, variables: Parameters<typeof walkInput>[1], call: Call): Promise<Opened> {
  const now = Date.now();
  const input = walkInput(project, variables, call, now, false);
  let opened: Opened | undefined;
  const { diagnostics } = await runPlan({
    ...input,
    state: undefined,
    mode: "normal",
    refresh: true,
    targets: [],
    forceReplace: [],
    timestamp: new Date(now).toISOString(),
    newLineage: () => "",
    onScope(root) {
      const { configuration, providers } = project;
      const request = { configuration, providers, functions: builtinFunctions, context: functionContext(project.folder, now, false) };
      opened = { console: openConsole(request, root), validated: openConsole(request, validatedScope(request)) };
    },
  });
  return opened ?? { problems: diagnostics };
}

function answer(opened: Opened, expression: string): { readonly [name: string]: Json } {
  if ("problems" in opened) return failure(opened.problems);
  // A plan begins with a validation: what is wrong whatever the values are is said of types alone.
  const { diagnostics: mistakes } = opened.validated.evaluate(expression);
  if (hasErrors(mistakes)) return failure(mistakes);
  const { value, diagnostics } = opened.console.evaluate(expression);
  if (!value) return failure(diagnostics);
  if (hasInfinity(value)) return { error: { summary: "cannot serialize infinity as JSON", detail: "" } };
  return success(value);
}

function failure(diagnostics: readonly Diagnostic[]): { readonly [name: string]: Json } {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ summary, detail }) => ({ summary, detail }));
  return { error: errors[0] ?? { summary: "", detail: "" }, errors };
}

function success(value: Value): { readonly [name: string]: Json } {
  const unknown = unknownTree(value);
  const sensitive = sensitiveTree(value);
  return {
    value: valueToJson(stripMarks(value)),
    type: typeToJson(value.type),
    ...(unknown !== undefined && { unknown }),
    ...(sensitive !== undefined && { sensitive }),
  };
}

// The command that the recorded truths drive (../shared/conformance/README.md), over the engine that the CLI uses.
import { writeFileSync, readFileSync, existsSync } from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import { writeJson } from "@lockstep/hcl";
import type { Diagnostic } from "@lockstep/hcl";
import * as hcl from "@lockstep/hcl";
import * as engine from "@lockstep/engine";
import { filesIn } from "../packages/cli/src/local/files.ts";
import { functionContext } from "../packages/cli/src/local/function-context.ts";
import { provisionersIn } from "../packages/cli/src/local/provisioners.ts";
import { providersFor } from "../packages/cli/src/local/providers.ts";
const { hasErrors } = hcl;

interface Options {
  readonly operation: string;
  readonly dir: string;
  readonly state?: string;
  readonly stateOut?: string;
  readonly planOut?: string;
  readonly given: engine.GivenInput[];
  readonly targets: string[];
  readonly replace: string[];
  readonly mode: engine.PlanMode;
  readonly refresh: boolean;
}

function readOptions([operation = "", ...args]: readonly string[]): Options {
  const options = { operation, dir: ".", given: [] as engine.GivenInput[], targets: [] as string[], replace: [] as string[], mode: "normal" as engine.PlanMode, refresh: true } as { -readonly [K in keyof Options]: Options[K] };
  const rows: Record<string, (value: () => string) => void> = {
    "--json": () => {},
    "--dir": (value) => (options.dir = value()),
    "--state": (value) => (options.state = value()),
    "--state-out": (value) => (options.stateOut = value()),
    "--plan-out": (value) => (options.planOut = value()),
    "--var": (value) => options.given.push({ kind: "var", text: value() }),
    "--var-file": (value) => options.given.push({ kind: "file", path: value() }),
    "--target": (value) => options.targets.push(value()),
    "--replace": (value) => options.replace.push(value()),
    "--destroy": () => (options.mode = "destroy"),
    "--refresh-only": () => (options.mode = "refresh-only"),
    "--no-refresh": () => (options.refresh = false),
  };
  for (let at = 0; at < args.length; at++) {
    const row = rows[args[at] ?? ""];
    if (!row) throw new Error(`unknown option ${args[at]}`);
    row(() => args[++at] ?? "");
  }
  return options;
}

function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const { severity, summary, detail, subject, address } of diagnostics) {
    const range = subject && {
      filename: subject.source.file,
      start: subject.source.position(subject.start),
      end: subject.source.position(subject.end),
    };
    console.log(JSON.stringify({ type: "diagnostic", diagnostic: { severity, summary, detail, ...(address !== undefined && { address }), ...(range && { range }) } }));
  }
}

/** Answers one call of the contract; the exit code. */
export async function runCandidate(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const files = filesIn(options.dir);
  const { configuration, diagnostics: loaded } = engine.loadConfiguration({ files, folder: "." });
  printDiagnostics(loaded);
  if (hasErrors([...loaded])) return 1;
  const now = new Date();
  const providers = providersFor(options.dir, process.env, "default");
  const functions = (hcl as unknown as { functions?: hcl.FunctionTable; builtinFunctions?: hcl.FunctionTable }).builtinFunctions ?? new Map();
  const context = functionContext(options.dir, now.getTime(), false);
  const invalid = (engine as any).validateConfiguration === undefined ? [] : (engine as any).validateConfiguration({ configuration, providers, functions, context });
  printDiagnostics(invalid);
  if (hasErrors([...invalid])) return 1;
  if (options.operation === "validate") return 0;
  const stateText = options.state !== undefined && existsSync(options.state) ? readFileSync(options.state, "utf8") : undefined;
  const state = stateText === undefined ? undefined : engine.parseState(stateText);
  printDiagnostics(state?.diagnostics ?? []);
  if (hasErrors(state?.diagnostics ?? [])) return 1;
  const collected = engine.collectInputs({ files, folder: ".", environment: process.env, given: options.given });
  const inputs = engine.resolveInputs(configuration.root, collected.inputs);
  printDiagnostics([...collected.diagnostics, ...inputs.diagnostics]);
  if (hasErrors([...collected.diagnostics, ...inputs.diagnostics])) return 1;
  const walk = {
    configuration,
    providers,
    variables: inputs.values,
    workspace: "default",
    functions,
    context,
    newKey: (digits: number) => randomBytes(digits).toString("hex").slice(0, digits),
    parallelism: 10,
    signal: new AbortController().signal,
  };
  const planned = await engine.runPlan({
    ...walk,
    state: state?.value,
    mode: options.mode,
    refresh: options.refresh,
    targets: options.targets,
    forceReplace: options.replace,
    timestamp: now.toISOString(),
    newLineage: randomUUID,
  });
  printDiagnostics(planned.diagnostics);
  const plan = planned.value;
  if (!plan) return 1;
  if (options.planOut !== undefined) writeFileSync(options.planOut, writeJson(engine.planJson(plan, { ...engine.schemasOf(providers), terraformVersion: engine.terraformVersion })));
  if (options.operation === "plan") return plan.applyable ? 2 : 0;
  const save = (next: engine.State): void => {
    if (options.stateOut !== undefined) writeFileSync(options.stateOut, engine.printState(next));
  };
  const applied = await engine.runApply({
    ...walk,
    context: functionContext(options.dir, now.getTime(), true),
    plan,
    now: () => new Date(),
    runProvisioner: provisionersIn(options.dir),
    verify: options.refresh,
  });
  printDiagnostics(applied.diagnostics);
  if (applied.value) save(applied.value.state);
  return hasErrors(applied.diagnostics) ? 1 : 0;
}

if (import.meta.main) process.exitCode = await runCandidate(process.argv.slice(2));

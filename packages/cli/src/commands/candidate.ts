// The commands that the recorded truths drive: plan, apply and validate with files for everything. Thin, over what people use.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { parseState, planJson, printState, runApply, runPlan, schemasOf, type Plan, type State } from "@lockstep/engine";
import { hasErrors, writeJson, type Diagnostic, type Json } from "@lockstep/hcl";
import { isOn, manyOf, textOf, type Flag } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadProject, readVariables, walkInput, type Project } from "../local/project.ts";
import { provisionersIn } from "../local/provisioners.ts";
import { say } from "../terminal.ts";
import { terraformVersion } from "../version.ts";
import { diagnosticsJson } from "../views/diagnostics.ts";
import type { Call, Command } from "./command.ts";
import { modeOf, modeProblems } from "./planning.ts";

const file = (name: string): Flag => ({ name, kind: "text", value: "file", describe: `The file of the ${name}.` });
const onOff = (name: string): Flag => ({ name, kind: "switch", describe: `As in Terraform: ${name}.` });
const many = (name: string): Flag => ({ name, kind: "many", value: "value", describe: `As in Terraform: ${name}.` });

const flags = [
  file("dir"), file("state"), file("plan-out"), file("state-out"), many("var"), many("var-file"), many("target"), many("replace"),
  onOff("json"), onOff("destroy"), onOff("refresh-only"), onOff("no-refresh"),
] as const;

const candidate = (operation: string, run: (call: Call) => Promise<number>): Command => ({
  name: `candidate ${operation}`,
  describe: `Answer a call of the conformance contract: ${operation}.`,
  hidden: true,
  flags,
  run: (call) => run({ ...call, folder: resolve(call.folder, textOf(call.flags, "dir") ?? ".") }),
});

const candidateValidate = candidate("validate", async (call) => {
  const { diagnostics } = loadProject(call);
  return report(call, diagnostics.filter(isAboutFiles)) ? exitCodes.failure : exitCodes.success;
});

const candidatePlan = candidate("plan", async (call) => {
  const planned = await planFiles(call);
  if (!planned) return exitCodes.failure;
  return planned.plan.applyable ? exitCodes.differs : exitCodes.success;
});

const candidateApply = candidate("apply", async (call) => {
  const planned = await planFiles(call);
  if (!planned) return exitCodes.failure;
  const { project, plan, planTime } = planned;
  const { value, diagnostics } = await runApply({
    ...walkInput(project, plan.variables, call, planTime, true),
    plan,
    now: () => new Date(),
    runProvisioner: provisionersIn(call.folder),
    verify: !isOn(call.flags, "no-refresh"),
  });
  const path = textOf(call.flags, "state-out");
  if (value && path !== undefined) writeFileSync(path, printState(value.state));
  return report(call, diagnostics) || !value ? exitCodes.failure : exitCodes.success;
});

/** The commands of the conformance contract that walk a configuration. */
export const candidateCommands: readonly Command[] = [candidatePlan, candidateApply, candidateValidate];

interface PlannedFiles {
  readonly project: Project;
  readonly plan: Plan;
  readonly planTime: number;
}

async function planFiles(call: Call): Promise<PlannedFiles | undefined> {
  const { project, diagnostics } = loadProject(call);
  if (report(call, [...modeProblems(call), ...diagnostics.filter(isAboutFiles)])) return undefined;
  const state = readState(call);
  if (state && report(call, state.diagnostics)) return undefined;
  const variables = await readVariables(project, { ...call, flags: { ...call.flags, input: false } });
  if (report(call, variables.diagnostics)) return undefined;
  const now = new Date();
  const { value: plan, diagnostics: problems } = await runPlan({
    ...walkInput(project, variables.values, call, now.getTime(), false),
    state: state?.value,
    mode: modeOf(call),
    refresh: !isOn(call.flags, "no-refresh"),
    targets: manyOf(call.flags, "target"),
    forceReplace: manyOf(call.flags, "replace"),
    timestamp: now.toISOString(),
    newLineage: randomUUID,
  });
  const failed = report(call, problems);
  if (!plan || failed) return undefined;
  const path = textOf(call.flags, "plan-out");
  if (path !== undefined) writeFileSync(path, writeJson(planJson(plan, { ...schemasOf(project.providers), terraformVersion })));
  return { project, plan, planTime: now.getTime() };
}

// A folder without configuration is an empty configuration here: Terraform's core makes no fuss about it.
const isAboutFiles = ({ summary }: Diagnostic): boolean => summary !== "No configuration files";

function readState(call: Call): { value?: State; diagnostics: Diagnostic[] } | undefined {
  const path = textOf(call.flags, "state");
  return path !== undefined && existsSync(path) ? parseState(readFileSync(path, "utf8")) : undefined;
}

/** Writes diagnostics as lines; true when one of them is an error. */
function report({ terminal }: Call, diagnostics: readonly Diagnostic[]): boolean {
  for (const diagnostic of diagnosticsJson(diagnostics)) say(terminal, writeJson({ type: "diagnostic", diagnostic } as unknown as Json));
  return hasErrors([...diagnostics]);
}

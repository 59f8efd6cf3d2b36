import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parsePlanFile, type Plan, type State } from "@lockstep/engine";
import { flags, isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { applyPlan } from "../local/applying.ts";
import { openState } from "../local/locked-state.ts";
import { projectOf, type Project } from "../local/project.ts";
import { recoverJournal, type Recovered } from "../local/recovery.ts";
import { needsApproval, noPlanFile, planFileUnreadable, planStale } from "../messages.ts";
import { ask } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { viewFor, type View } from "../views/view.ts";
import type { Call, Command } from "./command.ts";
import { modeOf, planCommand } from "./planning.ts";

const applyFlags = [...flags.planning, ...flags.variables, ...flags.state, ...flags.output, ...flags.input, ...flags.approval];

export const apply: Command = {
  name: "apply",
  describe: "Carry out a saved plan, or plan, ask, and carry that out.",
  words: "[plan]",
  flags: applyFlags,
  remote: async (call, target) => (await import("../remote/apply.ts")).remoteApply(call, target, false),
  run: (call) => (call.words[0] === undefined ? planAndApply(call) : applySaved(call, call.words[0])),
};

export const destroy: Command = {
  name: "destroy",
  describe: "Destroy everything that is managed here.",
  flags: applyFlags.filter(({ name }) => name !== "destroy" && name !== "refresh-only"),
  remote: async (call, target) => (await import("../remote/apply.ts")).remoteApply(call, target, true),
  run: (call) => planAndApply({ ...call, flags: { ...call.flags, destroy: true } }),
};

async function planAndApply(call: Call): Promise<number> {
  const planned = await planCommand(call, "OperationTypeApply", modeOf(call));
  if (!planned) return exitCodes.failure;
  const { plan, locked, project, view } = planned;
  try {
    const cost = project.usage.summary();
    const asked = plan.applyable && !isOn(call.flags, "auto-approve");
    if (plan.applyable) {
      if (cost !== undefined) view.note(`\nThis plan took ${cost}.`);
      if (!(await isApproved(call, plan, view))) return exitCodes.failure;
    }
    // Between question and answer the org may have moved on.
    return await carryOut(call, project, plan, locked, view, asked);
  } finally {
    locked.release();
  }
}

async function applySaved(call: Call, name: string): Promise<number> {
  const path = resolve(call.folder, name);
  if (!existsSync(path)) {
    showDiagnostics(call, [noPlanFile(name)]);
    return exitCodes.failure;
  }
  const read = readPlan(call, path);
  if (!read) return exitCodes.failure;
  const project = projectOf(call, read.configuration);
  const view = viewFor(call, project);
  const opened = await openState(call, "OperationTypeApply");
  view.diagnostics(opened.diagnostics);
  if (!opened.value) return exitCodes.failure;
  try {
    const variables = new Map([...read.variables].map(([variable, { value, fromDefault }]) => [variable, { value, fromDefault }] as const));
    const locked = await recoverJournal(call, { project, variables, locked: opened.value, view }, read);
    if (!locked) return exitCodes.failure;
    if (!locked.resumes && isStale(read, locked.state)) {
      view.diagnostics([planStale()]);
      return exitCodes.failure;
    }
    return await carryOut(call, project, read, locked, view, true);
  } finally {
    opened.value.release();
  }
}

const isStale = ({ previousState }: Plan, state: State | undefined): boolean =>
  previousState?.lineage !== state?.lineage || previousState?.serial !== state?.serial;

function readPlan(call: Call, path: string): Plan | undefined {
  try {
    const { value, diagnostics } = parsePlanFile(readFileSync(path));
    showDiagnostics(call, diagnostics);
    return value;
  } catch (problem) {
    showDiagnostics(call, [planFileUnreadable(path, problem)]);
    return undefined;
  }
}

async function carryOut(call: Call, project: Project, plan: Plan, locked: Recovered, view: View, verify: boolean): Promise<number> {
  const { applied, failed } = await applyPlan(call, project, plan, locked, view, verify);
  if (failed || !applied) return call.signal.aborted ? exitCodes.interrupted : exitCodes.failure;
  const { added, changed, destroyed, imported } = applied.counts;
  const counts = { add: added, change: changed, remove: destroyed, importing: imported };
  const cost = project.usage.summary();
  view.applied({ counts, destroyed: plan.mode === "destroy", state: applied.state, ...(cost !== undefined && { cost }) });
  return exitCodes.success;
}

const questions: Readonly<Record<Plan["mode"], string>> = {
  normal: "Do you want to perform these actions?\n  Lockstep will perform the actions described above.\n  Only 'yes' will be accepted to approve.",
  destroy: "Do you really want to destroy all resources?\n  Lockstep will destroy all your managed infrastructure, as shown above.\n  There is no undo. Only 'yes' will be accepted to confirm.",
  "refresh-only": "Would you like to update the Lockstep state to reflect these detected changes?\n  Lockstep will write these changes to the state without modifying any real infrastructure.\n  There is no undo. Only 'yes' will be accepted to confirm.",
};

async function isApproved(call: Call, plan: Plan, view: View): Promise<boolean> {
  if (isOn(call.flags, "auto-approve")) return true;
  const mayAsk = call.flags["input"] !== false && !isOn(call.flags, "json");
  const answer = mayAsk ? await ask(call.terminal, `\n${questions[plan.mode]}\n\n  Enter a value: `, call.signal) : undefined;
  if (answer === "yes") return true;
  if (answer === undefined && !call.signal.aborted) view.diagnostics([needsApproval(plan.mode === "destroy" ? "Destroying" : "Applying")]);
  else view.note(plan.mode === "destroy" ? "\nDestroy cancelled." : "\nApply cancelled.");
  return false;
}

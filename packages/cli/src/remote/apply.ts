import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isOn } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { needsApproval, noPlanFile } from "../messages.ts";
import { ask, say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { textIn, type Resource } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import { endOf, openSaved, planRemotely, savedRun, type RemotePlan } from "./planning.ts";
import { act, followPhase, may, readRun, type Watched } from "./runs.ts";
import type { Target } from "./target.ts";

/** `apply` and `destroy` where a server applies. */
export async function remoteApply(call: Call, target: Target, destroys: boolean): Promise<number> {
  const [name] = call.words;
  if (name !== undefined) return applySaved(call, target, name);
  const destroy = destroys || isOn(call.flags, "destroy");
  const autoApply = isOn(call.flags, "auto-approve");
  const planned = await planRemotely(call, target, { purpose: "apply", destroy, autoApply });
  const ended = endOf(planned);
  if (ended !== undefined) return ended === "empty" ? exitCodes.success : call.signal.aborted ? exitCodes.interrupted : exitCodes.failure;
  if (!autoApply && may(planned.run, "is-confirmable") && !(await decide(call, planned, destroy))) return exitCodes.failure;
  return applied(call, planned.watched);
}

async function applySaved(call: Call, target: Target, name: string): Promise<number> {
  const path = resolve(call.folder, name);
  if (!existsSync(path)) {
    showDiagnostics(call, [noPlanFile(name)]);
    return exitCodes.failure;
  }
  const saved = savedRun(path);
  if (!saved) throw new RemoteFailure("Saved plan is a local plan", `"${name}" was planned on a machine, and the state of this folder is kept by ${target.host}. Make a plan there:\n\n    lockstep plan -out=${name}`);
  const { watched, run } = await openSaved(call, target, saved);
  if (!may(run, "is-confirmable")) throw new RemoteFailure("Saved plan cannot be applied", `The run ${watched.id} is ${textIn(run, "status").replaceAll("_", " ")}: there is nothing left to confirm. Make a new plan.`);
  await act(watched, "apply");
  return applied(call, watched);
}

async function applied(call: Call, watched: Watched): Promise<number> {
  const run = await followPhase(watched, "apply");
  if (textIn(run, "status") === "applied") return exitCodes.success;
  return call.signal.aborted ? exitCodes.interrupted : exitCodes.failure;
}

const question = (destroy: boolean, { target }: Watched): string =>
  `\n${destroy ? "Do you really want to destroy all resources" : "Do you want to perform these actions"} in ${target.organization} at ${target.host}?\n  ${destroy ? "There is no undo." : "Lockstep will perform the actions described above."}\n  Only 'yes' will be accepted to approve.\n\n  Enter a value: `;

/** Asks, while somebody else may decide on the page of the run. */
async function decide(call: Call, { watched }: RemotePlan, destroy: boolean): Promise<boolean> {
  if (call.flags["input"] === false) {
    showDiagnostics(call, [needsApproval(destroy ? "Destroying" : "Applying")]);
    return false;
  }
  const asking = new AbortController();
  const signal = AbortSignal.any([call.signal, asking.signal]);
  const elsewhere = decidedElsewhere(watched, signal);
  const answer = await Promise.race([ask(call.terminal, question(destroy, watched), signal), elsewhere]);
  asking.abort();
  if (typeof answer === "object") return followed(watched, answer);
  if (answer === "yes") {
    await act(watched, "apply");
    return true;
  }
  const run = await readRun(watched);
  if (may(run, "is-discardable")) await act(watched, "discard");
  say(watched.terminal, `\n${destroy ? "Destroy" : "Apply"} discarded.`);
  if (answer === undefined && !call.signal.aborted) showDiagnostics(call, [needsApproval(destroy ? "Destroying" : "Applying")]);
  return false;
}

function followed({ terminal }: Watched, run: Resource): boolean {
  const discarded = textIn(run, "status") === "discarded";
  say(terminal, discarded ? "\nThe run was discarded by somebody else." : "\nThe run was confirmed by somebody else.");
  return !discarded;
}

/** The run as soon as it waits for nobody any more; never, when the question is answered first. */
async function decidedElsewhere(watched: Watched, signal: AbortSignal): Promise<Resource> {
  while (!signal.aborted) {
    await pause(3000, undefined, { signal, ref: false }).catch(() => undefined);
    const run = signal.aborted ? undefined : await readRun(watched).catch(() => undefined);
    if (run && !may(run, "is-confirmable")) return run;
  }
  return new Promise(() => {});
}

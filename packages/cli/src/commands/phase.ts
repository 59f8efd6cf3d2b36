import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import type { Diagnostic } from "@lockstep/hcl";
import { exitCodes } from "../exit-codes.ts";
import { applyPhase } from "../phase/apply-phase.ts";
import { callOf } from "../phase/call.ts";
import { Channel } from "../phase/channel.ts";
import { endWithWorker } from "../phase/lease.ts";
import { driftPhase } from "../phase/drift-phase.ts";
import { phaseDiagnostics } from "../phase/diagnostics.ts";
import { planPhase } from "../phase/plan-phase.ts";
import { FileFailure } from "../local/file-failure.ts";
import { viewFor } from "../views/view.ts";
import type { Call, Command } from "./command.ts";

/** One phase of a run, for a worker of the server: it starts this process and speaks to it over pipes (contract/phase.ts). */
export const phase: Command = {
  name: "phase",
  describe: "Carry out one phase of a run, for a worker.",
  flags: [],
  hidden: true,
  async run({ signal }) {
    const channel = new Channel();
    const request = channel.request();
    endWithWorker(request.lease);
    const heard: Diagnostic[] = [];
    const call: Call = { ...callOf(request, channel, signal), heard: (diagnostics) => void heard.push(...diagnostics) };
    // Programs that a configuration starts see its variables; nothing else does: they could change how this process itself runs.
    if (request.allowProvisioners) Object.assign(process.env, request.environment);
    const result = await carryOut(request, call, channel);
    channel.send({ kind: "result", result: { ...result, diagnostics: phaseDiagnostics(heard) } });
    return exitCodes.success;
  },
};

async function carryOut(request: PhaseRequest, call: Call, channel: Channel): Promise<PhaseResult> {
  try {
    return await phases[request.phase](request, call, channel);
  } catch (problem) {
    if (!(problem instanceof FileFailure)) throw problem;
    const { summary, detail } = problem.diagnostic;
    viewFor(call, { providers: new Map() }).diagnostics([problem.diagnostic]);
    return { ok: false, requests: {}, error: { summary, detail } };
  }
}

const phases: Readonly<Record<"plan" | "apply" | "drift", (...given: Parameters<typeof applyPhase>) => Promise<PhaseResult>>> = { plan: planPhase, apply: applyPhase, drift: driftPhase };

import type { PhaseResult } from "@lockstep/contract";
import { exitCodes } from "../exit-codes.ts";
import { applyPhase } from "../phase/apply-phase.ts";
import { callOf } from "../phase/call.ts";
import { Channel } from "../phase/channel.ts";
import { driftPhase } from "../phase/drift-phase.ts";
import { planPhase } from "../phase/plan-phase.ts";
import type { Command } from "./command.ts";

/** One phase of a run, for a worker of the server: it starts this process and speaks to it over pipes (contract/phase.ts). */
export const phase: Command = {
  name: "phase",
  describe: "Carry out one phase of a run, for a worker.",
  flags: [],
  hidden: true,
  async run({ signal }) {
    const channel = new Channel();
    const request = channel.request();
    const call = callOf(request, channel, signal);
    const result = await phases[request.phase](request, call, channel);
    channel.send({ kind: "result", result });
    return exitCodes.success;
  },
};

const phases: Readonly<Record<"plan" | "apply" | "drift", (...given: Parameters<typeof applyPhase>) => Promise<PhaseResult>>> = { plan: planPhase, apply: applyPhase, drift: driftPhase };

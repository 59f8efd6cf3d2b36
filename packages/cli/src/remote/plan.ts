import { isOn, textOf } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { isIn } from "./client.ts";
import { endOf, planRemotely, savePlan } from "./planning.ts";
import type { Target } from "./target.ts";

/** `plan` where a server plans. */
export async function remotePlan(call: Call, target: Target): Promise<number> {
  const savedTo = textOf(call.flags, "out");
  const planned = await planRemotely(call, target, { purpose: savedTo === undefined ? "plan" : "save", destroy: isOn(call.flags, "destroy"), autoApply: false });
  const ended = endOf(planned);
  if (ended === "failed") return call.signal.aborted ? exitCodes.interrupted : exitCodes.failure;
  if (savedTo !== undefined && ended === undefined) savePlan(call, planned, savedTo);
  return isOn(call.flags, "detailed-exitcode") && isIn(planned.run, "has-changes") ? exitCodes.differs : exitCodes.success;
}

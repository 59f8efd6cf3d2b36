import { resolve } from "node:path";
import { printPlanFile } from "@lockstep/engine";
import { flags, isOn, textOf } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeAtomically } from "../local/atomic-write.ts";
import { forecastCommand } from "../local/forecast.ts";
import { diskProblem } from "../messages.ts";
import type { Call, Command } from "./command.ts";
import { modeOf, planCommand, type Planned } from "./planning.ts";

export const plan: Command = {
  name: "plan",
  describe: "Show what would change.",
  flags: [
    ...flags.planning,
    ...flags.variables,
    ...flags.state,
    ...flags.output,
    ...flags.input,
    { name: "out", kind: "text", value: "file", describe: "Save the plan, to apply exactly that." },
    { name: "detailed-exitcode", kind: "switch", describe: "Exit code 2 when something would change." },
    { name: "forecast", kind: "switch", describe: "Say what the plan would cost in requests, and ask nothing." },
  ],
  remote: async (call, target) => (await import("../remote/plan.ts")).remotePlan(call, target),
  async run(call) {
    if (isOn(call.flags, "forecast")) return forecastCommand(call);
    const planned = await planCommand(call, "OperationTypePlan", modeOf(call));
    if (!planned) return exitCodes.failure;
    try {
      return finish(call, planned);
    } finally {
      planned.locked.release();
    }
  },
};

function finish(call: Call, { plan: made, project, view }: Planned): number {
  const savedTo = textOf(call.flags, "out");
  if (savedTo !== undefined && !save(call, made, savedTo, view)) return exitCodes.failure;
  const cost = project.usage.summary();
  view.planned({ applyable: made.applyable, ...(savedTo !== undefined && { savedTo }), ...(cost !== undefined && { cost }) });
  return isOn(call.flags, "detailed-exitcode") && made.applyable ? exitCodes.differs : exitCodes.success;
}

function save({ folder }: Call, made: Planned["plan"], path: string, view: Planned["view"]): boolean {
  try {
    writeAtomically(resolve(folder, path), printPlanFile(made));
    return true;
  } catch (problem) {
    view.diagnostics([diskProblem(`the plan file "${path}"`, problem)]);
    return false;
  }
}

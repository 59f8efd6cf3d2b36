import { apply, destroy } from "./apply.ts";
import { candidateApply, candidatePlan, candidateValidate } from "./candidate.ts";
import type { Command } from "./command.ts";
import { consoleCommand } from "./console.ts";
import { drift } from "./drift.ts";
import { evaluate } from "./eval.ts";
import { fmt } from "./fmt.ts";
import { forceUnlock } from "./force-unlock.ts";
import { importCommand } from "./import.ts";
import { init } from "./init.ts";
import { lab } from "./lab.ts";
import { output } from "./output.ts";
import { plan } from "./plan.ts";
import { sandbox } from "./sandbox.ts";
import { show } from "./show.ts";
import { stateList, stateMove, statePull, statePush, stateRemove, stateShow } from "./state.ts";
import { validate } from "./validate.ts";
import { version } from "./version.ts";

/** The commands, in the order in which help shows them. */
export const commands: readonly Command[] = [
  init,
  validate,
  fmt,
  plan,
  apply,
  destroy,
  drift,
  show,
  output,
  consoleCommand,
  stateList,
  stateShow,
  stateMove,
  stateRemove,
  statePull,
  statePush,
  importCommand,
  forceUnlock,
  sandbox,
  lab,
  version,
  evaluate,
  candidatePlan,
  candidateApply,
  candidateValidate,
];

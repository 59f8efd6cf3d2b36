import type { Call, Command } from "../commands/command.ts";
import { textOf } from "../arguments.ts";
import { withRemoteState } from "./state.ts";
import { targetIn } from "./target.ts";

/** Runs a command where the folder's state is: beside it, or kept by a server. */
export async function runWhereStateIs(command: Command, call: Call): Promise<number> {
  const target = textOf(call.flags, "state") === undefined ? targetIn(call.folder, call.environment) : undefined;
  if (!target) return command.run(call);
  return command.remote ? command.remote(call, target) : withRemoteState(call, target, command);
}

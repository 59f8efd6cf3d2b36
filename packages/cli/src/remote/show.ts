import { resolve } from "node:path";
import { existsSync } from "node:fs";
import type { Call, Command } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { say } from "../terminal.ts";
import { colourless } from "../views/colour.ts";
import { relatedId, textIn } from "./client.ts";
import { followLog } from "./log.ts";
import { openSaved, savedRun } from "./planning.ts";
import { withRemoteState } from "./state.ts";
import type { Target } from "./target.ts";

/** `show`: the state a server keeps, a plan that was saved there, or a file of one's own. */
export async function remoteShow(call: Call, target: Target, command: Command): Promise<number> {
  const [name] = call.words;
  if (name === undefined) return withRemoteState(call, target, command);
  const path = resolve(call.folder, name);
  const saved = existsSync(path) ? savedRun(path) : undefined;
  if (!saved) return command.run(call);
  const { watched, run } = await openSaved(call, target, saved);
  await followLog(watched.client, { path: `plans/${relatedId(run, "plan") ?? ""}`, skip: 0 }, colourless(call));
  say(call.terminal, `\nThe run is ${textIn(run, "status").replaceAll("_", " ")}.`);
  return exitCodes.success;
}

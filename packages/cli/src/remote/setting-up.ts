import type { Call } from "../commands/command.ts";
import { say } from "../terminal.ts";
import type { Target } from "./target.ts";
import { openWorkspace } from "./workspace.ts";

/** What `init` does for a folder whose state a server keeps: finds the workspace, or makes it. */
export async function remoteInit(call: Call, target: Target): Promise<void> {
  const { name, made } = await openWorkspace(call, target);
  say(call.terminal, `${made ? "Made" : "Found"} the workspace ${target.organization}/${name} at ${target.host}.`);
}

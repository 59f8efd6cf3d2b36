import type { Call } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { say } from "../terminal.ts";
import { RemoteFailure } from "./failure.ts";
import type { Target } from "./target.ts";
import { reachWorkspace } from "./workspace.ts";

/** `force-unlock` of a workspace: its id is its name with the organization's, as Terraform has it. */
export async function remoteUnlock(call: Call, target: Target): Promise<number> {
  const { client, workspace, name } = await reachWorkspace(call, target);
  const id = `${target.organization}/${name}`;
  if (call.words[0] !== id) throw new RemoteFailure("Failed to unlock state", `The lock of this folder's workspace has the id "${id}". Give that when you are sure that nobody works on it.`);
  await client.post(`workspaces/${workspace.id}/actions/force-unlock`);
  say(call.terminal, `The workspace ${id} has been unlocked.`);
  return exitCodes.success;
}

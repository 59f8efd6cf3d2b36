import { isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { statePathOf } from "../local/locked-state.ts";
import { lockPath, readLock, removeLock } from "../local/state-lock.ts";
import { lockHasOtherId, noLock } from "../messages.ts";
import { ask, say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import type { Command } from "./command.ts";

export const forceUnlock: Command = {
  name: "force-unlock",
  describe: "Release a lock that was left behind.",
  words: "<id>",
  flags: [
    { name: "force", kind: "switch", describe: "Do not ask." },
    { name: "state", kind: "text", value: "file", describe: "The state file." },
  ],
  remote: async (call, target) => (await import("../remote/unlock.ts")).remoteUnlock(call, target),
  async run(call) {
    const path = lockPath(statePathOf(call));
    const held = readLock(path);
    const [id] = call.words;
    if (held && held.ID !== id) {
      showDiagnostics(call, [lockHasOtherId(held)]);
      return exitCodes.failure;
    }
    if (!isOn(call.flags, "force")) {
      const answer = await ask(call.terminal, "Do you really want to force-unlock?\n  Only 'yes' will be accepted to confirm.\n\n  Enter a value: ", call.signal);
      if (answer !== "yes") {
        say(call.terminal, "force-unlock cancelled.");
        return exitCodes.failure;
      }
    }
    if (!removeLock(path)) {
      showDiagnostics(call, [noLock(path)]);
      return exitCodes.failure;
    }
    say(call.terminal, "The state has been unlocked.");
    return exitCodes.success;
  },
};

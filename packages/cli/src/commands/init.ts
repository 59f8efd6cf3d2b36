import { hasErrors } from "@lockstep/hcl";
import { exitCodes } from "../exit-codes.ts";
import { loadProject } from "../local/project.ts";
import { installModules } from "../modules/install.ts";
import { isOn } from "../arguments.ts";
import { paint, say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import type { Command } from "./command.ts";

export const init: Command = {
  name: "init",
  describe: "Fetch the modules that are not beside the configuration. Providers are built in.",
  flags: [
    { name: "upgrade", kind: "switch", describe: "Fetch the newest that fits, and lock that." },
    { name: "input", kind: "switch", describe: "Accepted; there is nothing to ask." },
    { name: "backend", kind: "switch", describe: "Accepted; the state is kept in a file." },
    { name: "no-color", kind: "switch", describe: "Write without colours." },
  ],
  remote: async (call, target) => {
    await (await import("../remote/setting-up.ts")).remoteInit(call, target);
    return init.run(call);
  },
  async run(call) {
    const { folder, environment, signal } = call;
    const resolveModule = await installModules({ folder, environment, signal, upgrade: isOn(call.flags, "upgrade"), onModule: (text) => say(call.terminal, text) });
    const { diagnostics } = loadProject(call, resolveModule);
    showDiagnostics(call, diagnostics);
    if (hasErrors([...diagnostics])) return exitCodes.failure;
    say(call.terminal, `${paint(call.terminal).green("Lockstep has been successfully initialized!")}\n\nYou may now begin working. Try "lockstep plan" to see what would change.`);
    return exitCodes.success;
  },
};

import { hasErrors } from "@lockstep/hcl";
import { exitCodes } from "../exit-codes.ts";
import { loadProject } from "../local/project.ts";
import { moduleNotFetched } from "../messages.ts";
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
  async run(call) {
    const problems = await installModules(call.folder, isOn(call.flags, "upgrade"), (key, source) => say(call.terminal, `Fetching ${source} for ${key}...`));
    showDiagnostics(call, problems.map(moduleNotFetched));
    const { diagnostics } = loadProject(call);
    showDiagnostics(call, problems.length > 0 ? diagnostics.filter(({ summary }) => summary !== "Module not installed") : diagnostics);
    if (problems.length > 0 || hasErrors([...diagnostics])) return exitCodes.failure;
    say(call.terminal, `${paint(call.terminal).green("Lockstep has been successfully initialized!")}\n\nYou may now begin working. Try "lockstep plan" to see what would change.`);
    return exitCodes.success;
  },
};

import { hasErrors } from "@lockstep/hcl";
import { flags, isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadProject } from "../local/project.ts";
import { paint, say } from "../terminal.ts";
import { diagnosticsJson, showDiagnostics } from "../views/diagnostics.ts";
import type { Command } from "./command.ts";

export const validate: Command = {
  name: "validate",
  describe: "Check the configuration without asking an org.",
  flags: flags.output,
  async run(call) {
    const { diagnostics } = loadProject(call);
    const valid = !hasErrors([...diagnostics]);
    if (isOn(call.flags, "json")) {
      const count = (severity: string): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
      const report = { format_version: "1.0", valid, error_count: count("error"), warning_count: count("warning"), diagnostics: diagnosticsJson(diagnostics) };
      say(call.terminal, JSON.stringify(report, null, 2));
    } else {
      showDiagnostics(call, diagnostics);
      if (valid) say(call.terminal, `${paint(call.terminal).green("Success!")} The configuration is valid${diagnostics.length > 0 ? ", but there were some validation warnings as shown above" : ""}.`);
    }
    return valid ? exitCodes.success : exitCodes.failure;
  },
};

import { randomUUID } from "node:crypto";
import { importAddressProblem, runImport, type EngineEvent } from "@lockstep/engine";
import { hasErrors } from "@lockstep/hcl";
import { flags } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { openState, type LockedState } from "../local/locked-state.ts";
import { openProject, readVariables, walkInput, type Project } from "../local/project.ts";
import { recoverJournal } from "../local/recovery.ts";
import { noConfiguration } from "../messages.ts";
import { paint, say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { colourless } from "../views/colour.ts";
import { viewFor } from "../views/view.ts";
import type { Call, Command } from "./command.ts";

export const importCommand: Command = {
  name: "import",
  state: "writes",
  describe: "Take an object that exists into the state.",
  words: "<address> <id>",
  flags: [...flags.variables, ...flags.state, ...flags.input, flags.output[1], flags.output[2]],
  async run(call) {
    const { project, diagnostics } = openProject(call);
    const problems = project.configuration.sources.size === 0 && !hasErrors([...diagnostics]) ? [noConfiguration(call.folder)] : diagnostics;
    showDiagnostics(call, problems);
    if (hasErrors([...problems])) return exitCodes.failure;
    const wrong = importAddressProblem({ address: call.words[0] ?? "", configuration: project.configuration });
    if (wrong) {
      showDiagnostics(call, [wrong]);
      return exitCodes.failure;
    }
    const opened = await openState(call, "OperationTypeInvalid");
    showDiagnostics(call, opened.diagnostics);
    if (!opened.value) return exitCodes.failure;
    try {
      return await importObject(call, project, opened.value);
    } finally {
      opened.value.release();
    }
  },
};

async function importObject(call: Call, project: Project, opened: LockedState): Promise<number> {
  const [address = "", id = ""] = call.words;
  const variables = await readVariables(project, call);
  showDiagnostics(call, variables.diagnostics);
  if (hasErrors([...variables.diagnostics])) return exitCodes.failure;
  const locked = await recoverJournal(call, { project, variables: variables.values, locked: opened, view: viewFor(call, project) });
  if (!locked) return exitCodes.failure;
  const { state, file } = locked;
  const terminal = colourless(call);
  const bold = paint(terminal).bold;
  const onEvent = (event: EngineEvent): void => {
    if (event.type !== "refresh_start") return;
    say(terminal, `${bold(`${event.text}: Importing from ID "${id}"...`)}`);
    say(terminal, `${bold(`${event.text}: Import prepared!`)}\n  Prepared ${event.address.type} for import`);
    say(terminal, `${bold(`${event.text}: Refreshing state...`)}${event.idValue === undefined ? "" : ` [id=${event.idValue}]`}`);
  };
  const { value, diagnostics } = await runImport({ ...walkInput(project, variables.values, call, Date.now(), false), state, address, id, newLineage: randomUUID, onEvent });
  showDiagnostics(call, diagnostics);
  if (!value) return exitCodes.failure;
  const written = file.write(value);
  showDiagnostics(call, written.diagnostics);
  if (!written.value) return exitCodes.failure;
  say(terminal, `\n${paint(terminal).green(successful)}\n`);
  return exitCodes.success;
}

const successful = `Import successful!

The resources that were imported are shown above. These resources are now in
your Lockstep state and will henceforth be managed by Lockstep.`;

import { createInterface } from "node:readline";
import { openConsole, stateSession, walkState, type Console } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import { flags } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { statePathOf } from "../local/locked-state.ts";
import { isUnfinished } from "../local/unfinished.ts";
import { openProject, readVariables, walkInput, type Project } from "../local/project.ts";
import { StateFile } from "../local/state-file.ts";
import { someResultsMayBeWrong } from "../messages.ts";
import { say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import type { Call, Command } from "./command.ts";

export const consoleCommand: Command = {
  name: "console",
  state: "reads",
  describe: "Try expressions against the configuration and the state.",
  flags: [...flags.variables, flags.state[0], ...flags.input, flags.output[1]],
  async run(call) {
    const { project, diagnostics } = openProject(call);
    showDiagnostics(call, diagnostics);
    if (hasErrors([...diagnostics])) return exitCodes.failure;
    const opened = await open(call, project);
    return opened ? answerLines(call, opened) : exitCodes.failure;
  },
};

interface Opened {
  readonly console: Console;
  /** What is wrong with the module: the reason where an expression has no value and says nothing of it. */
  readonly problems: readonly Diagnostic[];
}

async function open(call: Call, project: Project): Promise<Opened | undefined> {
  const variables = await readVariables(project, call);
  showDiagnostics(call, variables.diagnostics);
  const read = new StateFile(statePathOf(call)).read();
  showDiagnostics(call, read.diagnostics);
  if (hasErrors([...variables.diagnostics, ...read.diagnostics])) return undefined;
  const input = walkInput(project, variables.values, call, Date.now(), true);
  const session = stateSession({ ...input, context: { ...input.context, planTime: undefined }, state: read.value });
  const problems = await walkState(session);
  showDiagnostics(call, hasErrors([...problems]) ? [...problems, someResultsMayBeWrong()] : problems);
  const { configuration, providers, functions } = input;
  return { console: openConsole({ configuration, providers, functions, context: input.context }, session.root), problems };
}

// On a terminal a mistake is shown and the next line is read; piped, it ends the command.
async function answerLines(call: Call, opened: Opened): Promise<number> {
  const { terminal } = call;
  const lines = createInterface({ input: terminal.input, ...(terminal.live && { output: terminal.out }), prompt: "> " });
  lines.on("SIGINT", () => lines.close());
  if (terminal.live) lines.prompt();
  let text = "";
  for await (const line of lines) {
    text = text === "" ? line : `${text}\n${line}`;
    if (line.trim() === "" || !isUnfinished(text)) {
      const expression = text.trim();
      text = "";
      if (expression === "exit") break;
      if (!answer(call, opened, expression) && !terminal.live) return exitCodes.failure;
    }
    if (!terminal.live) continue;
    lines.setPrompt(text === "" ? "> " : ": ");
    lines.prompt();
  }
  lines.close();
  if (terminal.live) say(terminal);
  else if (text.trim() !== "") return answer(call, opened, text) ? exitCodes.success : exitCodes.failure;
  return exitCodes.success;
}

function answer(call: Call, { console, problems }: Opened, expression: string): boolean {
  if (expression === "") return true;
  if (expression === "help") {
    say(call.terminal, help);
    return true;
  }
  const { value, diagnostics } = console.show(expression);
  showDiagnostics(call, withoutPlace(value !== undefined || hasErrors(diagnostics) ? diagnostics : problems));
  if (value !== undefined) say(call.terminal, value);
  return value !== undefined;
}

// The person has just typed it: there is no need to say where it stands.
function withoutPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map(({ subject, ...rest }) => (subject && !subject.source.file.startsWith("<") ? { ...rest, subject } : rest));
}

const help = `Expressions are evaluated against this folder's configuration, its variables and the
state. For example, "okta_group.admins.id" is the id of that group, where the state has it.

"exit", Ctrl-C or Ctrl-D ends.`;

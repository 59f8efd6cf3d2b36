import { SENSITIVE, typeToJson, valueToJson, writeJson, convert, isProblem, stringType, type Value } from "@lockstep/hcl";
import { flags, isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { StateFile } from "../local/state-file.ts";
import { statePathOf } from "../local/locked-state.ts";
import { noOutputs, noRawOutput, noSuchOutput } from "../messages.ts";
import { say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { outputLines } from "../views/human.ts";
import { printConsole } from "@lockstep/hcl";
import type { Call, Command } from "./command.ts";

export const output: Command = {
  name: "output",
  state: "outputs",
  describe: "Show the output values of the state.",
  words: "[name]",
  flags: [flags.state[0], ...flags.output, { name: "raw", kind: "switch", describe: "Write the text alone, without quotes." }],
  async run(call) {
    const { value: state, diagnostics } = new StateFile(statePathOf(call)).read();
    showDiagnostics(call, diagnostics);
    if (diagnostics.length > 0 && !state) return exitCodes.failure;
    const outputs = state?.outputs ?? new Map<string, Value>();
    const [name] = call.words;
    if (name === undefined) return showAll(call, outputs);
    const value = outputs.get(name);
    if (value) return showOne(call, name, value);
    showDiagnostics(call, [noSuchOutput(name, [...outputs.keys()])]);
    return exitCodes.failure;
  },
};

function showAll(call: Call, outputs: ReadonlyMap<string, Value>): number {
  if (isOn(call.flags, "json")) {
    const entries = [...outputs].map(([name, value]) => [name, { sensitive: (value.marks & SENSITIVE) !== 0, type: typeToJson(value.type), value: valueToJson(value) }] as const);
    say(call.terminal, writeJson(Object.fromEntries(entries), 2));
  } else if (outputs.size === 0) showDiagnostics(call, [noOutputs()]);
  else say(call.terminal, outputLines({ outputs }));
  return exitCodes.success;
}

// Asked for by name, also a sensitive one is shown, as Terraform does: scripts need it.
function showOne(call: Call, name: string, value: Value): number {
  if (isOn(call.flags, "json")) say(call.terminal, writeJson(valueToJson(value)));
  else if (isOn(call.flags, "raw")) {
    const text = convert(value, stringType);
    if (isProblem(text) || typeof text.raw !== "string") {
      showDiagnostics(call, [noRawOutput(name)]);
      return exitCodes.failure;
    }
    call.terminal.out.write(text.raw);
  } else say(call.terminal, printConsole(value));
  return exitCodes.success;
}

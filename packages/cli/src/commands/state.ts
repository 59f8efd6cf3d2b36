import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { forgetInState, isSameState, listState, moveInState, parseState, printState, showState, type State } from "@lockstep/engine";
import { hasErrors } from "@lockstep/hcl";
import { flags, isOn, textOf } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { openState, statePathOf, type LockedState } from "../local/locked-state.ts";
import { providersFor } from "../local/providers.ts";
import { StateFile } from "../local/state-file.ts";
import { journalPending, noAddressMatches, noState, staleSerial, stateUnreadable } from "../messages.ts";
import { say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { colourless } from "../views/colour.ts";
import type { Call, Command } from "./command.ts";

/** Reads the state without holding it; undefined after saying what is wrong. */
function readState(call: Call): State | undefined {
  const { value, diagnostics } = new StateFile(statePathOf(call)).read();
  showDiagnostics(call, value || diagnostics.length > 0 ? diagnostics : [noState()]);
  return hasErrors(diagnostics) ? undefined : value;
}

const stateList: Command = {
  name: "state list",
  state: "reads",
  describe: "List what the state has.",
  words: "[addresses...]",
  flags: [flags.state[0], { name: "id", kind: "text", value: "id", describe: "Only the object with this id." }],
  async run(call) {
    const state = readState(call);
    if (!state) return exitCodes.failure;
    const { value: addresses, diagnostics } = listState(state, { addresses: call.words, ...(textOf(call.flags, "id") !== undefined && { id: textOf(call.flags, "id") ?? "" }) });
    showDiagnostics(call, diagnostics);
    for (const address of addresses ?? []) say(call.terminal, address);
    return addresses ? exitCodes.success : exitCodes.failure;
  },
};

const stateShow: Command = {
  name: "state show",
  state: "reads",
  describe: "Show one object of the state.",
  words: "<address>",
  flags: [flags.state[0], flags.output[1]],
  async run(call) {
    const state = readState(call);
    if (!state) return exitCodes.failure;
    const [address = ""] = call.words;
    const text = showState(state, providersFor(call.folder, call.environment, "default"), { address, color: colourless(call).color });
    if (text === undefined) showDiagnostics(call, [noAddressMatches(address)]);
    else say(call.terminal, text);
    return text === undefined ? exitCodes.failure : exitCodes.success;
  },
};

const stateMove: Command = {
  name: "state mv",
  state: "writes",
  describe: "Give an object of the state another address, without touching the org.",
  words: "<from> <to>",
  flags: [...flags.state, { name: "dry-run", kind: "switch", describe: "Only say what would move." }],
  run: (call) =>
    changeState(call, (state) => {
      const [from = "", to = ""] = call.words;
      const { value, diagnostics } = moveInState(state, from, to);
      return { diagnostics, ...(value && { state: value.state, lines: value.moved.map((move) => `Move "${move.from}" to "${move.to}"`), done: `Successfully moved ${value.moved.length} object(s).` }) };
    }),
};

const stateRemove: Command = {
  name: "state rm",
  state: "writes",
  describe: "Forget objects of the state, without touching the org.",
  words: "<addresses...>",
  flags: [...flags.state, { name: "dry-run", kind: "switch", describe: "Only say what would be forgotten." }],
  run: (call) =>
    changeState(call, (state) => {
      const { value, diagnostics } = forgetInState(state, call.words);
      return { diagnostics, ...(value && { state: value.state, lines: value.forgotten.map((address) => `Removed ${address}`), done: `Successfully removed ${value.forgotten.length} resource instance(s).` }) };
    }),
};

const statePull: Command = {
  name: "state pull",
  state: "reads",
  describe: "Write the state to standard output.",
  flags: [flags.state[0]],
  async run(call) {
    const state = readState(call);
    if (!state) return exitCodes.failure;
    call.terminal.out.write(printState(state));
    return exitCodes.success;
  },
};

const statePush: Command = {
  name: "state push",
  state: "writes",
  describe: "Put a state file in place of the present state.",
  words: "<file>",
  flags: [...flags.state, { name: "force", kind: "switch", describe: "Even when it is older or of another lineage." }],
  async run(call) {
    const [name = ""] = call.words;
    const pushed = await readPushed(call, name);
    if (!pushed) return exitCodes.failure;
    return withState(call, (locked) => {
      const { state } = locked;
      const changes = state !== undefined && !isSameState(state, pushed);
      const stale = state && (state.lineage !== pushed.lineage || state.serial > pushed.serial || (state.serial === pushed.serial && changes));
      // As with Terraform: what changes something gets a serial of its own.
      const next = { ...pushed, serial: pushed.serial + (changes ? 1 : 0) };
      const written = stale && !isOn(call.flags, "force") ? { diagnostics: [staleSerial(name)] } : locked.file.overwrite(next);
      showDiagnostics(call, written.diagnostics);
      return hasErrors(written.diagnostics) ? exitCodes.failure : exitCodes.success;
    });
  },
};

async function readPushed(call: Call, name: string): Promise<State | undefined> {
  try {
    const parsed = parseState(name === "-" ? await readAll(call) : readFileSync(resolve(call.folder, name), "utf8"));
    showDiagnostics(call, parsed.diagnostics);
    return parsed.value;
  } catch (problem) {
    showDiagnostics(call, [stateUnreadable(name, problem)]);
    return undefined;
  }
}

async function readAll({ terminal }: Call): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.input) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}

interface StateChange {
  readonly diagnostics: Parameters<typeof showDiagnostics>[1];
  readonly state?: State;
  readonly lines?: readonly string[];
  readonly done?: string;
}

function changeState(call: Call, change: (state: State) => StateChange): Promise<number> {
  return withState(call, ({ state, file }) => {
    const { diagnostics, state: changed, lines = [], done = "" } = state ? change(state) : { diagnostics: [noState()] };
    showDiagnostics(call, diagnostics);
    if (!changed) return exitCodes.failure;
    for (const line of lines) say(call.terminal, isOn(call.flags, "dry-run") ? line.replace(/^Move/, "Would move").replace(/^Removed/, "Would remove") : line);
    if (isOn(call.flags, "dry-run")) return exitCodes.success;
    const written = file.write(changed);
    showDiagnostics(call, written.diagnostics);
    if (hasErrors(written.diagnostics)) return exitCodes.failure;
    say(call.terminal, done);
    return exitCodes.success;
  });
}

async function withState(call: Call, work: (locked: LockedState) => number): Promise<number> {
  const opened = await openState(call, "OperationTypeInvalid");
  showDiagnostics(call, opened.diagnostics);
  if (!opened.value) return exitCodes.failure;
  try {
    if (!opened.value.journal.exists) return work(opened.value);
    showDiagnostics(call, [journalPending()]);
    return exitCodes.failure;
  } finally {
    opened.value.release();
  }
}

/** The commands on the state file, in the order of help. */
export const stateCommands: readonly Command[] = [stateList, stateShow, stateMove, stateRemove, statePull, statePush];

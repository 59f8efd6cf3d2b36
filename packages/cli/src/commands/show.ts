import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { colourStyle, parsePlanFile, parseState, plainStyle, planJson, renderPlan, schemasOf, showState, stateJson, type Plan, type ProviderFactory, type State } from "@lockstep/engine";
import { hasErrors, writeJson, type Diagnostic } from "@lockstep/hcl";
import { flags, isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { statePathOf } from "../local/locked-state.ts";
import { providersFor } from "../local/providers.ts";
import { StateFile } from "../local/state-file.ts";
import { fileUnreadable, noSuchFile } from "../messages.ts";
import { say } from "../terminal.ts";
import { terraformVersion } from "../version.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { colourless } from "../views/colour.ts";
import type { Call, Command } from "./command.ts";

export const show: Command = {
  name: "show",
  state: "reads",
  describe: "Show the state, or a saved plan or another state by its file.",
  words: "[file]",
  flags: [flags.state[0], flags.output[0], flags.output[1]],
  remote: async (call, target) => (await import("../remote/show.ts")).remoteShow(call, target, show),
  async run(call) {
    const [name] = call.words;
    const { shown, diagnostics } = name === undefined ? readPresent(call) : readFile(call, name);
    showDiagnostics(call, diagnostics);
    if (!shown || hasErrors(diagnostics)) return exitCodes.failure;
    const providers = providersFor(call.folder, call.environment, call.environment["TF_WORKSPACE"] ?? "default");
    say(call.terminal, isOn(call.flags, "json") ? jsonOf(shown, providers) : textOf(call, shown, providers));
    return exitCodes.success;
  },
};

/** What there is to show: a plan, or a state (undefined where there is none yet). */
type Shown = { readonly plan: Plan } | { readonly state: State | undefined };

interface Read {
  readonly shown?: Shown;
  readonly diagnostics: readonly Diagnostic[];
}

function readPresent(call: Call): Read {
  const { value, diagnostics } = new StateFile(statePathOf(call)).read();
  return { shown: { state: value }, diagnostics };
}

function readFile({ folder }: Call, name: string): Read {
  const path = resolve(folder, name);
  if (!existsSync(path)) return { diagnostics: [noSuchFile(name)] };
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (problem) {
    return { diagnostics: [fileUnreadable(name, problem)] };
  }
  return looksLikeState(bytes) ? readState(bytes.toString("utf8")) : readPlan(bytes);
}

/** Plans and states are JSON objects; a plan says first that it is one. What is neither is taken for a plan, which says so. */
const looksLikeState = (bytes: Buffer): boolean => /^\s*\{(?!\s*"lockstep_plan")/.test(bytes.toString("utf8", 0, 100));

function readState(text: string): Read {
  const { value, diagnostics } = parseState(text);
  return value ? { shown: { state: value }, diagnostics } : { diagnostics };
}

function readPlan(bytes: Buffer): Read {
  const { value, diagnostics } = parsePlanFile(bytes);
  return value ? { shown: { plan: value }, diagnostics } : { diagnostics };
}

function jsonOf(shown: Shown, providers: ReadonlyMap<string, ProviderFactory>): string {
  const schemas = schemasOf(providers);
  return writeJson("plan" in shown ? planJson(shown.plan, { ...schemas, terraformVersion }) : stateJson(shown.state, schemas.schemaOf));
}

function textOf(call: Call, shown: Shown, providers: ReadonlyMap<string, ProviderFactory>): string {
  const { color } = colourless(call);
  if ("plan" in shown) return renderPlan(shown.plan, { style: color ? colourStyle : plainStyle, schemaOf: schemasOf(providers).schemaOf }).replace(/\n+$/, "");
  return shown.state ? (showState(shown.state, providers, { color }) ?? "") : "No state.";
}

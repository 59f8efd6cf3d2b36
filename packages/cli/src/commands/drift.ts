import { colourStyle, driftJson, hasDrift, plainStyle, providerConfigs, renderDrift, scanDrift, type DriftReport, type State } from "@lockstep/engine";
import { hasErrors, isWhollyKnown, writeJson, type Diagnostic, type Value } from "@lockstep/hcl";
import { flags, isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { statePathOf } from "../local/locked-state.ts";
import { openProject, readVariables, walkInput, type Project } from "../local/project.ts";
import { StateFile } from "../local/state-file.ts";
import { noState } from "../messages.ts";
import { say } from "../terminal.ts";
import { diagnosticsJson, showDiagnostics } from "../views/diagnostics.ts";
import { colourless } from "../views/colour.ts";
import type { Call, Command } from "./command.ts";

export const drift: Command = {
  name: "drift",
  state: "reads",
  describe: "Show what was changed in the org since the state was written, by whom and how.",
  flags: [...flags.variables, flags.state[0], ...flags.input, flags.output[0], flags.output[1]],
  async run(call) {
    const { project, diagnostics } = openProject(call);
    const { value: state, diagnostics: unread } = new StateFile(statePathOf(call)).read();
    const problems = [...diagnostics, ...unread];
    if (hasErrors(problems)) return finish(call, project, { diagnostics: problems });
    if (!state) return finish(call, project, { diagnostics: [...problems, noState()] });
    const scanned = await scan(call, project, state);
    return finish(call, project, { ...scanned, diagnostics: [...problems, ...scanned.diagnostics] });
  },
};

interface Scanned {
  readonly report?: DriftReport;
  readonly diagnostics: readonly Diagnostic[];
}

// Nothing is written, not even the state, so nobody is kept from it meanwhile.
async function scan(call: Call, project: Project, state: State): Promise<Scanned> {
  const { configs, diagnostics } = await configure(call, project, state);
  if (!configs) return { diagnostics };
  const { providers } = project;
  const { value: report, diagnostics: found } = await scanDrift({ state, providers, configOf: (address) => configs.get(address), signal: call.signal, attribute: true });
  return { ...(report && { report }), diagnostics: [...diagnostics, ...found] };
}

interface Configured {
  readonly configs?: ReadonlyMap<string, Value>;
  readonly diagnostics: readonly Diagnostic[];
}

// Variables matter only where the block of a provider needs them: nobody is asked for others.
async function configure(call: Call, project: Project, state: State): Promise<Configured> {
  for (const input of [false, call.flags["input"] !== false]) {
    const variables = await readVariables(project, { ...call, flags: { ...call.flags, input } });
    const { configs, diagnostics } = await providerConfigs({ ...walkInput(project, variables.values, call, Date.now(), false), state });
    const missing = hasErrors([...variables.diagnostics]);
    const isUsable = (config: Value | undefined): boolean => config !== undefined && (!missing || isWhollyKnown(config));
    const complete = state.resources.every(({ provider }) => isUsable(configs.get(provider)) || !isKnownProvider(project, provider));
    if (complete) return { configs, diagnostics };
    if (!missing || input || call.flags["input"] === false) return { diagnostics: [...variables.diagnostics, ...diagnostics] };
  }
  return { diagnostics: [] };
}

const isKnownProvider = ({ providers }: Project, address: string): boolean => [...providers.keys()].some((source) => address.includes(`provider["${source}"]`));

function finish(call: Call, project: Project, { report, diagnostics }: Scanned): number {
  const failed = hasErrors([...diagnostics]);
  if (isOn(call.flags, "json")) say(call.terminal, jsonOf(project, report, diagnostics));
  else {
    if (report && (!failed || hasDrift(report))) say(call.terminal, textOf(call, project, report));
    showDiagnostics(call, diagnostics);
  }
  if (failed) return exitCodes.failure;
  return report && hasDrift(report) ? exitCodes.differs : exitCodes.success;
}

function textOf(call: Call, { usage }: Project, report: DriftReport): string {
  const cost = usage.summary();
  return renderDrift(report, { style: colourless(call).color ? colourStyle : plainStyle, ...(cost !== undefined && { cost }) });
}

function jsonOf({ usage }: Project, report: DriftReport | undefined, diagnostics: readonly Diagnostic[]): string {
  const buckets = [...usage.buckets()].filter(([, { requests }]) => requests > 0).map(([name, { requests }]) => [name, requests] as const);
  const nothing: DriftReport = { changed: [], missing: [], scanned: 0, usage: new Map() };
  return writeJson({
    ...driftJson(report ?? nothing),
    complete: report !== undefined && !hasErrors([...diagnostics]),
    requests: { total: buckets.reduce((sum, [, requests]) => sum + requests, 0), buckets: Object.fromEntries(buckets) },
    diagnostics: JSON.parse(JSON.stringify(diagnosticsJson(diagnostics))),
  });
}

import { randomBytes } from "node:crypto";
import {
  collectInputs,
  loadConfiguration,
  resolveInputs,
  validateConfiguration,
  type Configuration,
  type GivenInput,
  type ModuleResolver,
  type ProviderFactory,
  type ResolvedInput,
  type WalkInput,
} from "@lockstep/engine";
import { builtinFunctions, hasErrors, type Diagnostic } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { numberOf } from "../arguments.ts";
import { noConfiguration } from "../messages.ts";
import { installedModules } from "../modules/installed.ts";
import { ask } from "../terminal.ts";
import { filesIn } from "./files.ts";
import { functionContext } from "./function-context.ts";
import { providersFor } from "./providers.ts";
import { Usage } from "./usage.ts";

/** A configuration on disk, loaded and checked, with all that a walk needs. */
export interface Project {
  readonly folder: string;
  readonly configuration: Configuration;
  readonly providers: ReadonlyMap<string, ProviderFactory>;
  readonly usage: Usage;
  readonly workspace: string;
}

/** What was loaded, also when there are errors: the configuration is needed to show them. */
export interface LoadedProject {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a configuration lies, and what is around it. */
type Place = Pick<Call, "folder" | "environment" | "keptState">;

/** A project around a configuration that was loaded before, as a plan file has it. */
export function projectOf({ folder, environment, keptState }: Place, configuration: Configuration): Project {
  const workspace = environment["TF_WORKSPACE"] ?? "default";
  const usage = new Usage();
  return { folder, configuration, providers: usage.watching(providersFor(folder, environment, workspace, keptState)), usage, workspace };
}

/**
 * Loads the configuration of a folder and checks nothing: for commands that plan nothing. What is not finished yet does
 * not keep them from working: a block without arguments is there to be imported into. There may be no configuration at all.
 */
export function openProject(call: Place, resolveModule = installedModules(call.folder)): LoadedProject {
  const { configuration, diagnostics } = loadConfiguration({ files: filesIn(call.folder), folder: ".", resolveModule });
  return { project: projectOf(call, configuration), diagnostics };
}

/** The same, with all checked that can be checked without variables and org. */
export function loadProject(call: Place, resolveModule?: ModuleResolver): LoadedProject {
  const { project, diagnostics } = openProject(call, resolveModule);
  const { configuration, folder, providers } = project;
  if (hasErrors([...diagnostics])) return { project, diagnostics };
  if (configuration.sources.size === 0) return { project, diagnostics: [noConfiguration(folder)] };
  const checked = validateConfiguration({ configuration, providers, functions: builtinFunctions, context: functionContext(folder, undefined, false) });
  return { project, diagnostics: [...diagnostics, ...checked] };
}

/** The values of the input variables; those that are missing are asked for where somebody is there to answer. */
export async function readVariables(project: Project, call: Call): Promise<{ values: ReadonlyMap<string, ResolvedInput>; diagnostics: readonly Diagnostic[] }> {
  const request = { files: filesIn(project.folder), folder: ".", environment: call.environment };
  const collected = collectInputs({ ...request, given: call.given });
  const missing = [...project.configuration.root.variables.values()].filter(({ name, default: initial }) => initial === undefined && !collected.inputs.has(name));
  const asked = canAsk(call) ? await askFor(missing, call) : [];
  const { inputs, diagnostics } = asked.length > 0 ? collectInputs({ ...request, given: [...call.given, ...asked] }) : collected;
  // What is missing may stand where nothing could be read.
  if (hasErrors([...diagnostics])) return { values: new Map(), diagnostics: diagnostics.filter(({ severity }) => severity === "error") };
  const resolved = resolveInputs(project.configuration.root, inputs);
  return { values: resolved.values, diagnostics: [...diagnostics, ...resolved.diagnostics] };
}

const canAsk = ({ flags, terminal, environment }: Call): boolean =>
  flags["input"] !== false && flags["json"] !== true && terminal.live && !["0", "false"].includes(environment["TF_INPUT"] ?? "");

async function askFor(missing: readonly { name: string; description?: string }[], { terminal, signal }: Call): Promise<GivenInput[]> {
  const given: GivenInput[] = [];
  for (const { name, description } of missing) {
    const text = await ask(terminal, `var.${name}\n${description ? `  ${description}\n` : ""}\n  Enter a value: `, signal);
    if (text === undefined) break;
    given.push({ kind: "var", text: `${name}=${text}` });
  }
  return given;
}

/** What every walk is given. `planTime` is the moment of the plan in milliseconds. */
export function walkInput(project: Project, variables: ReadonlyMap<string, ResolvedInput>, call: Call, planTime: number, applying: boolean): WalkInput {
  return {
    configuration: project.configuration,
    providers: project.providers,
    variables,
    workspace: project.workspace,
    functions: builtinFunctions,
    context: functionContext(project.folder, planTime, applying),
    newKey: (digits) => randomBytes(digits).toString("hex").slice(0, digits),
    parallelism: numberOf(call.flags, "parallelism", 10),
    signal: call.signal,
  };
}

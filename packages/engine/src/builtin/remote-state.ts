// terraform_remote_state: the outputs of another configuration's state, in a file (local) or kept by a server (remote).
import { convert, dynamicNull, dynamicType, dynamicUnknown, isKnown, isProblem, isWhollyKnown, objectType, objectValue, stringType, stripMarks } from "@lockstep/hcl";
import type { Type, Value } from "@lockstep/hcl";
import { FileProblem } from "../files.ts";
import type { Files } from "../files.ts";
import type { ProviderDiagnostic, ProviderOutcome } from "../provider.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { parseState } from "../state/state-file.ts";

export const remoteStateSchema: ResourceSchema = {
  version: 0,
  block: {
    attributes: {
      backend: { type: stringType, required: true },
      config: { type: dynamicType, optional: true },
      defaults: { type: dynamicType, optional: true },
      outputs: { type: dynamicType, computed: true },
      workspace: { type: stringType, optional: true },
    },
    blocks: {},
  },
};

const attribute = (object: Value, name: string): Value => (object.raw instanceof Map ? (object.raw.get(name) ?? dynamicNull) : dynamicNull);

const problem = (name: string, summary: string, detail: string): ProviderDiagnostic => ({ severity: "error", summary, detail, path: [name] });

/** A state that a server keeps. */
export interface KeptState {
  /** undefined: HCP Terraform's own. */
  readonly host: string | undefined;
  readonly organization: string;
  readonly workspace: string;
  /** Who asks, where the configuration says so. */
  readonly token: string | undefined;
}

/** Reads a state that a server keeps, as the text of a state file that has at least its outputs. */
export type ReadKeptState = (wanted: KeptState, signal: AbortSignal) => Promise<{ readonly text: string | undefined } | { readonly problem: string }>;

/** The arguments that a backend takes. */
const backends: ReadonlyMap<string, Type> = new Map([
  ["local", objectType([["path", stringType], ["workspace_dir", stringType]], ["path", "workspace_dir"])],
  ["remote", objectType([["hostname", stringType], ["organization", stringType], ["token", stringType], ["workspaces", objectType([["name", stringType], ["prefix", stringType]], ["name", "prefix"])]], ["hostname", "organization", "token", "workspaces"])],
]);

/** What is wrong before anything is read; parts that are not known are passed over. */
export function validateRemoteState(config: Value): ProviderDiagnostic[] {
  const found = [...backendProblems(config)];
  const defaults = attribute(config, "defaults");
  if (isKnown(defaults) && defaults.raw !== null && defaults.type.kind !== "object" && defaults.type.kind !== "map") {
    found.push(problem("defaults", "Invalid default values", "Defaults must be given in an object value."));
  }
  return found;
}

function* backendProblems(config: Value): Generator<ProviderDiagnostic> {
  const backend = attribute(config, "backend").raw;
  if (backend === null) yield problem("backend", "Invalid backend configuration", "The backend must be named; it cannot be null.");
  if (typeof backend !== "string") return;
  const type = backends.get(backend);
  if (!type) {
    yield problem("backend", "Invalid backend configuration", `There is no backend type named "${backend}".`);
    return;
  }
  const given = attribute(config, "config");
  const reason = isKnown(given) && given.raw !== null ? backendProblem(given, type) : undefined;
  if (reason !== undefined) {
    yield problem("config", "Invalid backend configuration", `The given configuration is not valid for backend "${backend}": ${reason}.`);
  }
}

function backendProblem(given: Value, type: Type): string | undefined {
  if (given.type.kind !== "object" && given.type.kind !== "map") return "an object is required";
  const names = given.raw instanceof Map ? [...given.raw.keys()] : [];
  const extra = names.find((name) => type.kind === "object" && !type.attributes.has(name));
  if (extra !== undefined) return `unexpected attribute "${extra}"`;
  for (const name of names) {
    const converted = convert(attribute(given, name), type.kind === "object" ? (type.attributes.get(name) ?? stringType) : stringType);
    if (isProblem(converted)) return `.${name}: ${converted.message}`;
  }
  return undefined;
}

/** Where states are found. */
export interface StatePlaces {
  readonly files: Files;
  readonly workspace?: string;
  readonly keptState?: ReadKeptState;
}

/** Reads the state and gives its outputs, before them the defaults. */
export async function readRemoteState(config: Value, { files, workspace = "default", keptState }: StatePlaces, signal: AbortSignal): Promise<ProviderOutcome> {
  const problems = validateRemoteState(config);
  if (problems.length > 0) return { diagnostics: problems };
  if (!isWhollyKnown(config)) return { value: withOutputs(config, dynamicUnknown), diagnostics: [] };
  const text = attribute(config, "backend").raw === "remote" ? await readKept(config, workspace, keptState, signal) : readStateText(config, files, workspace);
  if ("problem" in text) return { diagnostics: [text.problem] };
  const state = parseState(text.text);
  if (!state.value) {
    return { diagnostics: state.diagnostics.map(({ severity, summary, detail }) => ({ severity, summary, detail })) };
  }
  const outputs = new Map(objectEntries(attribute(config, "defaults")));
  for (const [name, value] of state.value.outputs) outputs.set(name, stripMarks(value));
  return { value: withOutputs(config, objectValue(outputs)), diagnostics: [] };
}

const objectEntries = (value: Value): Iterable<readonly [string, Value]> => (value.raw instanceof Map ? value.raw : []);

function withOutputs(config: Value, outputs: Value): Value {
  const attributes = new Map([...objectEntries(config)].map(([name, value]) => [name, name === "outputs" ? outputs : value] as const));
  return objectValue(attributes);
}

type StateText = { readonly text: string } | { readonly problem: ProviderDiagnostic };

const noState: StateText = { problem: problem("workspace", "Unable to find remote state", "No stored state was found for the given workspace in the given backend.") };

const textOf = (object: Value, name: string): string | undefined => {
  const { raw } = attribute(object, name);
  return typeof raw === "string" && raw !== "" ? raw : undefined;
};

async function readKept(config: Value, ownWorkspace: string, keptState: ReadKeptState | undefined, signal: AbortSignal): Promise<StateText> {
  const given = attribute(config, "config");
  const workspaces = attribute(given, "workspaces");
  const [organization, name, prefix] = [textOf(given, "organization"), textOf(workspaces, "name"), textOf(workspaces, "prefix")];
  if (organization === undefined) return { problem: problem("config", "Invalid backend configuration", 'The backend "remote" needs the argument "organization".') };
  if ((name === undefined) === (prefix === undefined)) return { problem: problem("config", "Invalid backend configuration", 'Of "workspaces", the backend "remote" needs either "name" or "prefix".') };
  if (!keptState) return { problem: problem("backend", "Error loading state error", "States that a server keeps cannot be read here.") };
  const workspace = name ?? `${prefix ?? ""}${textOf(config, "workspace") ?? ownWorkspace}`;
  const read = await keptState({ host: textOf(given, "hostname"), organization, workspace, token: textOf(given, "token") }, signal);
  if ("problem" in read) return { problem: problem("config", "Error loading state error", read.problem) };
  return read.text === undefined ? noState : { text: read.text };
}

function readStateText(config: Value, files: Files, ownWorkspace: string): StateText {
  const given = attribute(config, "workspace").raw;
  const path = statePath(attribute(config, "config"), typeof given === "string" ? given : ownWorkspace);
  try {
    const bytes = files.read(path);
    if (bytes) return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { problem: problem("config", "Error loading state error", `The state file "${path}" could not be read: ${error.message}.`) };
  }
  return noState;
}

function statePath(config: Value, workspace: string): string {
  if (workspace === "default") return textOf(config, "path") ?? "terraform.tfstate";
  return `${textOf(config, "workspace_dir") ?? "terraform.tfstate.d"}/${workspace}/terraform.tfstate`;
}

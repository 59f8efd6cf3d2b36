// terraform_remote_state: the outputs of another configuration's state file. Only the local backend has one.
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

/** The arguments that a backend takes. */
const backends: ReadonlyMap<string, Type> = new Map([
  ["local", objectType([["path", stringType], ["workspace_dir", stringType]], ["path", "workspace_dir"])],
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
    const converted = convert(attribute(given, name), stringType);
    if (isProblem(converted)) return `.${name}: ${converted.message}`;
  }
  return undefined;
}

/** Reads the state file and gives its outputs, before them the defaults. */
export function readRemoteState(config: Value, { files, workspace }: { readonly files: Files; readonly workspace?: string }): ProviderOutcome {
  const problems = validateRemoteState(config);
  if (problems.length > 0) return { diagnostics: problems };
  if (!isWhollyKnown(config)) return { value: withOutputs(config, dynamicUnknown), diagnostics: [] };
  const text = readStateText(config, files, workspace ?? "default");
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

function readStateText(config: Value, files: Files, ownWorkspace: string): { readonly text: string } | { readonly problem: ProviderDiagnostic } {
  const given = attribute(config, "workspace").raw;
  const path = statePath(attribute(config, "config"), typeof given === "string" ? given : ownWorkspace);
  try {
    const bytes = files.read(path);
    if (bytes) return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { problem: problem("config", "Error loading state error", `The state file "${path}" could not be read: ${error.message}.`) };
  }
  return {
    problem: problem("workspace", "Unable to find remote state", "No stored state was found for the given workspace in the given backend."),
  };
}

function statePath(config: Value, workspace: string): string {
  const text = (name: string): string | undefined => {
    const { raw } = attribute(config, name);
    return typeof raw === "string" && raw !== "" ? raw : undefined;
  };
  if (workspace === "default") return text("path") ?? "terraform.tfstate";
  return `${text("workspace_dir") ?? "terraform.tfstate.d"}/${workspace}/terraform.tfstate`;
}

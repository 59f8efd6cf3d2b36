// The state file, version 4, as Terraform reads and writes it.
import { compareStrings, isJsonObject, isTooDeep, JsonNumber, readJson, SENSITIVE, typeFromJson, tooDeep, typeToJson, valueFromJson, valueToJson, withMarks, withoutMarks, writeJson } from "@lockstep/hcl";
import type { Diagnostic, Json, Outcome, Value } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { InstanceKey, InstanceState, ResourceState, State } from "./state.ts";

/** Reads a state file's text. */
export function parseState(text: string): Outcome<State> {
  if (text.trim() === "") return { diagnostics: [messages.stateEmpty()] };
  const read = readStateJson(text);
  if ("problem" in read) return { diagnostics: [messages.stateNotJson(read.problem)] };
  const { json } = read;
  if (!isJsonObject(json)) return { diagnostics: [messages.stateMalformed("it must be an object")] };
  const problem = versionProblem(json);
  if (problem) return { diagnostics: [problem] };
  return stateFromJson(json);
}

// Reading numbers one by one is slow; it is only needed where a JS number would lose digits or gain an exponent.
const delicate = /[:,[]\s*(?:-?\d(?:[\d.]*[eE]|[\d.]{15})|-?0\.0{6}|-0[,\s\]}])/;

function readStateJson(text: string): { json: Json } | { problem: string } {
  if (delicate.test(text)) return readJson(text);
  try {
    const json: Json = JSON.parse(text);
    return isTooDeep(json) ? { problem: tooDeep } : { json };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function versionProblem(json: JsonObject): Diagnostic | undefined {
  const version = json["version"];
  if (typeof version !== "number") return messages.stateWithoutVersion();
  const writer = typeof json["terraform_version"] === "string" ? `version ${json["terraform_version"]}` : "";
  if (version > 4) return messages.stateTooNew(version, writer);
  return version < 4 ? messages.stateTooOld(version) : undefined;
}

type JsonObject = { readonly [name: string]: Json };

/** The state that JSON in the form of the file holds. */
export function stateFromJson(json: JsonObject): Outcome<State> {
  const diagnostics: Diagnostic[] = [];
  const outputs = new Map<string, Value>();
  for (const [name, output] of Object.entries(objectOr(json["outputs"]))) {
    const value = outputFromJson(output);
    if (value) outputs.set(name, value);
    else diagnostics.push(messages.stateMalformed(`the output "${name}" has no value of its type`));
  }
  const resources: ResourceState[] = [];
  for (const [at, resource] of arrayOr(json["resources"]).entries()) {
    const read = isJsonObject(resource) ? resourceFromJson(resource) : undefined;
    if (read) resources.push(read);
    else diagnostics.push(messages.stateMalformed(`resource number ${at + 1} lacks its mode, type, name or provider`));
  }
  if (diagnostics.length > 0) return { diagnostics };
  const value: State = {
    lineage: text(json["lineage"]) ?? "",
    serial: typeof json["serial"] === "number" ? json["serial"] : 0,
    terraformVersion: text(json["terraform_version"]) ?? "",
    outputs,
    resources,
    checkResults: json["check_results"] ?? null,
  };
  return { value, diagnostics };
}

const text = (json: Json | undefined): string | undefined => (typeof json === "string" ? json : undefined);
const objectOr = (json: Json | undefined): JsonObject => (json !== undefined && isJsonObject(json) ? json : {});
const arrayOr = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);

function outputFromJson(json: Json): Value | undefined {
  if (!isJsonObject(json)) return undefined;
  const type = json["type"] === undefined ? undefined : typeFromJson(json["type"]);
  if (!type) return undefined;
  const value = valueFromJson(json["value"] ?? null, type);
  if (!("raw" in value)) return undefined;
  return json["sensitive"] === true ? withMarks(value, SENSITIVE) : value;
}

function resourceFromJson(json: JsonObject): ResourceState | undefined {
  const type = text(json["type"]);
  const name = text(json["name"]);
  const provider = text(json["provider"]);
  const mode = json["mode"];
  if (type === undefined || name === undefined || provider === undefined || (mode !== "managed" && mode !== "data")) return undefined;
  const instances = arrayOr(json["instances"]).filter(isJsonObject).map(instanceFromJson);
  return { module: text(json["module"]) ?? "", mode, type, name, provider, instances };
}

function instanceFromJson(json: JsonObject): InstanceState {
  const deposed = text(json["deposed"]);
  const privateData = text(json["private"]);
  return {
    key: keyFromJson(json["index_key"]),
    ...(deposed !== undefined && { deposed }),
    tainted: json["status"] === "tainted",
    schemaVersion: typeof json["schema_version"] === "number" ? json["schema_version"] : 0,
    attributes: json["attributes"] ?? null,
    sensitiveAttributes: json["sensitive_attributes"] ?? [],
    ...(privateData !== undefined && { private: privateData }),
    dependencies: shared(arrayOr(json["dependencies"]).filter((item) => typeof item === "string")),
    createBeforeDestroy: json["create_before_destroy"] === true,
  };
}

function keyFromJson(json: Json | undefined): InstanceKey {
  if (json instanceof JsonNumber) return Number(json.text);
  return typeof json === "string" || typeof json === "number" ? json : undefined;
}

const noDependencies: readonly string[] = [];
const shared = (list: readonly string[]): readonly string[] => (list.length === 0 ? noDependencies : list);

/** The state as the file has it, for people and for Terraform. */
export function printState(state: State): string {
  return `${writeJson(stateToJson(state), 2)}\n`;
}

/** The content of the file as JSON, in Terraform's order. */
export function stateToJson(state: State): Json {
  return {
    version: 4,
    terraform_version: state.terraformVersion,
    serial: state.serial,
    lineage: state.lineage,
    outputs: Object.fromEntries([...state.outputs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, outputToJson(value)])),
    resources: inFileOrder(state.resources).map(resourceToJson),
    check_results: jsonOf(state.checkResults) ?? null,
  };
}

// The file goes by the text of the module's address, everything else by its depth first.
const inFileOrder = (resources: readonly ResourceState[]): ResourceState[] =>
  [...resources].sort((a, b) => compareStrings(a.module, b.module) || compareStrings(a.mode, b.mode) || compareStrings(a.type, b.type) || compareStrings(a.name, b.name));

// What a state holds as plain JSON came from JSON, or was made by `valueToJson`.
const jsonOf = (value: unknown): Json => value as Json;

function outputToJson(value: Value): Json {
  const plain = withoutMarks(value);
  const json = { value: valueToJson(plain), type: typeToJson(plain.type) };
  return (value.marks & SENSITIVE) !== 0 ? { ...json, sensitive: true } : json;
}

function resourceToJson({ module, mode, type, name, provider, instances }: ResourceState): Json {
  return { ...(module !== "" && { module }), mode, type, name, provider, instances: instances.map(instanceToJson) };
}

/** One instance as the file has it. */
function instanceToJson(instance: InstanceState): Json {
  const { key, deposed, tainted, dependencies } = instance;
  return {
    ...(key !== undefined && { index_key: key }),
    ...(tainted && { status: "tainted" }),
    ...(deposed !== undefined && { deposed }),
    schema_version: instance.schemaVersion,
    attributes: jsonOf(instance.attributes),
    sensitive_attributes: jsonOf(instance.sensitiveAttributes),
    ...(instance.private !== undefined && { private: instance.private }),
    ...(dependencies.length > 0 && { dependencies }),
    ...(instance.createBeforeDestroy && { create_before_destroy: true }),
  };
}

/** Would the files of these states say the same, but for serial and writer? */
export function isSameState(a: State, b: State): boolean {
  const content = (state: State): string => writeJson(stateToJson({ ...state, serial: 0, lineage: "", terraformVersion: "" }));
  return a === b || content(a) === content(b);
}

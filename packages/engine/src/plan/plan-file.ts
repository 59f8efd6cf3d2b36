// A saved plan: one file that holds all that carrying it out needs. Sensitive values stand in it as they are, as in
// Terraform's: who writes the file keeps others from reading it.
import { isJsonObject, JsonNumber, readJson, writeJson } from "@lockstep/hcl";
import type { Diagnostic, Json, Outcome, Type } from "@lockstep/hcl";
import { parseInstance } from "../address.ts";
import type { Configuration, Module } from "../config/configuration.ts";
import { loadConfiguration } from "../config/load.ts";
import { modulesOf } from "../config/modules.ts";
import type { Files } from "../files.ts";
import * as messages from "../messages.ts";
import { stateFromJson, stateToJson } from "../state/state-file.ts";
import type { CheckResult, OutputChange, Plan, PlannedVariable, RelevantAttribute, ResourceChange } from "./plan.ts";
import { decodeValue, encodeValue, readTypes, TypeTable } from "./value-code.ts";

/** The format of the file; it grows when an older version could not read it any more. */
const formatVersion = 1;

type JsonRecord = { readonly [name: string]: Json };

/** The plan as the text of a file. */
export function printPlanFile(plan: Plan): string {
  const types = new TypeTable();
  const content: JsonRecord = {
    mode: plan.mode,
    workspace: plan.workspace,
    targets: plan.targets,
    force_replace: plan.forceReplace,
    timestamp: plan.timestamp,
    applyable: plan.applyable,
    complete: plan.complete,
    errored: plan.errored,
    files: Object.fromEntries([...plan.configuration.sources].map(([name, { text }]) => [name, text])),
    modules: [...modulesOf(plan.configuration)].map(({ path, folder }) => ({ path, folder })),
    variables: Object.fromEntries([...plan.variables].map(([name, variable]) => [name, variableToJson(variable, types)])),
    previous_state: plan.previousState ? stateToJson(plan.previousState) : null,
    prior_state: stateToJson(plan.priorState),
    changes: plan.changes.map((change) => changeToJson(change, types)),
    drift: plan.drift.map((change) => changeToJson(change, types)),
    outputs: [...plan.outputChanges.values()].map((change) => outputToJson(change, types)),
    checks: plan.checks.map(checkToJson),
    relevant_attributes: plan.relevantAttributes.map(({ resource, attribute }) => ({ resource, attribute: [...attribute] })),
    types: types.list,
  };
  // The version comes first, so that it can be read from a file that has lost its end.
  return `${writeJson({ lockstep_plan: formatVersion, ...content, end: true })}\n`;
}

const variableToJson = ({ value, fromDefault, given }: PlannedVariable, types: TypeTable): Json => ({
  value: encodeValue(value, types),
  default: fromDefault,
  ...(given && { given: encodeValue(given, types) }),
});

function changeToJson(change: ResourceChange, types: TypeTable): Json {
  const { text, previousText, deposed, provider, action, reason, replacePaths, importing, schemaVersion } = change;
  return {
    address: text,
    ...(previousText !== undefined && { previous_address: previousText }),
    ...(deposed !== undefined && { deposed }),
    provider,
    action,
    ...(reason && { reason }),
    before: encodeValue(change.before, types),
    after: encodeValue(change.after, types),
    ...(replacePaths.length > 0 && { replace_paths: replacePaths.map((path) => [...path]) }),
    ...(importing && { importing: { id: importing.id ?? null } }),
    schema_version: schemaVersion,
  };
}

const outputToJson = ({ name, action, before, after, sensitive }: OutputChange, types: TypeTable): Json => ({
  name,
  action,
  before: encodeValue(before, types),
  after: encodeValue(after, types),
  sensitive,
});

const checkToJson = (check: CheckResult): Json => ({
  kind: check.kind,
  address: check.configAddress,
  module: check.module,
  local: { ...check.local },
  status: check.status,
  objects: check.objects.map(({ address, module, key, status, failures }) => ({ address, module, key: key ?? null, status, failures })),
});

/** Reads a plan file. What is wrong with it is said so that the person knows what to do. */
export function parsePlanFile(file: Uint8Array | string): Outcome<Plan> {
  const text = typeof file === "string" ? file : new TextDecoder().decode(file);
  const version = /^\s*\{\s*"lockstep_plan"\s*:\s*(\d+)/.exec(text)?.[1];
  if (version === undefined) return { diagnostics: [messages.planFileNotOurs()] };
  if (Number(version) > formatVersion) return { diagnostics: [messages.planFileTooNew(Number(version), formatVersion)] };
  const read = readJson(text);
  if (!("json" in read) || !isJsonObject(read.json) || read.json["end"] !== true) return { diagnostics: [messages.planFileCut()] };
  return planFromJson(read.json);
}

function planFromJson(json: JsonRecord): Outcome<Plan> {
  const { configuration, diagnostics } = configurationFromJson(json);
  const priorState = isJsonObject(json["prior_state"] ?? null) ? stateFromJson(json["prior_state"] as JsonRecord).value : undefined;
  const previous = json["previous_state"] ?? null;
  const previousState = isJsonObject(previous) ? stateFromJson(previous).value : undefined;
  const types = readTypes(json["types"]);
  const changes = changesFromJson(json["changes"], types);
  const drift = changesFromJson(json["drift"], types);
  const outputs = listOf(json["outputs"]).map((output) => outputFromJson(output, types));
  const variables = Object.entries(recordOf(json["variables"])).map(([name, variable]) => [name, variableFromJson(variable, types)] as const);
  const isWhole = priorState && changes && drift && outputs.every((output) => output !== undefined) && variables.every(([, variable]) => variable !== undefined);
  if (!isWhole || diagnostics.some(({ severity }) => severity === "error")) return { diagnostics: [...diagnostics, ...(isWhole ? [] : [messages.planFileCut()])] };
  const value: Plan = {
    mode: json["mode"] === "destroy" || json["mode"] === "refresh-only" ? json["mode"] : "normal",
    configuration,
    variables: new Map(variables.flatMap(([name, variable]) => (variable ? [[name, variable] as const] : []))),
    workspace: textOf(json["workspace"]),
    targets: listOf(json["targets"]).map(textOf),
    forceReplace: listOf(json["force_replace"]).map(textOf),
    previousState,
    priorState,
    changes,
    drift,
    outputChanges: new Map(outputs.flatMap((output) => (output ? [[output.name, output] as const] : []))),
    checks: listOf(json["checks"]).map(checkFromJson),
    relevantAttributes: listOf(json["relevant_attributes"]).map(relevantFromJson),
    timestamp: textOf(json["timestamp"]),
    applyable: json["applyable"] === true,
    complete: json["complete"] === true,
    errored: json["errored"] === true,
  };
  return { value, diagnostics: [] };
}

const textOf = (json: Json | undefined): string => (typeof json === "string" ? json : "");
const listOf = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);
const recordOf = (json: Json | undefined): JsonRecord => (json !== undefined && isJsonObject(json) ? json : {});

function configurationFromJson(json: JsonRecord): { readonly configuration: Configuration; readonly diagnostics: readonly Diagnostic[] } {
  const sources = new Map(Object.entries(recordOf(json["files"])).map(([name, text]) => [name, textOf(text)] as const));
  const folders = new Map<string, string>();
  for (const module of listOf(json["modules"]).map(recordOf)) folders.set(listOf(module["path"]).map(textOf).join("."), textOf(module["folder"]));
  const root: Module["folder"] = folders.get("") ?? ".";
  return loadConfiguration({
    files: filesFrom(sources),
    folder: root,
    resolveModule: ({ path, source }) => {
      const folder = folders.get(path.join("."));
      return folder === undefined ? { problem: messages.moduleNotInPlan(source) } : { folder };
    },
  });
}

// The folders of the configuration as they were when the plan was made.
function filesFrom(sources: ReadonlyMap<string, string>): Files {
  const encoder = new TextEncoder();
  const plain = (path: string): string => path.replace(/^(\.\/)+/, "").replace(/\/+$/, "");
  const texts = new Map([...sources].map(([name, text]) => [plain(name), text] as const));
  return {
    read(path) {
      const text = texts.get(plain(path));
      return text === undefined ? undefined : encoder.encode(text);
    },
    list(path) {
      const folder = plain(path) === "." ? "" : plain(path);
      const prefix = folder === "" ? "" : `${folder}/`;
      const names = [...texts.keys()].filter((name) => name.startsWith(prefix) && !name.slice(prefix.length).includes("/"));
      return names.length === 0 && folder !== "" ? undefined : names.map((name) => ({ name: name.slice(prefix.length), kind: "file" as const }));
    },
  };
}

type Types = readonly (Type | undefined)[];

function variableFromJson(json: Json, types: Types): PlannedVariable | undefined {
  const variable = recordOf(json);
  const value = decodeValue(variable["value"], types);
  const given = decodeValue(variable["given"], types);
  return value && { value, fromDefault: variable["default"] === true, ...(given && { given }) };
}

function changesFromJson(json: Json | undefined, types: Types): ResourceChange[] | undefined {
  const changes = listOf(json).map((change) => changeFromJson(recordOf(change), types));
  return changes.every((change) => change !== undefined) ? changes : undefined;
}

function changeFromJson(json: JsonRecord, types: Types): ResourceChange | undefined {
  const text = textOf(json["address"]);
  const address = parseInstance(text);
  const before = decodeValue(json["before"], types);
  const after = decodeValue(json["after"], types);
  const { previous_address: previousText, deposed, reason, importing } = json;
  if (!address || !before || !after) return undefined;
  return {
    address,
    text,
    ...(typeof previousText === "string" && { previousText }),
    ...(typeof deposed === "string" && { deposed }),
    provider: textOf(json["provider"]),
    action: textOf(json["action"]) as ResourceChange["action"],
    ...(typeof reason === "string" && { reason: reason as NonNullable<ResourceChange["reason"]> }),
    before,
    after,
    replacePaths: listOf(json["replace_paths"]).map((path) => listOf(path).map(stepOf)),
    ...(importing !== undefined && isJsonObject(importing) && { importing: { id: typeof importing["id"] === "string" ? importing["id"] : undefined } }),
    schemaVersion: typeof json["schema_version"] === "number" ? json["schema_version"] : 0,
  };
}

const stepOf = (json: Json): string | number => (typeof json === "number" ? json : json instanceof JsonNumber ? Number(json.text) : textOf(json));

function outputFromJson(json: Json, types: Types): OutputChange | undefined {
  const output = recordOf(json);
  const before = decodeValue(output["before"], types);
  const after = decodeValue(output["after"], types);
  if (!before || !after) return undefined;
  return { name: textOf(output["name"]), action: textOf(output["action"]) as OutputChange["action"], before, after, sensitive: output["sensitive"] === true };
}

function checkFromJson(json: Json): CheckResult {
  const check = recordOf(json);
  const local = recordOf(check["local"]);
  return {
    kind: textOf(check["kind"]) as CheckResult["kind"],
    configAddress: textOf(check["address"]),
    module: listOf(check["module"]).map(textOf),
    local: {
      ...(typeof local["mode"] === "string" && { mode: local["mode"] as "managed" | "data" }),
      ...(typeof local["type"] === "string" && { type: local["type"] }),
      name: textOf(local["name"]),
    },
    status: textOf(check["status"]) as CheckResult["status"],
    objects: listOf(check["objects"]).map((object) => {
      const { address, module, key, status, failures } = recordOf(object);
      return {
        address: textOf(address),
        module: textOf(module),
        key: typeof key === "string" || typeof key === "number" ? key : undefined,
        status: textOf(status) as CheckResult["status"],
        failures: listOf(failures).map(textOf),
      };
    }),
  };
}

function relevantFromJson(json: Json): RelevantAttribute {
  const { resource, attribute } = recordOf(json);
  return { resource: textOf(resource), attribute: listOf(attribute).map(stepOf) };
}

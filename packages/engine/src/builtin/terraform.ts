// The provider that every configuration has: terraform.io/builtin/terraform.
import { nullValue, valueFromJson, isProblem, readJson } from "@lockstep/hcl";
import type { Json, Outcome, Value } from "@lockstep/hcl";
import { builtinProvider } from "../config/provider-source.ts";
import type { Files } from "../files.ts";
import * as messages from "../messages.ts";
import type { Provider, ProviderFactory, ProviderOutcome, ProviderSchemas } from "../provider.ts";
import { impliedType } from "../schema/implied-type.ts";
import { readRemoteState, remoteStateSchema, validateRemoteState } from "./remote-state.ts";
import type { ReadKeptState } from "./remote-state.ts";
import { importData, madeData, planData, terraformDataSchema, validateData } from "./terraform-data.ts";

export interface BuiltinOptions {
  /** Where state files named by terraform_remote_state are read. */
  readonly files: Files;
  /** A random UUID: the id of a new terraform_data. */
  readonly newId: () => string;
  /** The workspace that terraform_remote_state reads when it names none. */
  readonly workspace?: string;
  /** How states that a server keeps are read; without it they cannot be. */
  readonly keptState?: ReadKeptState;
}

const schemas: ProviderSchemas = {
  provider: { attributes: {}, blocks: {} },
  resourceTypes: new Map([["terraform_data", terraformDataSchema]]),
  dataSources: new Map([["terraform_remote_state", remoteStateSchema]]),
};

/** Makes the built-in provider. */
export function builtinTerraform(options: BuiltinOptions): ProviderFactory {
  return { source: builtinProvider, schemas, open: () => openProvider(options) };
}

function openProvider(options: BuiltinOptions): Provider {
  const make = async (planned: Value): Promise<ProviderOutcome> => ({ value: madeData(planned, options.newId), diagnostics: [] });
  return {
    validateProvider: () => [],
    validateResource: (_type, config) => validateData(config),
    validateDataSource: (_type, config) => validateRemoteState(config),
    configure: async () => [],
    upgradeState: (_type, _version, attributes) => upgrade(attributes),
    planChange: (_type, request) => planData(request),
    read: async (requests) => requests.map(({ prior }) => ({ value: prior, diagnostics: [] })),
    readDataSource: (_type, config, signal) => readRemoteState(config, options, signal),
    importObject: async (_type, id) => ({ value: importData(id), diagnostics: [] }),
    create: (_type, { planned }) => make(planned),
    update: (_type, { planned }) => make(planned),
    delete: async () => [],
  };
}

// There has been one version of the schema only.
function upgrade(attributes: unknown): Outcome<Value> {
  const type = impliedType(terraformDataSchema.block);
  const read = readJson(JSON.stringify(attributes ?? null));
  const json: Json = "json" in read ? read.json : null;
  const value = valueFromJson(json, type);
  if (!isProblem(value)) return { value, diagnostics: [] };
  return { value: nullValue(type), diagnostics: [messages.unreadableObject("terraform_data", value.message)] };
}

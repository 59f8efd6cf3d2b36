// What a state says of each object, with its sensitive values marked by its own list and by our schemas.
import { builtinTerraform, parseState, schemasOf, stateJson, type ProviderFactory } from "@lockstep/engine";
import { writeJson } from "@lockstep/hcl";
import { oktaProvider } from "@lockstep/okta";
import { record } from "../tfe/routes.ts";
import { secretTexts, withCopies, withoutSensitive } from "./sensitive.ts";

/** One object of a state. */
export interface StateObject {
  readonly address: string;
  /** "" for the root module. */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly tainted: boolean;
  readonly deposed: string | null;
  /** The object's id in the org, where it has one. */
  readonly id: string | null;
  /** Everything, secrets too: for comparing only. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `true` at what is sensitive; `true` as a whole: nobody knows what is. */
  readonly sensitive: unknown;
}

/** All objects of a state file, in its order. */
export function readObjects(bytes: Uint8Array): readonly StateObject[] {
  const { value: state } = parseState(Buffer.from(bytes).toString("utf8"));
  if (!state) return [];
  const known = new Set([...providers.values()].flatMap(({ source, schemas }) => [...[...schemas.resourceTypes.keys()].map((type) => `${source} managed ${type}`), ...[...schemas.dataSources.keys()].map((type) => `${source} data ${type}`)]));
  // Numbers beyond doubles are shown as near as a page can.
  const json = record(JSON.parse(writeJson(stateJson(state, schemasOf(providers).schemaOf))) as unknown);
  const objects = inModule(record(record(json["values"])["root_module"]), known);
  const ours = objects.filter(({ sensitive }) => sensitive !== true);
  const secrets = [...new Set([...ours.flatMap(({ values, sensitive }) => secretTexts(values, sensitive)), ...secretOutputs(record(json["values"]))])];
  return objects.map((object) => ({ ...object, sensitive: withCopies(object.values, object.sensitive, secrets) }));
}

const secretOutputs = (values: Readonly<Record<string, unknown>>): readonly string[] => Object.values(record(values["outputs"])).flatMap((output) => secretTexts(record(output)["value"], record(output)["sensitive"] === true ? true : undefined));

/** The values that may be shown: null in place of each sensitive one. */
export const shownValues = ({ values, sensitive }: Pick<StateObject, "values" | "sensitive">): unknown => withoutSensitive(values, sensitive);

const noFiles = { read: () => undefined, list: () => undefined };

const providers: ReadonlyMap<string, ProviderFactory> = new Map([builtinTerraform({ files: noFiles, newId: () => "", workspace: "default" }), oktaProvider({})].map((factory) => [factory.source, factory]));

function inModule(module: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): readonly StateObject[] {
  const [resources, children] = [listOf(module["resources"]), listOf(module["child_modules"])];
  const path = typeof module["address"] === "string" ? module["address"] : "";
  return [...resources.map((resource) => objectOf(resource, path, known)), ...children.flatMap((child) => inModule(child, known))];
}

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.map(record) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function objectOf(resource: Readonly<Record<string, unknown>>, module: string, known: ReadonlySet<string>): StateObject {
  const mode = resource["mode"] === "data" ? "data" : "managed";
  const [type, provider] = [textOf(resource["type"]), textOf(resource["provider_name"])];
  const values = record(resource["values"]);
  return {
    address: textOf(resource["address"]),
    module,
    mode,
    type,
    name: textOf(resource["name"]),
    provider,
    dependencies: Array.isArray(resource["depends_on"]) ? resource["depends_on"].map(textOf) : [],
    tainted: resource["tainted"] === true,
    deposed: typeof resource["deposed_key"] === "string" ? resource["deposed_key"] : null,
    id: typeof values["id"] === "string" ? values["id"] : null,
    values,
    // Of another provider's objects we have no schema: what is secret in them is not known.
    sensitive: known.has(`${provider} ${mode} ${type}`) ? resource["sensitive_values"] : true,
  };
}

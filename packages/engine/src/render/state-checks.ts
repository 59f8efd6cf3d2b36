// Results of conditions that a state file holds, in the JSON form of a shown state.
import { compareStrings, isJsonObject } from "@lockstep/hcl";
import type { Json } from "@lockstep/hcl";
import { parseInstance, printModule } from "../address.ts";

/** The results by address, or nothing when the state has none. */
export function stateChecksJson(checkResults: unknown): Json | undefined {
  const results = objectsIn(checkResults as Json);
  if (results.length === 0) return undefined;
  return [...results].sort((a, b) => compareStrings(textOf(a["config_addr"]), textOf(b["config_addr"]))).map(checkJson);
}

type JsonObject = { readonly [name: string]: Json };

const objectsIn = (json: Json | undefined): readonly JsonObject[] => (Array.isArray(json) ? (json as readonly Json[]).filter(isJsonObject) : []);
const textOf = (json: Json | undefined): string => (typeof json === "string" ? json : "");

const shownKinds: Readonly<Record<string, string>> = { output: "output_value" };

function checkJson(result: JsonObject): Json {
  const address = textOf(result["config_addr"]);
  const kind = textOf(result["object_kind"]);
  const { module, key: _, ...local } = partsOf(address);
  const objects = [...objectsIn(result["objects"])].sort((a, b) => compareStrings(textOf(a["object_addr"]), textOf(b["object_addr"])));
  return {
    address: { kind: shownKinds[kind] ?? kind, to_display: address, ...(module !== "" && { module }), ...local },
    status: result["status"] ?? "unknown",
    ...(objects.length > 0 && { instances: objects.map(instanceJson) }),
  };
}

function instanceJson(object: JsonObject): Json {
  const address = textOf(object["object_addr"]);
  const { module, key } = partsOf(address);
  const failures = object["failure_messages"];
  return {
    address: { to_display: address, ...(module !== "" && { module }), ...(key !== undefined && { instance_key: key }) },
    status: object["status"] ?? "unknown",
    ...(Array.isArray(failures) && failures.length > 0 && { problems: (failures as readonly Json[]).map((message) => ({ message })) }),
  };
}

interface Parts {
  readonly module: string;
  readonly mode?: string;
  readonly type?: string;
  readonly name: string;
  readonly key?: string | number;
}

// `module.a.var.x` and the like are no addresses of objects; all others are.
function partsOf(text: string): Parts {
  const [, module = "", name] = /^(?:(.*)\.)?(?:var|output|check)\.([^.\]]+)$/s.exec(text) ?? [];
  if (name !== undefined) return { module, name };
  const address = parseInstance(text);
  if (!address) return { module: "", name: text };
  const { mode, type, key } = address;
  return { module: printModule(address.module), mode, type, name: address.name, ...(key !== undefined && { key }) };
}

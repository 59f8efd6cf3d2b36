// Types in Terraform's JSON notation: "string", ["list", "number"], ["object", {"a": "bool"}, ["a"]].
import { isJsonArray, isJsonObject } from "./json-text.ts";
import type { Json } from "./json-text.ts";
import { boolType, dynamicType, listType, mapType, numberType, objectType, setType, stringType, tupleType } from "./type.ts";
import type { Type } from "./type.ts";

/** The type as state files and plans write it. */
export function typeToJson(type: Type): Json {
  if (type.kind === "list" || type.kind === "set" || type.kind === "map") return [type.kind, typeToJson(type.element)];
  if (type.kind === "tuple") return ["tuple", type.elements.map(typeToJson)];
  if (type.kind !== "object") return type.kind;
  const attributes = Object.fromEntries([...type.attributes].map(([name, part]) => [name, typeToJson(part)]));
  return type.optional ? ["object", attributes, [...type.optional].sort()] : ["object", attributes];
}

const simple: ReadonlyMap<Json, Type> = new Map<Json, Type>([
  ["string", stringType],
  ["number", numberType],
  ["bool", boolType],
  ["dynamic", dynamicType],
]);

const collections = { list: listType, set: setType, map: mapType };

/** The type that the notation means; undefined when it means none. */
export function typeFromJson(json: Json): Type | undefined {
  const known = simple.get(json);
  if (known) return known;
  if (!isJsonArray(json)) return undefined;
  const [kind, argument, optional] = json;
  if (kind === "list" || kind === "set" || kind === "map") {
    const element = argument === undefined ? undefined : typeFromJson(argument);
    return element && collections[kind](element);
  }
  if (kind === "tuple") return argument !== undefined && isJsonArray(argument) ? tupleFromJson(argument) : undefined;
  if (kind !== "object" || argument === undefined || !isJsonObject(argument)) return undefined;
  const attributes: [string, Type][] = [];
  for (const [name, part] of Object.entries(argument)) {
    const type = typeFromJson(part);
    if (!type) return undefined;
    attributes.push([name, type]);
  }
  const names = optional !== undefined && isJsonArray(optional) ? optional : [];
  return objectType(attributes, names.filter((name) => typeof name === "string"));
}

function tupleFromJson(parts: readonly Json[]): Type | undefined {
  const elements = parts.flatMap((part) => typeFromJson(part) ?? []);
  return elements.length === parts.length ? tupleType(elements) : undefined;
}

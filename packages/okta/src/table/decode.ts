// Okta's body → values: what the attributes of a row read in it, settled against what was known before.
import type { Attributes, DecodeContext } from "./attribute.ts";
import { isObject, text } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { getPath } from "./path.ts";
import type { Plain, PlainObject } from "./plain.ts";
import { plainText } from "./plain.ts";
import type { ResourceType } from "./resource-type.ts";
import { settleAttributes } from "./settle.ts";
import { expandTemplate } from "./template.ts";

/** The attributes of an object, from its body (and the bodies of its parts) and from what was known before. */
export function decode(row: ResourceType, body: JsonObject, prior: PlainObject, parts: Parts = {}): PlainObject {
  const context: DecodeContext = { prior, body };
  const json = row.beforeDecode?.(body, context) ?? body;
  const read = decodeParts(row, json, parts, { prior, body: json });
  const id: Plain = idOf(row, json, { ...prior, ...withoutUndefined(read) }) ?? prior["id"] ?? null;
  const complete: PlainObject = { ...settleAttributes(row.attributes, read, prior), id };
  return row.afterDecode?.(complete, { prior, body: json }) ?? complete;
}

/** The bodies behind a row's sub-paths, by the name of the part; a set part's is its list of texts. */
export type Parts = Readonly<Record<string, JsonObject | readonly string[] | undefined>>;

/** What some attributes read in a body; undefined where the body does not say. */
export function decodeAttributes(
  attributes: Attributes,
  body: JsonObject,
  context: DecodeContext,
  part?: string,
): Record<string, Plain | undefined> {
  const values: Record<string, Plain | undefined> = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.part !== part) continue;
    values[name] = attribute.path === null ? undefined : attribute.fromApi(getPath(body, attribute.path), context);
  }
  return values;
}

function decodeParts(row: ResourceType, body: JsonObject, parts: Parts, context: DecodeContext) {
  let values = decodeAttributes(row.attributes, body, context);
  for (const [name, part] of Object.entries(row.parts ?? {})) {
    const found = parts[name];
    if (part.kind === "set") values = { ...values, [part.attribute]: isObject(found) ? undefined : (found as readonly string[] | undefined) };
    else if (isObject(found)) values = { ...values, ...decodeAttributes(row.attributes, found, context, name) };
  }
  return values;
}

/** The id that a body gives, or that the row makes of attributes. */
export function idOf(row: ResourceType, body: JsonObject, values: PlainObject): string | undefined {
  const id = row.api.id ?? "id";
  if (typeof id === "string") return text(getPath(body, id));
  return expandTemplate(id.template, (name) => plainText(values[name]), (part) => part);
}

const withoutUndefined = (values: Record<string, Plain | undefined>): PlainObject =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Plain] => entry[1] !== undefined));

// A row held against the facts of Okta's API and against itself: what is wrong with it, in words for who writes rows.
import { changeEventTypes, findOperation, idPrefixes } from "@lockstep/okta-api";
import type { Attribute, Attributes } from "./attribute.ts";
import type { ResourceType } from "./resource-type.ts";
import { withIdAttribute } from "./schema.ts";
import { templateNames } from "./template.ts";

/** Everything that is wrong with a row. */
export const checkRow = (row: ResourceType): string[] => [
  ...requestsOf(row).flatMap(({ method, path }) => checkRequest(row, method, path)),
  ...checkNames(row),
  ...checkEvents(row),
  ...checkAttributes(row.attributes),
  ...checkPrefix(row),
];

interface RowRequest {
  readonly method: string;
  readonly path: string;
}

/** The requests that a row says it makes. Those of its ways out are not seen here. */
export function requestsOf(row: ResourceType): RowRequest[] {
  const { api, lifecycle, refresh, members } = row;
  const all: (RowRequest | undefined)[] = [
    api.collection === undefined ? undefined : { method: "POST", path: api.collection },
    ...(api.object === undefined ? [] : ownRequests(row, api.object)),
    ...(lifecycle ? [lifecycle.activate, lifecycle.deactivate].map((path) => ({ method: "POST", path })) : []),
    refresh && { method: "GET", path: refresh.list },
    ...(members ? [{ method: "GET", path: members.list }, members.add, { method: "DELETE", path: members.remove.path }] : []),
    ...Object.values(row.parts ?? {}).flatMap((part) =>
      part.kind === "set"
        ? [{ method: "GET", path: part.read }, part.add, { method: "DELETE", path: part.remove.path }]
        : [{ method: "GET", path: part.read }, part.write],
    ),
  ];
  return all.filter((request) => request !== undefined);
}

const ownRequests = (row: ResourceType, path: string): RowRequest[] => [
  { method: "GET", path },
  ...(row.request?.update || !row.api.update ? [] : [{ method: row.api.update, path }]),
  ...(row.delete === false || row.exists || row.request?.delete ? [] : [{ method: "DELETE", path }]),
];

/** Names that a template may hold beside attributes. */
const placeholders: ReadonlySet<string> = new Set(["item", "key"]);

function checkRequest(row: ResourceType, method: string, path: string): string[] {
  const names = withIdAttribute(row.attributes);
  const strangers = templateNames(path).filter((name) => !(name in names) && !placeholders.has(name));
  const known = findOperation(method, path.replace(/\{\w+\}/g, "x").split("?")[0] ?? path);
  return [
    ...strangers.map((name) => `${method} ${path}: "${name}" is no attribute`),
    ...(known ? [] : [`${method} ${path} is not in Okta's description of its API`]),
  ];
}

function checkNames(row: ResourceType): string[] {
  const named = [...(row.naturalKey ?? []), ...Object.values(row.deleteQuery ?? {}), ...(row.events?.target ? [row.events.target] : []), ...templateNames(row.importId ?? "")];
  const names = withIdAttribute(row.attributes);
  return named.filter((name) => !(name in names)).map((name) => `"${name}" is named but is no attribute`);
}

function checkEvents({ events }: ResourceType): string[] {
  const types = [...(events?.create ?? []), ...(events?.update ?? []), ...(events?.delete ?? [])];
  return types.filter((type) => !changeEventTypes.includes(type)).map((type) => `"${type}" is no event type of the catalogue that tells of a change`);
}

function checkAttributes(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    ...checkAttribute(name, attribute, attributes),
    ...(attribute.attributes ? checkAttributes(attribute.attributes).map((problem) => `${name}.${problem}`) : []),
  ]);
}

function checkAttribute(name: string, attribute: Attribute, all: Attributes): string[] {
  const others = [...(attribute.conflictsWith ?? []), ...(attribute.requiredWith ?? []), ...(attribute.exactlyOneOf ?? []), ...(attribute.atLeastOneOf ?? [])];
  return [
    ...others.filter((other) => !(other in all)).map((other) => `${name} names "${other}", which is no attribute beside it`),
    ...(attribute.required && attribute.optional ? [`${name} is required and optional`] : []),
    ...(attribute.describe === undefined && attribute.deprecated === undefined ? [`${name} is not described`] : []),
    ...((attribute.type === "list" || attribute.type === "set" || attribute.type === "map") && !attribute.element && !attribute.attributes ? [`${name} holds nothing`] : []),
  ];
}

function checkPrefix({ api }: ResourceType): string[] {
  const known: ReadonlySet<string> = new Set(Object.values(idPrefixes));
  return api.idPrefix === undefined || known.has(api.idPrefix) ? [] : [`"${api.idPrefix}" is no prefix of an id`];
}

import type { Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Accepting, Shape } from "../../behaviours/shape.ts";
import { notSystem } from "../../behaviours/system-objects.ts";
import { linkTo, type Call } from "../../call.ts";
import type { Stored } from "../../store/collection.ts";
import { listAt, present, textAt, type JsonObject } from "../../store/json.ts";
import { eventsAt } from "../known-events.ts";
import { serverParent, serverPath, serversPath } from "./servers.ts";

const selfLink = (word: string) => (stored: Stored, call: Call): JsonObject => ({
  self: linkTo(call, `${serverPath(call.org, stored.parent)}/${word}/${stored.id}`, "GET", "PUT", "DELETE"),
});

const claimBody = (request: JsonObject, { old }: Accepting): JsonObject => {
  const before = old?.body;
  const claimType = textAt(request, "claimType") ?? textAt(before, "claimType") ?? "RESOURCE";
  const { name, value, group_filter_type, alwaysIncludeInToken } = request;
  // Of a claim of the system's only whether it is always included can be changed, and its expression if it has one.
  if (before?.["system"] === true) {
    const changed = { value: before["valueType"] === "EXPRESSION" ? (value ?? undefined) : undefined, alwaysIncludeInToken };
    return { ...before, ...present(changed) };
  }
  return present({
    name,
    status: request["status"] ?? "ACTIVE",
    claimType,
    valueType: request["valueType"] ?? "EXPRESSION",
    value,
    conditions: { scopes: listAt(request, "conditions.scopes") },
    system: false,
    alwaysIncludeInToken: alwaysIncludeInToken ?? claimType === "RESOURCE",
    apiResourceId: null,
    group_filter_type,
  });
};

const claimShape: Shape = {
  collection: "claims",
  path: `${serversPath}/{authServerId}/claims`,
  id: "claimId",
  idPrefix: "ocl",
  kind: "OAuth2Claim",
  parent: serverParent,
  createStatus: 201,
  times: [],
  required: ["name"],
  accept: claimBody,
  // A claim has no life cycle of its own: its status is a field like any other.
  show: (body, { stored }) => ({ ...body, status: stored.hidden["status"] ?? body["status"] ?? "ACTIVE" }),
  hide: (request, { old }) => ({ status: request["status"] ?? old?.body["status"] ?? "ACTIVE" }),
  list: { self: "never" },
  links: selfLink("claims"),
  mayDelete: notSystem,
  events: eventsAt(`${serversPath}/{authServerId}/claims/{claimId}`),
};

const scopeBody = (request: JsonObject, { old }: Accepting): JsonObject => {
  const { name, displayName, description } = request;
  return present({
    name: name ?? old?.body["name"],
    displayName,
    description,
    system: old?.body["system"] ?? false,
    metadataPublish: request["metadataPublish"] ?? "NO_CLIENTS",
    consent: request["consent"] ?? "IMPLICIT",
    optional: request["optional"] ?? false,
    apiResourceId: null,
    default: request["default"] ?? false,
  });
};

const scopeShape: Shape = {
  collection: "scopes",
  path: `${serversPath}/{authServerId}/scopes`,
  id: "scopeId",
  idPrefix: "scp",
  kind: "OAuth2Scope",
  parent: serverParent,
  createStatus: 201,
  times: [],
  required: ["name"],
  unique: { path: "name", field: "name" },
  accept: scopeBody,
  list: { self: "never", max: 200, q: ["name"], filter: { attributes: ["name"] } },
  links: selfLink("scopes"),
  mayDelete: notSystem,
  events: eventsAt(`${serversPath}/{authServerId}/scopes/{scopeId}`),
};

/** The claims and scopes of authorization servers. */
export const claimAndScopeRoutes: readonly Route[] = [...crud(claimShape), ...crud(scopeShape)];

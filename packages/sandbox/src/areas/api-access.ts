import { route, type Area, type Route } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { linkTo, noContent, ok, param, type Call } from "../call.ts";
import { forbidden, notFound } from "../http/failure.ts";
import { principalId } from "../http/principal.ts";
import { record } from "../log/event.ts";
import type { ApiToken } from "../org.ts";
import { objectAt, present, textAt, textsAt, type JsonObject } from "../store/json.ts";
import { daysLater, isoTime } from "../store/times.ts";
import { eventsAt } from "./known-events.ts";

const tokens = "/api/v1/api-tokens";

/** What can be said of a token besides its name is kept apart from the token itself. */
const aboutToken = (call: Call, token: ApiToken): JsonObject => objectAt(call.org.store.document("api-tokens"), token.id);

const shownToken = (call: Call, token: ApiToken): JsonObject => {
  const about = aboutToken(call, token);
  const at = `${tokens}/${token.id}`;
  const created = Date.parse(token.created);
  return {
    id: token.id,
    name: about["name"] ?? token.name,
    userId: about["userId"] ?? token.userId,
    tokenWindow: "P30D",
    network: { connection: "ANYWHERE", ...objectAt(about, "network") },
    clientName: about["clientName"] ?? "Okta API",
    expiresAt: isoTime(daysLater(call.now, 30)),
    created: isoTime(created),
    lastUpdated: textAt(about, "lastUpdated") ?? isoTime(created),
    _links: { self: linkTo(call, at, "GET", "DELETE") },
  };
};

const findToken = (call: Call): ApiToken => {
  const id = param(call, "apiTokenId");
  for (const token of call.org.apiTokens.values()) if (token.id === id) return token;
  throw notFound(id, "ApiToken");
};

const changeToken = (call: Call): JsonObject => {
  const token = findToken(call);
  const { name, userId, network, clientName } = call.body;
  const about = present({ ...aboutToken(call, token), name, userId, network, clientName, lastUpdated: isoTime(call.now) });
  call.org.store.setDocument("api-tokens", { ...call.org.store.document("api-tokens"), [token.id]: about });
  record(call, "system.api_token.update", [{ id: token.id, type: "Token", name: textAt(about, "name") ?? token.name }]);
  return shownToken(call, token);
};

const revokeToken = (call: Call, token: ApiToken): void => {
  record(call, "system.api_token.revoke", [{ id: token.id, type: "Token", name: token.name }]);
  call.org.apiTokens.delete(token.value);
};

const ownToken = (call: Call): ApiToken => {
  const { principal, org } = call;
  for (const token of org.apiTokens.values()) if (principal.kind === "token" && token.id === principal.tokenId) return token;
  throw forbidden();
};

const tokenRoutes: readonly Route[] = [
  route("GET", tokens, (call) => ok([...call.org.apiTokens.values()].map((token) => shownToken(call, token)))),
  route("DELETE", `${tokens}/current`, (call) => (revokeToken(call, ownToken(call)), noContent())),
  route("GET", `${tokens}/{apiTokenId}`, (call) => ok(shownToken(call, findToken(call)))),
  route("PUT", `${tokens}/{apiTokenId}`, (call) => ok(changeToken(call))),
  route("DELETE", `${tokens}/{apiTokenId}`, (call) => (revokeToken(call, findToken(call)), noContent())),
];

/** Integrations of Okta's catalogue that are known by more than their type. */
const catalogue: Readonly<Record<string, { name: string; configGuideUrl: string }>> = {
  anzennaapiservice: {
    name: "Anzenna",
    configGuideUrl: "https://app.tango.us/app/workflow/Setup-Okta-Integration-in-Anzenna-via-Okta-Integration-Network-de0830961a114582b9a39bf6a0ecfe53",
  },
};

const secretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const serviceBody = (request: JsonObject, { call }: Accepting): JsonObject => {
  const type = textAt(request, "type") ?? "";
  const known = catalogue[type];
  return present({
    type,
    name: known?.name ?? type,
    createdAt: isoTime(call.now),
    createdBy: principalId(call.principal),
    configGuideUrl: known?.configGuideUrl,
    grantedScopes: textsAt(request, "grantedScopes"),
    properties: objectAt(request, "properties"),
  });
};

const services = "/integrations/api/v1/api-services";

const serviceShape: Shape = {
  collection: "api-services",
  path: services,
  id: "apiServiceId",
  idPrefix: "0oa",
  kind: "ApiServiceIntegrationInstance",
  operations: ["list", "create", "get", "delete"],
  createStatus: 201,
  times: [],
  required: ["type", "grantedScopes"],
  accept: serviceBody,
  hide: (_request, { call }) => ({ clientSecret: call.org.ids.text(64, secretAlphabet) }),
  list: { limit: 200, self: "never" },
  links: (service, call) => ({
    self: linkTo(call, `${services}/${service.id}`, "GET", "DELETE"),
    client: linkTo(call, `/oauth2/v1/clients/${service.id}`, "GET"),
    logo: { name: "medium", href: "https://op3static.oktacdn.com/fs/bcg/4/gfsg9anevm930UkAP1d7" },
  }),
  // The secret is in the answer to its making, and nowhere else.
  show: ({ id, type, name, createdAt, createdBy, configGuideUrl, grantedScopes, properties, _links }, { stored, in: where }) =>
    present({ id, type, name, createdAt, createdBy, clientSecret: where === "create" ? stored.hidden["clientSecret"] : undefined, configGuideUrl, grantedScopes, properties, _links }),
  events: eventsAt(`${services}/{apiServiceId}`),
};

/** Who may use the API: tokens, and integrations from the catalogue. */
export const apiAccess: Area = { name: "api access", routes: [...tokenRoutes, ...crud(serviceShape)] };

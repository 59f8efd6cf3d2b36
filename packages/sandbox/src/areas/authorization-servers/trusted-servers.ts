import { route, type Route } from "../../area.ts";
import { sideOf, type Side } from "../../behaviours/membership.ts";
import { linkTo, noContent, ok, param, urlOf, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { present, textAt, textsAt, type JsonObject } from "../../store/json.ts";
import { serverParent, serverPath, serversPath } from "./servers.ts";

const path = `${serversPath}/{authServerId}/associatedServers`;

const server: Side = serverParent;
const associated: Side = { collection: "authorization-servers", param: "associatedServerId", kind: "AuthorizationServer" };

const trustedBy = (call: Call, of: Stored): Stored[] => {
  const servers = call.org.store.collection("authorization-servers");
  return call.org.store.relation("trusted-servers").of(of.id).flatMap(({ right }) => servers.get(right) ?? []);
};

const shownServer = (call: Call, { id, body }: Stored): JsonObject => {
  const { name, description, audiences, issuerMode, status, created, lastUpdated, credentials } = body;
  const self = linkTo(call, serverPath(call.org, id), "GET", "DELETE", "PUT");
  const issuer = urlOf(call, `/oauth2/${id}`);
  return present({ id, name, description, audiences, issuer, issuerMode, status, created, lastUpdated, credentials, _links: { self } });
};

const list = (call: Call): Stored[] => {
  const of = sideOf(server, call);
  const trusted = trustedBy(call, of);
  if (call.query.get("trusted") !== "false") return trusted;
  return call.org.store.collection("authorization-servers").all().filter((other) => other !== of && !trusted.includes(other));
};

const trust = (call: Call): Stored[] => {
  const of = sideOf(server, call);
  for (const id of textsAt(call.body, "trusted")) {
    const other = call.org.store.collection("authorization-servers").get(id);
    if (!other) throw notFound(id, "AuthorizationServer");
    call.org.store.relation("trusted-servers").set(of.id, id);
    tell(call, "app.oauth2.trusted_server.add", of, other);
  }
  return trustedBy(call, of);
};

const distrust = (call: Call): void => {
  const [of, other] = [sideOf(server, call), sideOf(associated, call)];
  if (call.org.store.relation("trusted-servers").remove(of.id, other.id)) tell(call, "app.oauth2.trusted_server.delete", of, other);
};

const tell = (call: Call, type: string, of: Stored, other: Stored): void => {
  record(call, type, [of, other].map((one) => ({ id: one.id, type: "AuthorizationServer", name: textAt(one.body, "name") ?? "" })));
};

/** Which servers trust the tokens of which others. */
export const trustedServerRoutes: readonly Route[] = [
  route("GET", path, (call) => page(call, list(call), { limit: 200, max: 200, self: "never" }, (one) => shownServer(call, one))),
  route("POST", path, (call) => ok(trust(call).map((one) => shownServer(call, one)))),
  route("DELETE", `${path}/{associatedServerId}`, (call) => {
    distrust(call);
    return noContent();
  }),
];

const clients = `${serversPath}/{authServerId}/clients`;

/** The refresh tokens of clients: nobody signs in to a sandbox, so there are none. */
export const clientTokenRoutes: readonly Route[] = [
  route("GET", clients, (call) => (sideOf(server, call), ok([]))),
  route("GET", `${clients}/{clientId}/tokens`, (call) => (sideOf(server, call), ok([]))),
  route("DELETE", `${clients}/{clientId}/tokens`, (call) => (sideOf(server, call), noContent())),
  route("GET", `${clients}/{clientId}/tokens/{tokenId}`, (call) => {
    sideOf(server, call);
    throw notFound(param(call, "tokenId"), "OAuth2RefreshToken");
  }),
];

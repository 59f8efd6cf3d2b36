import { route, type Route } from "../../area.ts";
import { sideOf } from "../../behaviours/membership.ts";
import { linkTo, ok, param, type Answer, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, present, textAt, type JsonObject } from "../../store/json.ts";
import { daysLater, isoTime } from "../../store/times.ts";

const path = "/api/v1/authorizationServers/{authServerId}/credentials";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Makes up a key: no token of such a server is ever verified here, so its modulus is only text. */
export const newSigningKey = (org: Org): string => {
  const kid = org.ids.text(43, alphabet);
  org.store.collection("signing-keys").add(kid, { kid, n: org.ids.text(342, alphabet) });
  return kid;
};

/** Forgets the keys of a server that is gone. */
export const removeKeys = (org: Org, server: Stored): void => {
  const kid = textAt(server.body, "credentials.signing.kid");
  if (kid) org.store.collection("signing-keys").remove(kid);
};

const findServer = (call: Call): Stored =>
  sideOf(
    {
      collection: "authorization-servers",
      param: "authServerId",
      kind: "AuthorizationServer",
      find: (id) => (id === "default" ? call.org.store.collection("authorization-servers").find(({ body }) => body["default"] === true) : undefined),
    },
    call,
  );

/** The keys of a server: the one in use, the one that follows, the one before. */
const keysOf = (call: Call, server: Stored): JsonObject[] => {
  const { org } = call;
  const active = textAt(server.body, "credentials.signing.kid") ?? "";
  const next = textAt(server.hidden, "nextKid") ?? newSigningKey(org);
  const expired = textAt(server.hidden, "expiredKid");
  if (!textAt(server.hidden, "nextKid")) org.store.collection("authorization-servers").replace(server, server.body, { ...server.hidden, nextKid: next });
  const states = [["ACTIVE", active], ["NEXT", next], ...(expired ? [["EXPIRED", expired]] : [])] as const;
  return states.map(([status = "", kid = ""]) => keyBody(call, server, kid, status));
};

const keyBody = (call: Call, server: Stored, kid: string, status: string): JsonObject => {
  const name = server.body["default"] === true ? "default" : server.id;
  const n = textAt(call.org.store.collection("signing-keys").get(kid)?.body, "n") ?? "";
  const self = linkTo(call, `/api/v1/authorizationServers/${name}/credentials/keys/${kid}`, "GET");
  return { kty: "RSA", status, alg: "RS256", kid, use: "sig", _links: { self }, e: "AQAB", n };
};

/** The public keys of a server, as its own /v1/keys shows them. */
export const publicKeys = (call: Call, server: Stored): JsonObject[] =>
  keysOf(call, server).map(({ kty, alg, kid, use, e, n }) => present({ kty, alg, kid, use, e, n }));

const rotate = (call: Call): Answer => {
  const server = findServer(call);
  const [active, next] = keysOf(call, server);
  const signing: JsonObject = { ...objectAt(server.body, "credentials.signing"), kid: next?.["kid"] ?? "", lastRotated: isoTime(call.now) };
  const times = signing["rotationMode"] === "AUTO" ? { nextRotation: isoTime(daysLater(call.now, 90)) } : {};
  const body = { ...server.body, credentials: { signing: { ...signing, ...times } } };
  call.org.store.collection("authorization-servers").replace(server, body, { ...server.hidden, nextKid: newSigningKey(call.org), expiredKid: active?.["kid"] ?? "" });
  return ok(keysOf(call, server));
};

/** The signing keys of authorization servers. */
export const keyRoutes: readonly Route[] = [
  route("GET", `${path}/keys`, (call) => ok(keysOf(call, findServer(call)))),
  route("GET", `${path}/keys/{keyId}`, (call) => {
    const found = keysOf(call, findServer(call)).find(({ kid }) => kid === param(call, "keyId"));
    if (!found) throw notFound(param(call, "keyId"), "OAuth2AuthorizationServerKey");
    return ok(found);
  }),
  route("POST", `${path}/lifecycle/keyRotate`, rotate),
  route("GET", "/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys", (call) => {
    findServer(call);
    return ok([]);
  }),
];

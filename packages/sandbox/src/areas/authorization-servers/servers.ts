import type { Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Accepting, Parent, Shape } from "../../behaviours/shape.ts";
import { linkTo, urlOf, type Call } from "../../call.ts";
import { invalid } from "../../http/failure.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, present, textAt, textsAt, type JsonObject } from "../../store/json.ts";
import { daysLater, isoTime } from "../../store/times.ts";
import { eventsAt } from "../known-events.ts";
import { newSigningKey, removeKeys } from "./keys.ts";

export const serversPath = "/api/v1/authorizationServers";

/** Finds the default server by that word. */
const findDefault = (id: string, call: Call): Stored | undefined =>
  id === "default" ? call.org.store.collection("authorization-servers").find(({ body }) => body["default"] === true) : undefined;

/** The server that claims, scopes and policies lie under. */
export const serverParent: Parent = { collection: "authorization-servers", param: "authServerId", kind: "AuthorizationServer", find: findDefault };

/** How addresses name a server: the default one by that word, whatever it was asked by. */
const serverName = (server: Stored | undefined): string => (server?.body["default"] === true ? "default" : (server?.id ?? ""));

/** The path of the server with an id. */
export const serverPath = (org: Org, id: string): string => `${serversPath}/${serverName(org.store.collection("authorization-servers").get(id))}`;

const serverBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const audiences = textsAt(request, "audiences");
  if (audiences.length === 0) throw invalid("audiences", "audiences: The field cannot be left blank");
  return present({
    name: request["name"],
    description: request["description"] ?? null,
    audiences,
    issuerMode: request["issuerMode"] ?? "ORG_URL",
    credentials: { signing: old ? signingAfter(request, old, call) : firstSigning(call) },
    default: old?.body["default"] ?? false,
  });
};

/** A new server rotates its keys by itself, whatever the request says; only an update can stop that. */
const firstSigning = (call: Call): JsonObject => ({ kid: newSigningKey(call.org), rotationMode: "AUTO", ...rotationTimes(call) });

const rotationTimes = (call: Call): JsonObject => ({
  lastRotated: isoTime(call.now),
  nextRotation: isoTime(daysLater(call.now, 90)),
});

const signingAfter = (request: JsonObject, old: Stored, call: Call): JsonObject => {
  const before = objectAt(old.body, "credentials.signing");
  const rotationMode = textAt(request, "credentials.signing.rotationMode") ?? textAt(before, "rotationMode") ?? "AUTO";
  const nextRotation = rotationMode === "AUTO" ? (before["nextRotation"] ?? isoTime(daysLater(call.now, 90))) : undefined;
  return present({ kid: before["kid"], rotationMode, lastRotated: before["lastRotated"], nextRotation });
};

const serverLinks = (server: Stored, call: Call): JsonObject => {
  const name = serverName(server);
  const path = `${serversPath}/${name}`;
  const metadata = ["oauth-authorization-server", "openid-configuration"].map(
    (document): JsonObject => ({ name: document, href: urlOf(call, `/oauth2/${name}/.well-known/${document}`), hints: { allow: ["GET"] } }),
  );
  const verb = server.body["status"] === "INACTIVE" ? "activate" : "deactivate";
  return {
    rotateKey: linkTo(call, `${path}/credentials/lifecycle/keyRotate`, "POST"),
    metadata,
    resourceServerCredentialsKeys: linkTo(call, `${path}/resourceservercredentials/keys`, "GET"),
    keys: linkTo(call, `${path}/credentials/keys`, "GET"),
    claims: linkTo(call, `${path}/claims`, "GET", "POST"),
    policies: linkTo(call, `${path}/policies`, "GET", "POST"),
    self: linkTo(call, path, "GET", "DELETE", "PUT"),
    scopes: linkTo(call, `${path}/scopes`, "GET", "POST"),
    [verb]: linkTo(call, `${path}/lifecycle/${verb}`, "POST"),
  };
};

const orderedServer = (body: JsonObject, server: Stored, call: Call): JsonObject => {
  const { id, name, description, audiences, issuerMode, status, created, lastUpdated, credentials, _links } = body;
  const issuer = urlOf(call, `/oauth2/${serverName(server)}`);
  return present({ id, name, description, audiences, issuer, issuerMode, status, created, lastUpdated, credentials, default: body["default"], _links });
};

const serverShape: Shape = {
  collection: "authorization-servers",
  path: serversPath,
  id: "authServerId",
  idPrefix: "aus",
  kind: "AuthorizationServer",
  createStatus: 201,
  status: "ACTIVE",
  required: ["name"],
  unique: { path: "name", field: "name" },
  find: findDefault,
  accept: serverBody,
  lifecycle: { answer: "no-content", deleteOnlyInactive: true },
  list: { limit: 200, max: 200, self: "never", where: (server, call) => isFound(server, call.query.get("q")) },
  links: serverLinks,
  show: (body, { stored, call }) => orderedServer(body, stored, call),
  created: (server, call) => seedBelow(call.org, server),
  deleted: (server, call) => removeBelow(call.org, server),
  events: eventsAt(`${serversPath}/{authServerId}`),
};

const isFound = (server: Stored, word: string | null): boolean =>
  !word || [textAt(server.body, "name") ?? "", ...textsAt(server.body, "audiences")].some((text) => text.toLowerCase().startsWith(word.toLowerCase()));

const below = ["claims", "scopes", "authorization-server-policies"];

const removeBelow = (org: Org, server: Stored): void => {
  removeKeys(org, server);
  org.store.relation("trusted-servers").forget(server.id);
  for (const name of below) {
    for (const child of org.store.collection(name).under(server.id)) {
      for (const rule of org.store.collection("authorization-server-rules").under(child.id)) org.store.collection("authorization-server-rules").remove(rule.id);
      org.store.collection(name).remove(child.id);
    }
  }
};

/** The system claims every server has: name, the scope that asks for it, whether it is in every token. */
const systemClaims: readonly (readonly [name: string, scope: string, always?: true])[] = [
  ["address", "address"],
  ["birthdate", "profile"],
  ["email", "email", true],
  ["email_verified", "email"],
  ["family_name", "profile"],
  ["gender", "profile"],
  ["given_name", "profile"],
  ["locale", "profile"],
  ["name", "profile", true],
  ["nickname", "profile"],
  ["phone_number", "phone"],
  ["picture", "profile"],
  ["preferred_username", "profile", true],
  ["profile", "profile"],
  ["updated_at", "profile"],
  ["website", "profile"],
  ["zoneinfo", "profile"],
  ["middle_name", "profile"],
];

const systemScopes: readonly (readonly [name: string, displayName: string, description: string])[] = [
  ["openid", "openid", "Signals that a request is an OpenID request."],
  ["profile", "View your profile information.", "The exact data varies based on what profile information you have provided, such as: name, time zone, picture, or birthday."],
  ["email", "View your email address.", "This allows the app to view your email address."],
  ["address", "View your address.", "This allows the app to view your address, such as: street address, city, state, and zip code."],
  ["phone", "View your phone number.", "This allows the app to view your phone number."],
  ["offline_access", "Keep you signed in to the app.", "This keeps you signed in to the app, even when you are not using it."],
  ["device_sso", "Request device secret.", "This allows you to single sign on between native client applications on your device."],
];

/** Puts in the claims and scopes that every server is born with. */
export const seedBelow = (org: Org, server: Stored): void => {
  const add = (collection: string, prefix: string, body: JsonObject): void => {
    const id = org.ids.id(prefix);
    org.store.collection(collection).add(id, { id, ...body }, { parent: server.id });
  };
  const fixed = { status: "ACTIVE", system: true, apiResourceId: null };
  const sub = { name: "sub", claimType: "RESOURCE", valueType: "EXPRESSION", value: "(appuser != null) ? appuser.userName : app.clientId" };
  add("claims", "ocl", { ...fixed, ...sub, conditions: { scopes: [] }, alwaysIncludeInToken: true });
  for (const [name, scope, always] of systemClaims) {
    const body = { name, claimType: "IDENTITY", valueType: "SYSTEM", conditions: { scopes: [scope] }, alwaysIncludeInToken: always === true };
    add("claims", "ocl", { ...fixed, ...body });
  }
  for (const [name, displayName, description] of systemScopes) {
    const body = { name, displayName, description, metadataPublish: "ALL_CLIENTS", consent: "IMPLICIT", optional: false, default: false };
    add("scopes", "scp", { ...body, system: true, apiResourceId: null });
  }
};

/** Authorization servers themselves. */
export const serverRoutes: readonly Route[] = crud(serverShape);

/** The scopes a server publishes in its metadata. */
export const publishedScopes = (org: Org, server: Stored): string[] =>
  org.store.collection("scopes").under(server.id).filter(({ body }) => body["metadataPublish"] === "ALL_CLIENTS").flatMap(({ body }) => textAt(body, "name") ?? []);

/** The claims of a server that are on. */
export const activeClaims = (org: Org, server: Stored): string[] =>
  org.store.collection("claims").under(server.id).filter(({ body }) => body["status"] === "ACTIVE").flatMap(({ body }) => textAt(body, "name") ?? []);

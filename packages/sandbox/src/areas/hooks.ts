import { route, type Area, type Route } from "../area.ts";
import { crud, findObject, shown } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { linkTo, ok, param, type Call } from "../call.ts";
import { invalid, notFound } from "../http/failure.ts";
import { principalId } from "../http/principal.ts";
import { record } from "../log/event.ts";
import type { Stored } from "../store/collection.ts";
import { listAt, objectAt, omit, present, textAt, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { eventsAt } from "./known-events.ts";

/** A channel as it is kept: secrets never come back. */
const channelOf = (request: JsonObject): JsonObject => {
  const channel = objectAt(request, "channel");
  const config = objectAt(channel, "config");
  const { authScheme } = config;
  const shownScheme = authScheme === undefined || authScheme === null ? null : omit(objectAt(config, "authScheme"), ["value"]);
  if (textAt(channel, "type") === "OAUTH") return { ...channel, config: { headers: [], ...omit(config, ["clientSecret"]), method: config["method"] ?? "POST" } };
  return present({
    type: channel["type"],
    version: channel["version"],
    config: { uri: config["uri"] ?? null, headers: listAt(config, "headers"), method: config["method"] ?? "POST", authScheme: shownScheme },
  });
};

const secretsOf = (request: JsonObject): JsonObject =>
  present({ authScheme: textAt(request, "channel.config.authScheme.value"), clientSecret: textAt(request, "channel.config.clientSecret") });

/** While a hook is on it can be tried; while it is off it can be deleted. */
const hookLinks = (list: string, tries: string) => (hook: Stored, call: Call): JsonObject => {
  const path = `${list}/${hook.id}`;
  const self = linkTo(call, path);
  if (hook.body["status"] === "INACTIVE") {
    return { activate: linkTo(call, `${path}/lifecycle/activate`, "POST"), self, delete: linkTo(call, path, "DELETE") };
  }
  return { self, ...tryLink(call, path, tries), deactivate: linkTo(call, `${path}/lifecycle/deactivate`, "POST") };
};

const tryLink = (call: Call, path: string, tries: string): JsonObject => ({ [tries.split("/").at(-1) ?? tries]: linkTo(call, `${path}/${tries}`, "POST") });

const inlineHookShape: Shape = {
  collection: "inline-hooks",
  path: "/api/v1/inlineHooks",
  id: "inlineHookId",
  idPrefix: "cal",
  kind: "InlineHook",
  status: "ACTIVE",
  updateMethods: ["PUT", "POST"],
  required: ["name"],
  unique: { path: "name", field: "name" },
  accept: (request, { old }) => present({ name: request["name"], type: request["type"] ?? old?.body["type"], version: request["version"] ?? old?.body["version"], channel: channelOf(request) }),
  hide: secretsOf,
  lifecycle: { answer: "object", deleteOnlyInactive: true },
  list: { self: "never", where: ({ body }, call) => [null, body["type"]].includes(call.query.get("type")) },
  links: hookLinks("/api/v1/inlineHooks", "execute"),
  show: ({ id, status, name, type, version, channel, created, lastUpdated, _links }) => present({ id, status, name, type, version, channel, created, lastUpdated, _links }),
  events: eventsAt("/api/v1/inlineHooks/{inlineHookId}"),
};

const eventHookBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const channel = channelOf(request);
  // A hook with another address has to prove itself again.
  const moved = JSON.stringify(channel) !== JSON.stringify(old?.body["channel"]);
  return {
    verificationStatus: moved ? "UNVERIFIED" : (old?.body["verificationStatus"] ?? "UNVERIFIED"),
    name: request["name"] ?? "",
    description: request["description"] ?? null,
    createdBy: old?.body["createdBy"] ?? principalId(call.principal),
    events: { type: "EVENT_TYPE", filter: null, ...objectAt(request, "events") },
    channel,
  };
};

const eventHookShape: Shape = {
  collection: "event-hooks",
  path: "/api/v1/eventHooks",
  id: "eventHookId",
  idPrefix: "who",
  kind: "EventHook",
  status: "ACTIVE",
  required: ["name", "events.items", "channel.config.uri"],
  accept: eventHookBody,
  hide: secretsOf,
  lifecycle: { answer: "object", deleteOnlyInactive: true },
  list: { self: "never" },
  links: hookLinks("/api/v1/eventHooks", "lifecycle/verify"),
  show: ({ id, status, verificationStatus, name, description, created, createdBy, lastUpdated, events, channel, _links }) =>
    present({ id, status, verificationStatus, name, description, created, createdBy, lastUpdated, events, channel, _links }),
  events: eventsAt("/api/v1/eventHooks/{eventHookId}"),
};

const verify = (call: Call): JsonObject => {
  const hook = findObject(eventHookShape, call);
  call.org.store.collection("event-hooks").replace(hook, { ...hook.body, verificationStatus: "VERIFIED", lastUpdated: isoTime(call.now) });
  record(call, "event_hook.verified", [{ id: hook.id, type: "EventHook", name: textAt(hook.body, "name") ?? "" }]);
  return shown(eventHookShape, hook, call, "lifecycle");
};

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const hookKeyShape: Shape = {
  collection: "hook-keys",
  path: "/api/v1/hook-keys",
  id: "id",
  idPrefix: "HKY",
  kind: "HookKey",
  required: ["name"],
  unique: { path: "name", field: "name" },
  accept: (request, { call, old }) => ({ keyId: old?.body["keyId"] ?? call.org.ids.uuid(), name: request["name"] ?? "", isUsed: old?.body["isUsed"] ?? false }),
  hide: (_request, { call, old }) => ({ n: old?.hidden["n"] ?? call.org.ids.text(342, alphabet) }),
  list: { self: "never" },
  // The public key is in the answers to writes only; reads have an address of its own for it.
  show: ({ id, keyId, name, created, lastUpdated, isUsed }, { stored, in: where }) =>
    present({ id, keyId, name, created, lastUpdated, isUsed, _embedded: where === "create" || where === "update" ? publicKey(stored) : undefined }),
  mayDelete: ({ body }) => {
    if (body["isUsed"] === true) throw invalid("key", "key: The key is in use");
  },
  events: eventsAt("/api/v1/hook-keys/{id}"),
};

const publicKey = ({ body, hidden }: Stored): JsonObject => ({ kty: "RSA", alg: "RSA", kid: body["keyId"] ?? "", use: null, e: "AQAB", n: hidden["n"] ?? "" });

const keyRoutes: readonly Route[] = [
  route("GET", "/api/v1/hook-keys/public/{keyId}", (call) => {
    const key = call.org.store.collection("hook-keys").find(({ body }) => body["keyId"] === param(call, "keyId"));
    if (!key) throw notFound(param(call, "keyId"), "HookKey");
    return ok(publicKey(key));
  }),
];

/** Inline hooks, event hooks, and the keys they sign with. */
export const hooks: Area = {
  name: "hooks",
  routes: [
    ...crud(inlineHookShape),
    ...crud(eventHookShape),
    route("POST", "/api/v1/eventHooks/{eventHookId}/lifecycle/verify", (call) => ok(verify(call))),
    ...crud(hookKeyShape),
    ...keyRoutes,
  ],
};

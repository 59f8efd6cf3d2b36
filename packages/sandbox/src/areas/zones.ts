import type { Area } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import type { Call } from "../call.ts";
import { invalid, readOnly } from "../http/failure.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { isObject, listAt, present, textAt, type Json, type JsonObject } from "../store/json.ts";
import { eventsAt } from "./known-events.ts";
import { selfAndSwitch } from "./links.ts";
import { zonesOf } from "./policies/rule-shapes.ts";

const path = "/api/v1/zones";

/** What each type of zone is made of, from what was sent. */
const contents: Readonly<Record<string, (request: JsonObject) => Record<string, Json | undefined>>> = {
  IP: (request) => ({ gateways: addresses(request, "gateways"), proxies: addresses(request, "proxies") }),
  DYNAMIC: (request) => ({
    locations: places(listAt(request, "locations")),
    proxyType: request["proxyType"] ?? undefined,
    asns: listAt(request, "asns").length > 0 ? listAt(request, "asns") : undefined,
  }),
  DYNAMIC_V2: (request) => ({
    locations: bothSides(request, "locations", (list) => places(list) ?? []),
    ipServiceCategories: bothSides(request, "ipServiceCategories"),
    asns: bothSides(request, "asns"),
  }),
};

/** A single address is kept as a range of one; a list without addresses is none. */
const addresses = (request: JsonObject, key: string): Json => {
  const list = listAt(request, key).map((address) => {
    const [type, value] = [textAt(address, "type"), textAt(address, "value")];
    return type === "RANGE" && value && !value.includes("-") ? { type, value: `${value}-${value}` } : address;
  });
  return list.length > 0 ? list : null;
};

const places = (list: readonly Json[]): Json[] | null =>
  list.length > 0 ? list.map((place) => (isObject(place) ? { country: place["country"] ?? null, region: place["region"] ?? null } : place)) : null;

const bothSides = (request: JsonObject, key: string, read: (list: Json[]) => Json = (list) => list): JsonObject => ({
  include: read(listAt(request, `${key}.include`)),
  exclude: read(listAt(request, `${key}.exclude`)),
});

const zoneBody = (request: JsonObject, { old }: Accepting): JsonObject => {
  const type = textAt(request, "type") ?? textAt(old?.body, "type") ?? "";
  const content = contents[type];
  if (!content) throw invalid("type", `type: "${type}" is not a type of network zone`);
  if (old && old.body["type"] !== type) throw invalid("type", "type: The type of a network zone can't be changed");
  const usage = request["usage"] ?? old?.body["usage"] ?? "POLICY";
  return present({ type, name: request["name"], usage, system: old?.body["system"] ?? false, ...content(request) });
};

// Unlike other objects, a zone takes its status from an update too.
const statusOf = (request: JsonObject, old: Stored | undefined): Json => {
  const sent = old ? request["status"] : undefined;
  return sent === "ACTIVE" || sent === "INACTIVE" ? sent : (old?.body["status"] ?? "ACTIVE");
};

/** The rules that name a zone, by the names of both. */
const rulesWith = (zone: Stored, call: Call): string[] =>
  call.org.store.collection("policy-rules").all().filter(({ body }) => zonesOf(body).includes(zone.id)).map(({ body }) => textAt(body, "name") ?? "");

const mayDelete = (zone: Stored, call: Call): void => {
  if (zone.body["system"] === true) throw readOnly();
  const [rule] = rulesWith(zone, call);
  if (rule) throw invalid("zone", `zone: The network zone is used by the policy rule "${rule}"`);
};

const zoneShape: Shape = {
  collection: "zones",
  path,
  id: "zoneId",
  idPrefix: "nzo",
  kind: "NetworkZone",
  status: "ACTIVE",
  required: ["name", "type"],
  unique: { path: "name", field: "name" },
  accept: zoneBody,
  lifecycle: { answer: "object", deleteOnlyInactive: true },
  updated: (zone, call) => {
    const status = statusOf(call.body, zone);
    if (status !== zone.body["status"]) call.org.store.collection("zones").replace(zone, { ...zone.body, status });
  },
  list: { filter: { attributes: ["id", "usage", "system"] } },
  links: selfAndSwitch(path),
  show: (body, { in: where }) => orderedZone(body, where === "update"),
  mayDelete,
  events: eventsAt(`${path}/{zoneId}`),
};

const orderedZone = (body: JsonObject, updated: boolean): JsonObject => {
  const { type, id, name, status, usage, created, lastUpdated, system, _links, ...content } = body;
  // Only the answer to an update of the exempt zone says what kind of list it is.
  const exempt = updated && name === "DefaultExemptIpZone" ? { useAsBlackList: false, useAsExemptList: true } : {};
  return present({ type, id, name, status, usage, created, lastUpdated, system, ...content, ...exempt, _links });
};

const seed = (org: Org): void => {
  const zone = (name: string, usage: string, content: JsonObject): Stored =>
    seedObject(org, "zones", "nzo", { status: "ACTIVE", name, usage, system: true, ...content });
  const addressless = { type: "IP", gateways: null, proxies: null };
  zone("LegacyIpZone", "POLICY", addressless);
  zone("BlockedIpZone", "BLOCKLIST", addressless);
  zone("DefaultExemptIpZone", "POLICY", addressless);
  const sides = { include: [], exclude: [] };
  zone("DefaultEnhancedDynamicZone", "BLOCKLIST", { type: "DYNAMIC_V2", locations: sides, ipServiceCategories: { include: ["ALL_ANONYMIZERS"], exclude: [] }, asns: sides });
};

/** Network zones. */
export const zones: Area = { name: "zones", seed, routes: crud(zoneShape) };

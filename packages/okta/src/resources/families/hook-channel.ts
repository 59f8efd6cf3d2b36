// What inline hooks and event hooks share: where Okta sends its requests, and what it sends along.
import type { Attribute, AttributeOptions, Difference } from "../../table/attribute.ts";
import { isObject, objects, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockSet, map, string } from "../../table/kinds/index.ts";
import { isPlainObject, plainObjects, plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";

type Fallbacks = Readonly<Record<string, string>>;

const channelDefaults: Fallbacks = { type: "HTTP", method: "POST" };
const authDefaults: Fallbacks = { type: "HEADER" };

/** `channel`, `auth` and `headers`. Together they are one property, which `channelBody` makes of them. */
export const hookChannel = (channel: AttributeOptions, auth: AttributeOptions = {}) => ({
  channel: withFallbacks(map("channel", { describe: "Where requests go: `version`, `uri`, `method` (default `POST`), `type` (default `HTTP`).", ...channel }), readChannel, channelDefaults),
  auth: withFallbacks(map("channel.config.authScheme", { describe: "What requests are signed with: `key`, `value`, `type` (default `HEADER`).", holdsSecrets: true, ...auth }), readAuth, authDefaults),
  headers: blockSet(
    "channel.config.headers",
    { key: string("key", { describe: "The name of the header." }), value: string("value", { describe: "Its value." }) },
    { describe: "A header that is sent along." },
  ),
});

/** A map in which some keys may be left out because Okta fills them in. */
function withFallbacks(attribute: Attribute, read: (property: JsonObject) => Fallbacks, fallbacks: Fallbacks): Attribute {
  return {
    ...attribute,
    toApi: () => undefined,
    fromApi: (property, context) => {
      if (!isObject(property)) return null;
      const before = context.prior[attribute.path === "channel" ? "channel" : "auth"] ?? null;
      return likeBefore(read(property), before, fallbacks);
    },
    equivalent: (difference) => isFallback(difference, fallbacks),
  };
}

/** What was read, without what Okta filled in and with what it keeps to itself. */
function likeBefore(read: Fallbacks, before: Plain, fallbacks: Fallbacks): PlainObject {
  if (!isPlainObject(before)) return read;
  const shown = Object.entries(read).filter(([key, value]) => key in before || fallbacks[key] !== value);
  const hidden = Object.entries(before).filter(([key]) => !(key in read) && key === "value");
  return Object.fromEntries([...shown, ...hidden]);
}

/** `channel.method` that is not written, where Okta has the default. */
function isFallback({ key, old, new: next }: Difference, fallbacks: Fallbacks): boolean {
  const fallback = fallbacks[key.slice(key.indexOf(".") + 1)];
  return fallback !== undefined && next === "" && old === fallback;
}

function readChannel(channel: JsonObject): Fallbacks {
  const config = isObject(channel["config"]) ? channel["config"] : {};
  return texts({ type: channel["type"], version: channel["version"], uri: config["uri"], method: config["method"] });
}

const readAuth = (scheme: JsonObject): Fallbacks => texts({ key: scheme["key"], type: scheme["type"], value: scheme["value"] });

const texts = (properties: Readonly<Record<string, Json | undefined>>): Fallbacks =>
  Object.fromEntries(Object.entries(properties).flatMap(([key, value]) => (text(value) ? [[key, text(value) ?? ""]] : [])));

/** The channel as Okta wants it, of the three arguments. */
export function channelBody(values: PlainObject): JsonObject {
  const { type, version, uri, method, ...others } = { ...channelDefaults, ...record(values["channel"]) };
  const auth = record(values["auth"]);
  const headers = plainObjects(values["headers"]).map((header) => ({ key: plainText(header["key"]), value: plainText(header["value"]) }));
  return {
    type,
    ...(version ? { version } : {}),
    config: {
      ...others,
      ...(uri ? { uri } : {}),
      ...(method ? { method } : {}),
      ...(headers.length > 0 ? { headers } : {}),
      ...(Object.keys(auth).length > 0 ? { authScheme: { ...authDefaults, ...auth } } : {}),
    },
  };
}

const record = (value: Plain | undefined): Record<string, string> =>
  isPlainObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainText(item)])) : {};

/** Okta's channel in the shape of the JSON that was configured: only its keys, and what Okta keeps to itself as it was. */
export function inShapeOf(configured: Json, live: Json | undefined): Json {
  if (!isObject(configured)) return Array.isArray(configured) && Array.isArray(live) ? sameOrder(configured, objects(live)) : (live ?? configured);
  const there = isObject(live) ? live : {};
  return Object.fromEntries(Object.entries(configured).map(([key, value]) => [key, inShapeOf(value ?? null, there[key])]));
}

const sameOrder = (configured: readonly Json[], live: readonly Json[]): Json =>
  live.map((item, at) => (configured[at] === undefined ? item : inShapeOf(configured[at], item)));

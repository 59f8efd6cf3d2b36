import { canonicalJson, isObject, parseJson } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { json, normalizeJson, status, string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { channelBody, hookChannel, inShapeOf } from "../families/hook-channel.ts";

export const inlineHook = resourceType("okta_inline_hook", {
  describe: "Asks a service of yours in the middle of what Okta does, such as making a token.",
  api: { collection: "/api/v1/inlineHooks", object: "/api/v1/inlineHooks/{id}", update: "PUT", idPrefix: "cal" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the hook." }),
    type: string("type", { required: true, forceNew: true, describe: "Where Okta asks, such as `com.okta.oauth2.tokens.transform`." }),
    version: string("version", { required: true, describe: "The version of the hook's type." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    ...hookChannel({ conflictsWith: ["channel_json"] }, { conflictsWith: ["channel_json"] }),
    channel_json: {
      ...json("channel", { conflictsWith: ["channel", "auth"], holdsSecrets: true, describe: "The whole channel as JSON, for channels of type `OAUTH`." }),
      toApi: () => undefined,
      fromApi: (channel, { prior }) => {
        if (usesJson(prior)) return inJson(plainText(prior["channel_json"]), channel);
        // An import shows in JSON what the other arguments cannot say.
        return "channel_json" in prior || !isOAuth(channel) ? null : canonicalJson(channel ?? null);
      },
    },
  },
  lifecycle: {
    activate: "/api/v1/inlineHooks/{id}/lifecycle/activate",
    deactivate: "/api/v1/inlineHooks/{id}/lifecycle/deactivate",
    deleteOnlyWhile: "INACTIVE",
  },
  refresh: { list: "/api/v1/inlineHooks" },
  naturalKey: ["name"],
  events: {
    create: ["inline_hook.created"],
    update: ["inline_hook.updated", "inline_hook.activated", "inline_hook.deactivated"],
    delete: ["inline_hook.deleted"],
  },
  scopes: { read: ["okta.inlineHooks.read"], manage: ["okta.inlineHooks.manage"] },
  afterEncode: (body, { values }) => ({ ...body, channel: usesJson(values) ? channelOf(values) : channelBody(values) }),
  // A channel given as JSON is not also shown in parts.
  afterDecode: (values, { prior }) =>
    usesJson(values) ? { ...values, channel: prior["channel"] ?? null, auth: prior["auth"] ?? null, headers: prior["headers"] ?? [] } : values,
});

const isOAuth = (channel: Json | undefined): boolean => isObject(channel) && channel["type"] === "OAUTH";

const usesJson = (values: PlainObject): boolean => plainText(values["channel_json"]) !== "";

function channelOf(values: PlainObject): JsonObject {
  const channel = parseJson(plainText(values["channel_json"]));
  return isObject(channel) ? channel : {};
}

const inJson = (configured: string, live: Parameters<typeof inShapeOf>[1]): string =>
  normalizeJson(JSON.stringify(inShapeOf(parseJson(configured) ?? {}, live)));

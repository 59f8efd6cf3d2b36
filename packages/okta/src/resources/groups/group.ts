import type { EncodeContext } from "../../table/attribute.ts";
import { isObject, parseJson } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, equivalentJson, ownJson, string, virtual } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";

export const group = resourceType("okta_group", {
  describe: "A group of users.",
  api: { collection: "/api/v1/groups", object: "/api/v1/groups/{id}", update: "PUT", updatesOver: "current", idPrefix: "00g" },
  attributes: {
    custom_profile_attributes: {
      ...ownJson("custom_profile_attributes", "profile", {
        except: ["name", "description"],
        describe: "Custom profile attributes as JSON, one key for each property of the group schema. Those that are not named are left as they are.",
      }),
      equivalent: equivalentJson,
    },
    name: string("profile.name", { required: true, describe: "The name of the group." }),
    description: string("profile.description", { describe: "What the group is for." }),
    skip_users: virtual(bool(null, { default: false, deprecated: "It has no effect any more." })),
  },
  refresh: { list: "/api/v1/groups?limit=200" },
  naturalKey: ["name"],
  events: { create: ["group.lifecycle.create"], update: ["group.profile.update"], delete: ["group.lifecycle.delete"] },
  scopes: { read: ["okta.groups.read"], manage: ["okta.groups.manage"] },
  afterEncode: takeAway,
});

/** Custom attributes that were ours and are not any more: Okta takes them away when they are null. */
function takeAway(body: JsonObject, { values, prior }: EncodeContext): JsonObject {
  const before = customOf(prior?.["custom_profile_attributes"]);
  const after = customOf(values["custom_profile_attributes"]);
  const gone = Object.keys(before).filter((key) => !(key in after));
  const profile = isObject(body["profile"]) ? body["profile"] : {};
  return gone.length === 0 ? body : { ...body, profile: { ...Object.fromEntries(gone.map((key) => [key, null])), ...profile } };
}

function customOf(value: Parameters<typeof plainText>[0]): JsonObject {
  const json = parseJson(plainText(value));
  return isObject(json) ? json : {};
}

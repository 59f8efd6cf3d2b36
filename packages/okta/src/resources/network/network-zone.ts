import type { Attribute, AttributeOptions, EncodeContext } from "../../table/attribute.ts";
import { isObject, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { bool, oneOf, set, string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import type { Plain } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";

export const networkZone = resourceType("okta_network_zone", {
  describe: "A network zone: addresses, or places and networks of the world, that policies can name.",
  api: { collection: "/api/v1/zones", object: "/api/v1/zones/{id}", update: "PUT", idPrefix: "nzo" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the zone." }),
    type: string("type", { required: true, describe: "`IP`, `DYNAMIC` or `DYNAMIC_V2`." }),
    status: { ...oneOf("status", ["ACTIVE", "INACTIVE"], { default: "ACTIVE", describe: "`ACTIVE` or `INACTIVE`." }) },
    usage: string("usage", { default: "POLICY", describe: "`POLICY` or `BLOCKLIST`." }),
    gateways: addresses("gateways", { describe: "Addresses as CIDR or range. For zones of type `IP`." }),
    proxies: addresses("proxies", { describe: "Trusted proxies as CIDR or range. For zones of type `IP` that are no blocklist." }),
    dynamic_locations: places("locations.include", { maxItems: 75, describe: "Countries (`US`) or their regions (`AF-BGL`). For dynamic zones." }),
    dynamic_locations_exclude: places("locations.exclude", { describe: "Countries or regions left out. For zones of type `DYNAMIC_V2`." }),
    dynamic_proxy_type: string("proxyType", { describe: "`Any`, `TorAnonymizer` or `NotTorAnonymizer`. For zones of type `DYNAMIC`." }),
    asns: set("asns.include", { describe: "Numbers of autonomous systems. For dynamic zones." }),
    ip_service_categories_include: set("ipServiceCategories.include", { describe: "IP services. For zones of type `DYNAMIC_V2`." }),
    ip_service_categories_exclude: set("ipServiceCategories.exclude", { describe: "IP services left out. For zones of type `DYNAMIC_V2`." }),
    set_usage_as_exempt_list: bool("useAsExemptList", { describe: "For the zone `DefaultExemptIpZone` only: its addresses pass the blocklist." }),
    system: bool("system", { computed: true, describe: "Whether Okta made the zone." }),
  },
  lifecycle: {
    activate: "/api/v1/zones/{id}/lifecycle/activate",
    deactivate: "/api/v1/zones/{id}/lifecycle/deactivate",
    deleteOnlyWhile: "INACTIVE",
  },
  refresh: { list: "/api/v1/zones" },
  naturalKey: ["name"],
  events: { create: ["zone.create"], update: ["zone.update", "zone.activate", "zone.deactivate"], delete: ["zone.delete"] },
  scopes: { read: ["okta.networkZones.read"], manage: ["okta.networkZones.manage"] },
  // The older dynamic zones hold flat lists where those of the second version tell included from excluded.
  afterEncode: (body, context) => (context.values["type"] === "DYNAMIC" ? flatten(body) : body),
  beforeDecode: (body) => ({ ...body, locations: nested(body["locations"]), asns: nested(body["asns"]) }),
});

function flatten(body: JsonObject): JsonObject {
  const { locations, asns, ...rest } = body;
  return {
    ...rest,
    proxyType: rest["proxyType"] ?? "",
    ...(isObject(locations) ? { locations: locations["include"] } : {}),
    ...(isObject(asns) ? { asns: asns["include"] } : {}),
  };
}

const nested = (property: Json | undefined): Json | undefined => (Array.isArray(property) ? { include: property } : property);

/** Okta tells ranges from blocks in CIDR form, by a type beside each. */
function addresses(path: string, options: AttributeOptions): Attribute {
  const element: Attribute = {
    ...string(""),
    toApi: (value) => ({ type: plainText(value).includes("-") ? "RANGE" : "CIDR", value: plainText(value) }),
    fromApi: (item) => (isObject(item) ? (text(item["value"]) ?? null) : null),
    equivalent: ({ old, new: next }) => asRange(old) === asRange(next),
    checks: [isAddress],
  };
  return set(path, { ...options, element });
}

/** One address is a range from itself to itself: Okta answers so. */
const asRange = (address: string): string => (/[-/]/.test(address) ? address : `${address}-${address}`);

function isAddress(value: Plain, _name: string) {
  if (typeof value !== "string" || /^[0-9a-fA-F.:]+(?:-[0-9a-fA-F.:]+|\/\d{1,3})?$/.test(value)) return undefined;
  return { summary: `invalid IP range format: ${value}`, detail: "Write a block (\"10.0.0.0/8\"), a range (\"10.0.0.1-10.0.0.9\") or one address." };
}

/** `US` or `AF-BGL`, where Okta has the country and the region apart. */
function places(path: string, options: AttributeOptions): Attribute {
  const element: Attribute = {
    ...string(""),
    toApi: (value: Plain, _context: EncodeContext): Json => {
      const place = plainText(value);
      const [country = place] = place.split("-");
      return place.includes("-") ? { country, region: place } : { country };
    },
    fromApi: (item) => (isObject(item) ? (text(item["region"]) ?? text(item["country"]) ?? null) : null),
  };
  return set(path, { ...options, element });
}

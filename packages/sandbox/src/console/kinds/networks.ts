import type { Stored } from "../../store/collection.ts";
import { listAt, objectAt, textAt, wordOf } from "../../store/json.ts";
import { nameOf, statusColumn, statusWord, switching, type Kind } from "../kind.ts";

const types: Readonly<Record<string, string>> = { IP: "IP", DYNAMIC: "Dynamic", DYNAMIC_V2: "Enhanced dynamic" };

const isSystem = ({ body }: Stored): boolean => body["system"] === true;

/** What a zone covers, in a line. */
const contents = ({ body }: Stored): string => {
  const addresses = [...listAt(body, "gateways"), ...listAt(body, "proxies")].map((range) => textAt(range, "value") ?? "");
  const places = [...listAt(body, "locations"), ...listAt(objectAt(body, "locations"), "include")].map((place) => textAt(place, "region") ?? textAt(place, "country") ?? "");
  const asns = [...listAt(body, "asns"), ...listAt(objectAt(body, "asns"), "include")].map((asn) => `ASN ${wordOf(asn)}`);
  return [...addresses, ...places, ...asns, textAt(body, "proxyType") ?? ""].filter((word) => word !== "").join(", ");
};

/** Security: network zones. */
export const networks: Kind = {
  path: "networks",
  section: "Security",
  title: "Networks",
  one: "network zone",
  list: (org) => org.store.collection("zones").all(),
  name: nameOf,
  columns: [
    { title: "Type", value: ({ body }) => types[textAt(body, "type") ?? ""] ?? "" },
    { title: "Usage", value: ({ body }) => statusWord(textAt(body, "usage") ?? "") },
    { title: "Contents", value: contents },
    statusColumn,
  ],
  api: ({ id }) => `/api/v1/zones/${id}`,
  fields: [{ label: "Name", path: "name", required: true }],
  locked: (zone) => (isSystem(zone) ? "This zone is a part of every org: its name cannot be changed." : undefined),
  steps: (zone) => (isSystem(zone) ? [] : switching("network zone")(zone)),
};

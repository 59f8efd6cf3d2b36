import { route, type Area } from "../area.ts";
import { crud, findObject, shown } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { linkTo, noContent, ok, type Call } from "../call.ts";
import { invalid, readOnly, refusal } from "../http/failure.ts";
import { record } from "../log/event.ts";
import type { Stored } from "../store/collection.ts";
import { omit, present, textAt, wordOf, type JsonObject } from "../store/json.ts";
import { bornBrand } from "./brands/brands.ts";
import { eventsAt } from "./known-events.ts";

const path = "/api/v1/domains";

const hexadecimal = "0123456789abcdef";

const recordsOf = (domain: string, call: Call): JsonObject[] => [
  { recordType: "TXT", fqdn: `_oktaverification.${domain}`, values: [call.org.ids.text(32, hexadecimal)] },
  { recordType: "CNAME", fqdn: domain, values: [`${call.org.subdomain}.customdomains.oktapreview.com`] },
];

const domainBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  if (old) return { ...omit(old.body, ["id"]), brandId: request["brandId"] ?? old.body["brandId"] ?? "" };
  const domain = (textAt(request, "domain") ?? "").toLowerCase();
  const taken = call.org.store.collection("domains").find(({ body }) => body["domain"] === domain);
  if (taken) throw refusal(403, "E0000161", "Unique domain name required.");
  return {
    domain,
    certificateSourceType: request["certificateSourceType"] ?? "MANUAL",
    validationStatus: "NOT_STARTED",
    // A domain brings a brand of its own into being.
    brandId: bornBrand(call.org, domain, false).id,
    dnsRecords: recordsOf(domain, call),
  };
};

/** The org's own host is a domain as well, of the default brand; nobody can change it. */
const shownDefault = (call: Call): JsonObject => {
  const brandId = call.org.store.collection("brands").find(({ body }) => body["isDefault"] === true)?.id ?? "";
  return {
    id: "default",
    domain: new URL(call.base).host,
    certificateSourceType: "OKTA_MANAGED",
    validationStatus: "COMPLETED",
    brandId,
    _links: { self: linkTo(call, `${path}/default`, "GET"), brand: linkTo(call, `/api/v1/brands/${brandId}`, "GET", "PUT", "DELETE") },
  };
};

type Where = "list" | "object" | "create" | "update" | "lifecycle";

/** What may be done to a domain depends on where it is being looked at. */
const selfAllows: Readonly<Record<Where, readonly string[]>> = {
  create: ["GET", "DELETE", "PUT"],
  update: ["GET", "DELETE", "PUT"],
  object: ["DELETE"],
  list: ["GET", "DELETE"],
  lifecycle: ["GET", "DELETE"],
};

const shownDomain = (body: JsonObject, stored: Stored, call: Call, where: Where): JsonObject => {
  if (stored.id === "default") return shownDefault(call);
  const at = `${path}/${stored.id}`;
  const { id, domain, certificateSourceType, validationStatus, brandId, dnsRecords } = body;
  const links = {
    self: linkTo(call, at, ...selfAllows[where]),
    ...(where === "list" || where === "lifecycle" ? {} : { verify: linkTo(call, `${at}/verify`, "POST") }),
    brand: linkTo(call, `/api/v1/brands/${wordOf(brandId)}`, "GET", "PUT", "DELETE"),
  };
  const records = where === "list" ? undefined : dnsRecords;
  return present({ id, domain, certificateSourceType, validationStatus, brandId, dnsRecords: records, _links: links });
};

const domainShape: Shape = {
  collection: "domains",
  path,
  id: "domainId",
  idPrefix: "OcD",
  kind: "Domain",
  createStatus: 201,
  times: [],
  accept: domainBody,
  list: { self: "never", wrap: "domains" },
  show: (body, { stored, call, in: where }) => shownDomain(body, stored, call, where),
  mayUpdate: ({ id }) => {
    if (id === "default") throw readOnly();
  },
  mayDelete: ({ id }) => {
    if (id === "default") throw readOnly();
  },
  events: eventsAt(`${path}/{domainId}`, { name: "domain" }),
};

const verify = (call: Call): JsonObject => {
  const domain = findObject(domainShape, call);
  // Nobody sets DNS records for a sandbox, so no domain can be verified.
  call.org.store.collection("domains").replace(domain, { ...domain.body, validationStatus: "FAILED_TO_VERIFY" });
  record(call, "system.custom_url_domain.verify", [{ id: domain.id, type: "CustomUrlDomain", name: textAt(domain.body, "domain") ?? "" }]);
  return shown(domainShape, domain, call, "lifecycle");
};

/** Only a domain that was verified takes a certificate, so here none does but the one Okta manages. */
const certify = (call: Call): void => {
  const domain = findObject(domainShape, call);
  if (!textAt(call.body, "certificate") || !textAt(call.body, "privateKey")) throw invalid("certificate", "certificate: The field cannot be left blank");
  if (!["VERIFIED", "COMPLETED"].includes(textAt(domain.body, "validationStatus") ?? "")) throw refusal(403, "E0000165", "Domain not verified.");
};

/** Domains of the org's own. */
export const domains: Area = {
  name: "domains",
  seed: (org) => void org.store.collection("domains").add("default", { id: "default" }),
  routes: [
    ...crud(domainShape),
    route("POST", `${path}/{domainId}/verify`, (call) => ok(verify(call))),
    route("PUT", `${path}/{domainId}/certificate`, (call) => (certify(call), noContent())),
  ],
};

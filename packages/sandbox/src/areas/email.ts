import { route, type Area, type Route } from "../area.ts";
import { crud, findObject, changeObject, shown } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { noContent, ok, type Call } from "../call.ts";
import { notFound, refusal } from "../http/failure.ts";
import type { Stored } from "../store/collection.ts";
import { omit, present, textAt, type JsonObject } from "../store/json.ts";
import { eventsAt } from "./known-events.ts";

const hexadecimal = "0123456789abcdef";

/** The records Okta's mail provider asks for; their names are in lower case, but for the first. */
const recordsOf = (domain: string, subdomain: string, call: Call): JsonObject[] => {
  const lower = domain.toLowerCase();
  const provider = "u17770251.wl002.sendgrid.net";
  const cname = (fqdn: string, verificationValue: string): JsonObject => ({ recordType: "cname", fqdn, verificationValue });
  return [
    { recordType: "TXT", fqdn: `_oktaverification.${domain}`, verificationValue: call.org.ids.text(32, hexadecimal) },
    cname(`${subdomain}.${lower}`, provider),
    cname(`p03._domainkey.${lower}`, `p03.domainkey.${provider}`),
    cname(`p032._domainkey.${lower}`, `p032.domainkey.${provider}`),
  ];
};

const emailDomainBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const { displayName, userName } = request;
  if (old) return { ...omit(old.body, ["id"]), ...present({ displayName, userName }) };
  const brandId = textAt(request, "brandId") ?? "";
  if (!call.org.store.collection("brands").get(brandId)) throw notFound(brandId, "Brand");
  const domain = textAt(request, "domain") ?? "";
  const taken = call.org.store.collection("email-domains").find(({ body }) => textAt(body, "domain")?.toLowerCase() === domain.toLowerCase());
  if (taken) throw refusal(409, "E0000197", "Unique email domain name required.");
  const validationSubdomain = textAt(request, "validationSubdomain") ?? "mail";
  return present({ validationStatus: "NOT_STARTED", displayName, userName, domain, validationSubdomain, dnsValidationRecords: recordsOf(domain, validationSubdomain, call) });
};

const brandsOf = (domain: Stored, call: Call): Stored[] => call.org.store.collection("brands").all().filter(({ body }) => body["emailDomainId"] === domain.id);

const emailDomainShape: Shape = {
  collection: "email-domains",
  path: "/api/v1/email-domains",
  id: "emailDomainId",
  idPrefix: "OeD",
  kind: "EmailDomain",
  createStatus: 201,
  times: [],
  required: ["displayName", "userName"],
  accept: emailDomainBody,
  list: { self: "never" },
  show: ({ id, validationStatus, displayName, userName, domain, validationSubdomain, dnsValidationRecords }, { stored, call }) => {
    const brands = call.query.get("expand") === "brands" ? { brands: brandsOf(stored, call).map(({ body }) => body) } : undefined;
    return present({ id, validationStatus, displayName, userName, domain, validationSubdomain, dnsValidationRecords, _embedded: brands });
  },
  created: (domain, call) => {
    const brand = call.org.store.collection("brands").get(textAt(call.body, "brandId") ?? "");
    if (brand) call.org.store.collection("brands").replace(brand, { ...brand.body, emailDomainId: domain.id });
  },
  deleted: (domain, call) => {
    for (const brand of brandsOf(domain, call)) call.org.store.collection("brands").replace(brand, omit(brand.body, ["emailDomainId"]));
  },
  events: eventsAt("/api/v1/email-domains/{emailDomainId}", { name: "domain" }),
};

const serverShape: Shape = {
  collection: "email-servers",
  path: "/api/v1/email-servers",
  id: "emailServerId",
  idPrefix: "ces",
  kind: "EmailServer",
  operations: ["list", "create", "get", "delete"],
  createStatus: 201,
  times: [],
  required: ["alias", "host", "port", "username"],
  accept: (request, { call, old }) => {
    const enabled = request["enabled"] ?? old?.body["enabled"] ?? false;
    const other = call.org.store.collection("email-servers").find((server) => server !== old && server.body["enabled"] === true);
    if (enabled === true && other) throw refusal(400, "E0000222", "You can enable only one SMTP server at a time. Another SMTP server is already enabled.");
    const { alias, host, port, username } = request;
    return present({ alias, host, port, username, enabled });
  },
  hide: ({ password }) => present({ password }),
  list: { self: "never", wrap: "email-servers" },
  events: eventsAt("/api/v1/email-servers/{emailServerId}", { name: "alias" }),
};

const serverRoutes: readonly Route[] = [
  ...crud(serverShape),
  route("PATCH", "/api/v1/email-servers/{emailServerId}", (call) => {
    const server = findObject(serverShape, call);
    changeObject(serverShape, call, server, { ...server.body, ...call.body });
    return ok(shown(serverShape, server, call, "update"));
  }),
  route("POST", "/api/v1/email-servers/{emailServerId}/test", (call) => (findObject(serverShape, call), noContent())),
];

/** Where the org's e-mail comes from: domains and servers. */
export const email: Area = {
  name: "e-mail",
  routes: [
    ...crud(emailDomainShape),
    route("POST", "/api/v1/email-domains/{emailDomainId}/verify", (call) => {
      const domain = findObject(emailDomainShape, call);
      // Nobody sets DNS records for a sandbox, so no domain can be verified.
      call.org.store.collection("email-domains").replace(domain, { ...domain.body, validationStatus: "POLLING" });
      return ok(shown(emailDomainShape, domain, call, "lifecycle"));
    }),
    ...serverRoutes,
  ],
};

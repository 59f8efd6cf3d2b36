import { route, type Area, type Route } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { singleton } from "../behaviours/singleton.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import { linkTo, ok, type Call } from "../call.ts";
import { invalid, notFound, refusal } from "../http/failure.ts";
import { principalId } from "../http/principal.ts";
import type { Org } from "../org.ts";
import { listAt, present, textAt, textsAt, type JsonObject } from "../store/json.ts";
import { isoTime, sqlTime } from "../store/times.ts";
import { eventsAt } from "./known-events.ts";
import { selfAndSwitch, selfOnly } from "./links.ts";

const trustedOriginShape: Shape = {
  collection: "trusted-origins",
  path: "/api/v1/trustedOrigins",
  id: "trustedOriginId",
  idPrefix: "tos",
  kind: "TrustedOrigin",
  status: "ACTIVE",
  required: ["name", "origin", "scopes"],
  unique: { path: "name", field: "name" },
  accept: (request, { call, old }) => ({
    name: request["name"] ?? "",
    origin: request["origin"] ?? "",
    scopes: listAt(request, "scopes"),
    createdBy: old?.body["createdBy"] ?? principalId(call.principal),
    lastUpdatedBy: principalId(call.principal),
  }),
  lifecycle: { answer: "object" },
  list: { limit: 20, max: 200, q: ["name"], filter: {} },
  links: selfAndSwitch("/api/v1/trustedOrigins"),
  show: ({ id, name, origin, scopes, status, created, createdBy, lastUpdated, lastUpdatedBy, _links }) =>
    present({ id, name, origin, scopes, status, created, createdBy, lastUpdated, lastUpdatedBy, _links }),
  events: eventsAt("/api/v1/trustedOrigins/{trustedOriginId}"),
};

/** The settings each type of behavior has until they are told otherwise. */
const behaviorSettings: Readonly<Record<string, JsonObject>> = {
  ANOMALOUS_LOCATION: { minEventsNeededForEvaluation: 0, maxEventsUsedForEvaluation: 20, granularity: "CITY", radiusKilometers: null },
  ANOMALOUS_DEVICE: { minEventsNeededForEvaluation: 0, maxEventsUsedForEvaluation: 20 },
  ANOMALOUS_IP: { minEventsNeededForEvaluation: 0, maxEventsUsedForEvaluation: 50 },
  VELOCITY: { velocityKph: 805 },
};

const behaviorBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const type = textAt(request, "type") ?? textAt(old?.body, "type") ?? "";
  const defaults = behaviorSettings[type];
  if (!defaults) throw invalid("type", `type: "${type}" is not a type of behavior`);
  const settings = Object.fromEntries(Object.entries({ ...defaults, ...filled(request["settings"] ?? {}) }).filter(([, value]) => value !== null));
  const created = old?.body["created"] ?? sqlTime(call.now);
  return { name: request["name"] ?? "", settings, type, created, lastUpdated: sqlTime(call.now) };
};

const filled = (settings: unknown): JsonObject => present(Object.fromEntries(Object.entries(settings as JsonObject)));

const behaviorShape: Shape = {
  collection: "behaviors",
  path: "/api/v1/behaviors",
  id: "behaviorId",
  idPrefix: "bhv",
  kind: "BehaviorRule",
  status: "ACTIVE",
  times: [],
  required: ["name", "type"],
  unique: { path: "name", field: "name" },
  accept: behaviorBody,
  lifecycle: {
    answer: "object",
    changed: (behavior, call) => {
      call.org.store.collection("behaviors").replace(behavior, { ...behavior.body, lastUpdated: sqlTime(call.now) });
    },
  },
  list: { self: "never" },
  links: selfAndSwitch("/api/v1/behaviors"),
  events: eventsAt("/api/v1/behaviors/{behaviorId}"),
};

const captchaShape: Shape = {
  collection: "captchas",
  path: "/api/v1/captchas",
  id: "captchaId",
  idPrefix: "cap",
  kind: "CAPTCHAInstance",
  createStatus: 201,
  updateMethods: ["PUT", "POST"],
  times: [],
  required: ["name", "siteKey", "type"],
  accept: ({ name, siteKey, type }, { old }) => present({ name, siteKey: siteKey ?? old?.body["siteKey"], type: type ?? old?.body["type"] }),
  hide: ({ secretKey }) => present({ secretKey }),
  list: { self: "never" },
  links: selfOnly("/api/v1/captchas", "GET", "POST", "PUT", "DELETE"),
  mayDelete: (captcha, call) => {
    if (textAt(call.org.store.document("org-captcha"), "captchaId") !== captcha.id) return;
    throw refusal(403, "E0000168", "CAPTCHA cannot be removed. This CAPTCHA is associated with org-wide CAPTCHA settings, please unassociate it before removing it.");
  },
  events: eventsAt("/api/v1/captchas/{captchaId}"),
};

const captchaRoutes: readonly Route[] = crud(captchaShape).map((one) =>
  one.method === "POST" && one.path === captchaShape.path ? { ...one, run: (call) => (refuseSecondCaptcha(call.org), one.run(call)) } : one,
);

const refuseSecondCaptcha = (org: Org): void => {
  if (org.store.collection("captchas").size === 0) return;
  throw refusal(403, "E0000166", "CAPTCHA count limit reached. At most one CAPTCHA instance is allowed per Org. Please remove existing CAPTCHA to create a new one.");
};

const captchaOf = (request: JsonObject, call: Call): JsonObject => {
  const captchaId = textAt(request, "captchaId") ?? null;
  if (captchaId !== null && !call.org.store.collection("captchas").get(captchaId)) throw notFound(captchaId, "CAPTCHAInstance");
  return { enabledPages: textsAt(request, "enabledPages"), captchaId };
};

const orgCaptcha: readonly Route[] = singleton({
  document: "org-captcha",
  path: "/api/v1/org/captcha",
  initial: { enabledPages: [], captchaId: null },
  deletable: true,
  accept: (request, _old, call) => captchaOf(request, call),
  show: (body, call) => {
    const captchaId = textAt(body, "captchaId");
    const captcha = captchaId ? { captcha: linkTo(call, `/api/v1/captchas/${captchaId}`, "GET", "POST", "PUT", "DELETE") } : {};
    return { ...body, _links: { ...captcha, self: linkTo(call, "/api/v1/org/captcha", "GET", "PUT") } };
  },
  event: { type: "system.org.captcha.activate", targets: (call) => [{ id: call.org.id, type: "Org", name: call.org.subdomain }] },
});

const threatInsight: readonly Route[] = singleton({
  document: "threat-insight",
  path: "/api/v1/threats/configuration",
  initial: { action: "none", excludeZones: [] },
  updateMethods: ["POST"],
  accept: (request, old, call) => ({
    action: request["action"] ?? old["action"] ?? "none",
    excludeZones: request["excludeZones"] === undefined ? (old["excludeZones"] ?? []) : textsAt(request, "excludeZones"),
    created: old["created"] ?? isoTime(call.now),
    lastUpdated: isoTime(call.now),
  }),
  show: (body, call) => {
    const born = isoTime(call.now);
    return { created: born, lastUpdated: born, ...body, _links: { self: linkTo(call, "/api/v1/threats/configuration", "GET", "POST") } };
  },
  event: { type: "security.threat.configuration.update", targets: (call) => [{ id: call.org.id, type: "Org", name: call.org.subdomain }] },
});

const securityEventsShape: Shape = {
  collection: "security-events-providers",
  path: "/api/v1/security-events-providers",
  id: "securityEventProviderId",
  idPrefix: "sse",
  kind: "SecurityEventsProvider",
  status: "ACTIVE",
  times: [],
  required: ["name", "type"],
  accept: ({ name, type, settings }, { old }) => present({ name, type: type ?? old?.body["type"], settings }),
  lifecycle: { answer: "object" },
  list: { self: "never" },
  links: selfAndSwitch("/api/v1/security-events-providers"),
  show: ({ id, name, type, status, settings, _links }) => present({ id, name, type, status, settings, _links }),
  events: eventsAt("/api/v1/security-events-providers/{securityEventProviderId}"),
};

/** Which notifications users get about their own account; kept behind the Admin Console. */
const notifications: readonly Route[] = singleton({
  document: "security-notifications",
  path: "/api/internal/org/settings/security-notification-settings",
  initial: {
    sendEmailForNewDeviceEnabled: true,
    sendEmailForFactorEnrollmentEnabled: true,
    sendEmailForFactorResetEnabled: true,
    sendEmailForPasswordChangedEnabled: true,
    reportSuspiciousActivityEnabled: true,
  },
  updateMethods: ["PUT", "POST"],
});

const bruteForce: readonly Route[] = [
  ...singleton({
    document: "user-lockout",
    path: "/attack-protection/api/v1/user-lockout-settings",
    initial: { preventBruteForceLockoutFromUnknownDevices: false },
  }).map(asList),
  ...singleton({
    document: "attack-protection-authenticators",
    path: "/attack-protection/api/v1/authenticator-settings",
    initial: { verifyKnowledgeSecondWhen2faRequired: false },
  }).map(asList),
];

/** These two settings are answered as a list of one. */
function asList(one: Route): Route {
  if (one.method !== "GET") return one;
  return route(one.method, one.path, async (call) => {
    const { body } = await one.run(call);
    return ok([body === undefined || Buffer.isBuffer(body) ? {} : body]);
  });
}

const seed = (org: Org): void => {
  const behavior = (name: string, type: string, settings: JsonObject): void => {
    const born = sqlTime(org.clock());
    seedObject(org, "behaviors", "bhv", { name, status: "ACTIVE", settings, type, created: born, lastUpdated: born });
  };
  const events = { minEventsNeededForEvaluation: 0, maxEventsUsedForEvaluation: 20 };
  behavior("New Geo-Location", "ANOMALOUS_LOCATION", { ...events, granularity: "LAT_LONG", radiusKilometers: 20 });
  behavior("New Device", "ANOMALOUS_DEVICE", events);
  behavior("New IP", "ANOMALOUS_IP", { ...events, maxEventsUsedForEvaluation: 50 });
  behavior("New State", "ANOMALOUS_LOCATION", { ...events, granularity: "SUBDIVISION" });
  behavior("New Country", "ANOMALOUS_LOCATION", { ...events, granularity: "COUNTRY" });
  behavior("New City", "ANOMALOUS_LOCATION", { ...events, granularity: "CITY" });
  behavior("Velocity", "VELOCITY", { velocityKph: 805 });
};

/** What protects the org: trusted origins, behaviors, CAPTCHA, ThreatInsight, security events. */
export const orgSecurity: Area = {
  name: "org security",
  seed,
  routes: [
    ...crud(trustedOriginShape),
    ...crud(behaviorShape),
    ...captchaRoutes,
    ...orgCaptcha,
    ...threatInsight,
    ...crud(securityEventsShape),
    ...notifications,
    ...bruteForce,
  ],
};

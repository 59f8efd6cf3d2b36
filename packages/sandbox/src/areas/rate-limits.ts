import type { Area } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { singleton } from "../behaviours/singleton.ts";
import type { Call } from "../call.ts";
import type { Target } from "../log/event.ts";
import { principalId } from "../http/principal.ts";
import { isObject, objectAt, present, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { eventsAt } from "./known-events.ts";

const seconds = (at: number): string => isoTime(at).replace(".000Z", "Z");

const limitBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const by = principalId(call.principal);
  const now = seconds(call.now);
  return {
    orgId: call.org.id,
    principalId: request["principalId"] ?? old?.body["principalId"] ?? "",
    principalType: request["principalType"] ?? old?.body["principalType"] ?? "",
    defaultPercentage: request["defaultPercentage"] ?? 50,
    defaultConcurrencyPercentage: request["defaultConcurrencyPercentage"] ?? 50,
    lastUpdate: now,
    lastUpdatedBy: by,
    createdDate: old?.body["createdDate"] ?? now,
    createdBy: old?.body["createdBy"] ?? by,
  };
};

const principalLimitShape: Shape = {
  collection: "principal-rate-limits",
  path: "/api/v1/principal-rate-limits",
  id: "principalRateLimitId",
  idPrefix: "prl",
  kind: "PrincipalRateLimitEntity",
  operations: ["list", "create", "get", "update"],
  times: [],
  required: ["principalId", "principalType"],
  accept: limitBody,
  list: { limit: 20, max: 50, self: "never", filter: { attributes: ["principalId", "principalType"] } },
  events: eventsAt("/api/v1/principal-rate-limits/{principalRateLimitId}", { name: "principalId" }),
};

const event = { type: "system.rate_limit.configuration.update", targets: (call: Call): Target[] => [{ id: call.org.id, type: "Org", name: call.org.subdomain }] };

const settings = (name: string, initial: JsonObject, accept?: (request: JsonObject, old: JsonObject) => JsonObject) =>
  singleton({ document: `rate-limit-${name}`, path: `/api/v1/rate-limit-settings/${name}`, initial, event, ...(accept ? { accept } : {}) });

/** An override that is not given falls away. */
const perClient = (request: JsonObject): JsonObject => {
  const overrides = Object.fromEntries(Object.entries(objectAt(request, "useCaseModeOverrides")).filter(([, mode]) => mode !== null));
  return present({ defaultMode: request["defaultMode"] ?? "PREVIEW", useCaseModeOverrides: isObject(request["useCaseModeOverrides"]) ? overrides : null });
};

/** How the org's own rate limits are set up. */
export const rateLimits: Area = {
  name: "rate limits",
  routes: [
    ...crud(principalLimitShape),
    ...settings("admin-notifications", { notificationsEnabled: true }),
    ...settings("warning-threshold", { warningThreshold: 60 }),
    ...settings("per-client", { defaultMode: "PREVIEW", useCaseModeOverrides: null }, perClient),
  ],
};

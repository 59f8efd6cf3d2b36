import { createHash } from "node:crypto";
import type { Call } from "../call.ts";
import { textAt, type Json, type JsonObject } from "../store/json.ts";
import { logTime } from "../store/times.ts";

/** What an event is about. */
export interface Target {
  readonly id: string;
  /** Okta's name for the kind: UserGroup, AppInstance, User, PolicyEntity. */
  readonly type: string;
  readonly name: string;
  readonly alternateId?: string;
  readonly changes?: { readonly from: JsonObject; readonly to: JsonObject };
  readonly detail?: JsonObject;
}

/** Writes what a call did into the System Log. */
export const record = (call: Call, eventType: string, targets: readonly Target[], options: { message?: string; debug?: JsonObject } = {}): void => {
  const { org, requestId } = call;
  org.log.add({
    uuid: org.ids.uuid(),
    published: logTime(call.now),
    eventType,
    version: "0",
    severity: "INFO",
    legacyEventType: null,
    displayMessage: options.message ?? messageOf(eventType),
    actor: actorOf(call),
    client: clientOf(call),
    device: null,
    outcome: { result: "SUCCESS", reason: null },
    target: targets.map(targetOf),
    transaction: transactionOf(call),
    debugContext: { debugData: { requestId, requestUri: call.path, url: urlOf(call), ...options.debug } },
    authenticationContext: authenticationOf(call),
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    request: { ipChain: [{ ip: call.client.ipAddress, geographicalContext: null, version: "V4", source: null }] },
    insertionTimestamp: null,
  }, call.now);
};

const urlOf = (call: Call): string => {
  const query = call.query.toString();
  return `${call.path}?${query}`;
};

// Okta's own messages are a catalogue of their own; the words of the event type say the same.
const messageOf = (eventType: string): string => {
  const words = eventType.split(".").slice(-3).join(" ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const targetOf = ({ id, type, name, alternateId, changes, detail }: Target): JsonObject => ({
  id,
  type,
  alternateId: alternateId ?? "unknown",
  displayName: name,
  detailEntry: detail ?? null,
  changeDetails: changes ? { from: changes.from, to: changes.to } : null,
});

const actorOf = (call: Call): JsonObject => {
  const { principal, org } = call;
  if (principal.kind === "service") {
    const app = org.store.collection("apps").get(principal.clientId);
    return { id: principal.clientId, type: "PublicClientApp", alternateId: principal.clientId, displayName: textAt(app?.body, "label") ?? "unknown", detailEntry: null };
  }
  if (principal.kind === "nobody") return { id: "unknown", type: "SystemPrincipal", alternateId: "system@okta.com", displayName: "Okta System", detailEntry: null };
  const { id, type, name, alternateId } = userTarget(call, principal.userId);
  return { id, type, alternateId: alternateId ?? "unknown", displayName: name, detailEntry: null };
};

/** A user as events name them. */
export const userTarget = (call: Call, userId: string): Target => {
  const profile = call.org.store.collection("users").get(userId)?.body["profile"];
  const name = `${textAt(profile, "firstName") ?? ""} ${textAt(profile, "lastName") ?? ""}`.trim();
  return { id: userId, type: "User", name, alternateId: textAt(profile, "login") ?? "unknown" };
};

const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, "Windows"],
  [/Mac OS|Darwin/, "Mac OS X"],
  [/Linux/, "Linux"],
];

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "EDGE"],
  [/Firefox\//, "FIREFOX"],
  [/Chrome\//, "CHROME"],
  [/Safari\//, "SAFARI"],
];

const nameIn = (names: readonly (readonly [RegExp, string])[], text: string): string =>
  names.find(([pattern]) => pattern.test(text))?.[1] ?? "UNKNOWN";

const clientOf = (call: Call): JsonObject => {
  const { userAgent, ipAddress } = call.client;
  const browser = nameIn(browsers, userAgent);
  return {
    userAgent: { rawUserAgent: userAgent, os: nameIn(systems, userAgent), browser },
    zone: "null",
    device: browser === "UNKNOWN" ? "Unknown" : "Computer",
    id: call.principal.kind === "service" ? call.principal.clientId : null,
    ipAddress,
    geographicalContext: null,
  };
};

const transactionOf = (call: Call): JsonObject => {
  const detail: Record<string, Json> = {};
  if (call.principal.kind === "token") detail["requestApiTokenId"] = call.principal.tokenId;
  return { type: "WEB", id: call.requestId, detail };
};

const authenticationOf = (call: Call): JsonObject => ({
  authenticationProvider: null,
  credentialProvider: null,
  credentialType: null,
  issuer: null,
  interface: null,
  authenticationStep: 0,
  rootSessionId: call.principal.kind === "console" ? call.principal.sessionId : null,
  externalSessionId: externalSession(call),
});

const externalSession = (call: Call): string => {
  switch (call.principal.kind) {
    case "console":
      return call.principal.sessionId;
    case "token":
    case "service":
      return `trs${createHash("sha256").update(call.principal.tokenId).digest("base64url").slice(0, 22)}`;
    case "nobody":
      return "unknown";
  }
};

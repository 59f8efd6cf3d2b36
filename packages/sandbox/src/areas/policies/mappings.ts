import { route, type Route } from "../../area.ts";
import { linkTo, noContent, ok, param, urlOf, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, type JsonObject } from "../../store/json.ts";
import { shownApp } from "../apps/app.ts";

/** An app names the policies it is under, one of each of these types, out of sight. */
const places: Readonly<Record<string, string>> = { ACCESS_POLICY: "accessPolicy", PROFILE_ENROLLMENT: "profileEnrollment" };

/** The apps that are under a policy. */
export const appsUnder = (org: Org, policy: Stored): Stored[] => {
  const place = places[textAt(policy.body, "type") ?? ""];
  return place === undefined ? [] : org.store.collection("apps").all().filter(({ hidden }) => hidden[place] === policy.id);
};

/** Puts an app under a policy, and so takes it from the one of the same type it was under. */
const assignPolicy = (org: Org, app: Stored, policy: Stored): void => {
  const place = places[textAt(policy.body, "type") ?? ""];
  if (place === undefined) throw invalid("type", "type: Policies of this type aren't mapped to apps");
  org.store.collection("apps").replace(app, app.body, { ...app.hidden, [place]: policy.id });
};

/** The policy an app falls back to: the one the system marks as default. */
const defaultPolicy = (org: Org, type: string): Stored | undefined =>
  org.store.collection("policies").find(({ body }) => body["type"] === type && body["system"] === true);

const findPolicy = (call: Call): Stored => {
  const id = param(call, "policyId");
  const policy = call.org.store.collection("policies").get(id);
  if (!policy) throw notFound(id, "Policy");
  return policy;
};

const mappingOf = (call: Call, policy: Stored, appId: string): JsonObject => ({
  id: mappingId(policy, appId),
  _links: {
    application: { href: urlOf(call, `/api/v1/apps/${appId}`), hints: { allow: ["GET"] } },
    authenticator: linkTo(call, `/api/v1/policies/${policy.id}`, "GET"),
    policy: linkTo(call, `/api/v1/policies/${policy.id}`, "GET"),
    self: linkTo(call, `/api/v1/policies/${policy.id}/mappings/${mappingId(policy, appId)}`, "GET", "DELETE"),
  },
});

// A mapping has no life of its own, so its id is made from what it joins.
const mappingId = (policy: Stored, appId: string): string => `rsm${policy.id.slice(3, 11)}${appId.slice(-9)}`;

const appsOf = (call: Call, policy: Stored): string[] => appsUnder(call.org, policy).map(({ id }) => id);

const mapApp = (call: Call): JsonObject => {
  const policy = findPolicy(call);
  const appId = textAt(call.body, "resourceId") ?? "";
  if (textAt(call.body, "resourceType") !== "APP") throw invalid("resourceType", "resourceType: must be APP");
  const app = call.org.store.collection("apps").get(appId);
  if (!app) throw notFound(appId, "AppInstance");
  assignPolicy(call.org, app, policy);
  record(call, "policy.mapping.create", [{ id: policy.id, type: "PolicyEntity", name: textAt(policy.body, "name") ?? "" }]);
  return mappingOf(call, policy, appId);
};

const findMapping = (call: Call): { policy: Stored; app: Stored } => {
  const policy = findPolicy(call);
  const wanted = param(call, "mappingId");
  const app = appsUnder(call.org, policy).find(({ id }) => mappingId(policy, id) === wanted);
  if (!app) throw notFound(wanted, "PolicyMapping");
  return { policy, app };
};

/** An app taken from its policy falls back to the default one. */
const unmapApp = (call: Call): void => {
  const { policy, app } = findMapping(call);
  const fallback = defaultPolicy(call.org, textAt(policy.body, "type") ?? "");
  if (fallback && fallback !== policy) assignPolicy(call.org, app, fallback);
};

/** Which apps a policy is for, seen from the policy. */
export const mappingRoutes: readonly Route[] = [
  route("GET", "/api/v1/policies/{policyId}/app", (call) => ok(appsUnder(call.org, findPolicy(call)).map((app) => shownApp(app, call)))),
  route("GET", "/api/v1/policies/{policyId}/mappings", (call) => {
    const policy = findPolicy(call);
    return ok(appsOf(call, policy).map((appId) => mappingOf(call, policy, appId)));
  }),
  route("POST", "/api/v1/policies/{policyId}/mappings", (call) => ok(mapApp(call))),
  route("GET", "/api/v1/policies/{policyId}/mappings/{mappingId}", (call) => {
    const { policy, app } = findMapping(call);
    return ok(mappingOf(call, policy, app.id));
  }),
  route("DELETE", "/api/v1/policies/{policyId}/mappings/{mappingId}", (call) => {
    unmapApp(call);
    return noContent();
  }),
];

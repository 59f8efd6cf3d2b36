import { route, type Route } from "../../area.ts";
import { linkTo, noContent, ok, param, urlOf, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, type JsonObject } from "../../store/json.ts";

/** Which policy an app belongs to: at most one of each type. */
const relationName = "app-policies";

/** The policy that a new app belongs to: the one the system marks as default, else the first. */
export const defaultPolicy = (org: Org, type: string): Stored | undefined => {
  const ofType = org.store.collection("policies").all().filter(({ body }) => body["type"] === type);
  return ofType.find(({ body }) => body["system"] === true) ?? ofType[0];
};

/** Puts an app under a policy, and so takes it from the one of the same type it was under. */
export const assignPolicy = (org: Org, appId: string, policy: Stored): void => {
  const policies = org.store.collection("policies");
  const relation = org.store.relation(relationName);
  for (const pair of relation.of(appId)) {
    if (policies.get(pair.right)?.body["type"] === policy.body["type"]) relation.remove(appId, pair.right);
  }
  relation.set(appId, policy.id);
};

/** The policy of a type that an app is under. */
export const policyOfApp = (org: Org, appId: string, type: string): Stored | undefined =>
  org.store
    .relation(relationName)
    .of(appId)
    .flatMap(({ right }) => org.store.collection("policies").get(right) ?? [])
    .find(({ body }) => body["type"] === type);

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

const appsOf = (call: Call, policy: Stored): string[] => call.org.store.relation(relationName).with(policy.id).map(({ left }) => left);

const mapApp = (call: Call): JsonObject => {
  const policy = findPolicy(call);
  const appId = textAt(call.body, "resourceId") ?? "";
  if (textAt(call.body, "resourceType") !== "APP") throw invalid("resourceType", "resourceType: must be APP");
  if (!call.org.store.collection("apps").get(appId)) throw notFound(appId, "AppInstance");
  assignPolicy(call.org, appId, policy);
  record(call, "policy.mapping.create", [{ id: policy.id, type: "PolicyEntity", name: textAt(policy.body, "name") ?? "" }]);
  return mappingOf(call, policy, appId);
};

const findMapping = (call: Call): { policy: Stored; appId: string } => {
  const policy = findPolicy(call);
  const wanted = param(call, "mappingId");
  const appId = appsOf(call, policy).find((id) => mappingId(policy, id) === wanted);
  if (appId === undefined) throw notFound(wanted, "PolicyMapping");
  return { policy, appId };
};

/** An app taken from its policy falls back to the default one. */
const unmapApp = (call: Call): void => {
  const { policy, appId } = findMapping(call);
  const fallback = defaultPolicy(call.org, textAt(policy.body, "type") ?? "");
  if (fallback && fallback !== policy) assignPolicy(call.org, appId, fallback);
};

/** Which apps a policy is for, seen from the policy. */
export const mappingRoutes: readonly Route[] = [
  route("GET", "/api/v1/policies/{policyId}/mappings", (call) => {
    const policy = findPolicy(call);
    return ok(appsOf(call, policy).map((appId) => mappingOf(call, policy, appId)));
  }),
  route("POST", "/api/v1/policies/{policyId}/mappings", (call) => ok(mapApp(call))),
  route("GET", "/api/v1/policies/{policyId}/mappings/{mappingId}", (call) => {
    const { policy, appId } = findMapping(call);
    return ok(mappingOf(call, policy, appId));
  }),
  route("DELETE", "/api/v1/policies/{policyId}/mappings/{mappingId}", (call) => {
    unmapApp(call);
    return noContent();
  }),
];

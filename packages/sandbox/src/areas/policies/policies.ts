import type { Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Accepting, Shape } from "../../behaviours/shape.ts";
import { notSystem } from "../../behaviours/system-objects.ts";
import { linkTo, type Call } from "../../call.ts";
import { invalid, missing } from "../../http/failure.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { listAt, objectAt, present, textAt, textsAt, withDefaults, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { eventsAt } from "../known-events.ts";
import { byPriority, closeOrder, policiesOf, putInOrder, rulesOf, type Family } from "./families.ts";
import { appsUnder } from "./mappings.ts";
import { kindOf, policyKinds, type PolicyKind } from "./kinds.ts";
import { catchAllPriority } from "./priorities.ts";

/** The routes of a family's policies. */
export const policyRoutes = (family: Family): Route[] => crud(policyShape(family));

const policyShape = (family: Family): Shape => ({
  collection: family.policies,
  path: family.path,
  id: "policyId",
  idPrefix: "00p",
  kind: "Policy",
  ...(family.parent ? { parent: family.parent } : {}),
  createStatus: family.createStatus,
  status: "ACTIVE",
  required: ["name"],
  kept: ["type"],
  accept: (request, at) => policyBody(family, request, at),
  hide: (request) => ({ wanted: request["priority"] ?? null }),
  lifecycle: { answer: "no-content", may: notSystem },
  list: { self: family.parent ? "never" : "always", where: (policy, call) => isListed(family, policy, call), order: byPriority },
  links: (policy, call) => policyLinks(family, policy, call),
  show: (body, { in: where }) => orderedPolicy(body, where === "list"),
  created: (policy, call) => {
    putPolicyInOrder(family, policy, call);
    addCatchAll(family, policy, call);
  },
  updated: (policy, call) => putPolicyInOrder(family, policy, call),
  mayDelete: (policy, call) => {
    notSystem(policy);
    refuseWhileApplied(policy, call);
  },
  deleted: (policy, call) => {
    for (const rule of rulesOf(family, call).under(policy.id)) rulesOf(family, call).remove(rule.id);
    const { kind, siblings } = siblingsOf(family, policy, call);
    closeOrder(policiesOf(family, call), siblings, policy.id, kind.generation);
  },
  events: eventsAt(`${family.path}/{policyId}`, { tellsChanges: true }),
});

const kindIn = (family: Family, request: JsonObject, old: Stored | undefined): PolicyKind => {
  const type = textAt(old?.body, "type") ?? textAt(request, "type") ?? (family.parent ? "OAUTH_AUTHORIZATION_POLICY" : undefined);
  if (type === undefined) throw missing("type");
  const kind = kindOf(type);
  if (!kind) throw invalid("type", `type: "${type}" is not a policy type`);
  if (!old && !kind.creatable) throw invalid("type", `type: Policies of type ${type} can't be created`);
  return kind;
};

const policyBody = (family: Family, request: JsonObject, { call, old }: Accepting): JsonObject => {
  const kind = kindIn(family, request, old);
  const { priority } = request;
  if (priority !== undefined && priority !== null && typeof priority !== "number") throw invalid("priority", "priority: must be a number");
  refuseSameName(family, request, kind, call, old);
  return present({
    ...(old ? {} : { id: call.org.ids.id(kind.generation === 1 ? "00p" : "rst") }),
    name: request["name"],
    description: request["description"] ?? undefined,
    priority: old?.body["priority"] ?? -1,
    system: old?.body["system"] ?? false,
    conditions: conditionsOf(family, kind, request, call, old),
    settings: settingsOf(kind, request, call, old),
    resourceType: old?.body["resourceType"],
    type: kind.type,
  });
};

const refuseSameName = (family: Family, request: JsonObject, kind: PolicyKind, call: Call, old: Stored | undefined): void => {
  const name = textAt(request, "name")?.toLowerCase();
  const others = policiesOf(family, call).under(old?.parent ?? (family.parent ? (call.params[family.parent.param] ?? "") : ""));
  const same = others.find((other) => other !== old && other.body["type"] === kind.type && textAt(other.body, "name")?.toLowerCase() === name);
  if (same) throw invalid("name", "name: Policy name already in use");
};

const conditionsOf = (family: Family, kind: PolicyKind, request: JsonObject, call: Call, old: Stored | undefined): Json => {
  // The conditions of a default policy cannot be changed.
  if (old?.body["system"] === true) return old.body["conditions"] ?? null;
  if (family.parent) return withDefaults(objectAt(request, "conditions"), { clients: { include: ["ALL_CLIENTS"] } });
  if (!kind.forGroups) return null;
  const given = objectAt(request, "conditions");
  const groups = textsAt(given, "people.groups.include");
  // A policy for no group is a policy for Everyone.
  const people = groups.length > 0 ? objectAt(given, "people") : { groups: { include: everyone(call.org) } };
  return { ...withDefaults(given, kind.conditions ?? {}), people };
};

/** The id of the group Everyone, in a list. */
export const everyone = (org: Org): string[] => {
  const group = org.store.collection("groups").find(({ body }) => body["type"] === "BUILT_IN" && textAt(body, "profile.name") === "Everyone");
  return group ? [group.id] : [];
};

const settingsOf = (kind: PolicyKind, request: JsonObject, call: Call, old: Stored | undefined): Json | undefined => {
  const given = request["settings"] === undefined ? (old?.body["settings"] ?? {}) : request["settings"];
  const settings = objectAt({ settings: given }, "settings");
  if (kind.settings) return withDefaults(settings, kind.settings);
  if (kind.type === "MFA_ENROLL") return enrollmentSettings(settings, call.org);
  return Object.keys(settings).length > 0 ? settings : undefined;
};

/** An enrollment policy says of every authenticator of the org how it may be enrolled: those it was not told of, not at all. */
export const enrollmentSettings = (given: JsonObject, org: Org): JsonObject => {
  if (given["factors"] !== undefined && given["type"] !== "AUTHENTICATORS") return { type: "FACTORS", ...given };
  const told = listAt(given, "authenticators");
  const isTold = (authenticator: Stored): boolean =>
    told.some((entry) => textAt(entry, "key") === authenticator.body["key"] && [undefined, authenticator.id].includes(textAt(entry, "id")));
  const others = org.store.collection("authenticators").all().filter((authenticator) => !isTold(authenticator));
  return { ...given, type: "AUTHENTICATORS", authenticators: [...told, ...others.map(notAllowed)] };
};

// Of these there can be many in an org, so a policy names them by id as well.
const manyOfAKind = ["custom_app", "custom_otp", "external_idp"];

const notAllowed = ({ id, body }: Stored): JsonObject => {
  const key = textAt(body, "key") ?? "";
  return { key, ...(manyOfAKind.includes(key) ? { id } : {}), enroll: { self: "NOT_ALLOWED" } };
};

const isListed = (family: Family, policy: Stored, call: Call): boolean => {
  if (family.parent) return true;
  const type = call.query.get("type");
  if (!type) throw missing("type");
  if (!policyKinds.some((kind) => kind.type === type)) throw invalid("type", `type: "${type}" is not a policy type`);
  const status = call.query.get("status");
  const word = call.query.get("q")?.toLowerCase();
  return (
    policy.body["type"] === type &&
    (!status || policy.body["status"] === status) &&
    (!word || (textAt(policy.body, "name") ?? "").toLowerCase().startsWith(word))
  );
};

const siblingsOf = (family: Family, policy: Stored, call: Call): { kind: PolicyKind; siblings: Stored[] } => {
  const type = textAt(policy.body, "type");
  const kind = kindOf(type);
  if (!kind) throw new Error(`This is a bug in Lockstep. A policy has the type ${type}.`);
  return { kind, siblings: policiesOf(family, call).under(policy.parent).filter(({ body }) => body["type"] === type) };
};

const putPolicyInOrder = (family: Family, policy: Stored, call: Call): void => {
  const { kind, siblings } = siblingsOf(family, policy, call);
  // Policies of generation 2 have no order among each other: an app has exactly one.
  if (kind.generation === 2) return void policiesOf(family, call).replace(policy, { ...policy.body, priority: 1 });
  if (policy.body["system"] === true) return;
  const { wanted } = policy.hidden;
  putInOrder(policiesOf(family, call), siblings, policy, typeof wanted === "number" ? wanted : undefined, kind.generation);
};

const addCatchAll = (family: Family, policy: Stored, call: Call): void => {
  const kind = kindOf(textAt(policy.body, "type"));
  if (!kind?.catchAll) return;
  const now = isoTime(call.now);
  addCatchAllRule(call.org, family.rules, policy, kind, kind.catchAll, now);
};

/** The rule of the system's that a policy of generation 2 ends with. */
export const addCatchAllRule = (org: Org, rules: string, policy: Stored, kind: PolicyKind, actions: JsonObject, now: string): Stored => {
  const id = org.ids.id("rul");
  const body = { id, status: "ACTIVE", name: "Catch-all Rule", priority: catchAllPriority, created: now, lastUpdated: now, system: true, conditions: null, actions, type: kind.ruleType };
  return org.store.collection(rules).add(id, body, { parent: policy.id });
};

const refuseWhileApplied = (policy: Stored, call: Call): void => {
  const apps = appsUnder(call.org, policy);
  if (apps.length === 0) return;
  throw invalid("policy", `policy: The policy can't be deleted because it is assigned to ${apps.length} app(s)`);
};

const policyLinks = (family: Family, policy: Stored, call: Call): JsonObject => {
  const path = `${family.base(policy, call.org)}/${policy.id}`;
  const { system, status, resourceType } = policy.body;
  const fixed = system === true;
  // The account management policy is Okta's own: nobody maps, switches or deletes it.
  const locked = resourceType === "END_USER_ACCOUNT_MANAGEMENT";
  const verb = status === "INACTIVE" ? "activate" : "deactivate";
  const free = !fixed && !locked;
  return {
    ...(free && !family.parent ? { mappings: linkTo(call, `${path}/mappings`, "GET", "POST") } : {}),
    self: linkTo(call, path, ...(locked ? ["GET"] : fixed ? ["GET", "PUT"] : ["GET", "PUT", "DELETE"])),
    rules: linkTo(call, `${path}/rules`, ...(family.parent ? ["GET"] : ["GET", "POST"])),
    ...(free ? { [verb]: linkTo(call, `${path}/lifecycle/${verb}`, "POST") } : {}),
  };
};

const orderedPolicy = (body: JsonObject, inList: boolean): JsonObject => {
  const { id, status, name, description, priority, system, conditions, created, lastUpdated, settings, resourceType, _links, type } = body;
  const kind = kindOf(typeof type === "string" ? type : undefined);
  const embedded = inList && kind?.type === "ACCESS_POLICY" ? { resourceType: resourceType ?? kind.resourceType ?? "APP" } : undefined;
  return present({ id, status, name, description, priority, system, conditions, created, lastUpdated, settings, _links, _embedded: embedded, type });
};

import type { Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Accepting, Shape } from "../../behaviours/shape.ts";
import { notSystem } from "../../behaviours/system-objects.ts";
import { linkTo, type Call } from "../../call.ts";
import { invalid } from "../../http/failure.ts";
import type { Stored } from "../../store/collection.ts";
import { present, textAt, type JsonObject } from "../../store/json.ts";
import { eventsAt } from "../known-events.ts";
import { byPriority, closeOrder, policiesOf, putInOrder, rulesOf, type Family } from "./families.ts";
import { kindOf, type PolicyKind } from "./kinds.ts";
import { ruleContent } from "./rule-shapes.ts";

/** The routes of the rules of a family's policies. */
export const ruleRoutes = (family: Family): Route[] => crud(ruleShape(family));

const ruleShape = (family: Family): Shape => ({
  collection: family.rules,
  path: `${family.path}/{policyId}/rules`,
  id: "ruleId",
  idPrefix: "0pr",
  kind: "PolicyRule",
  parent: { collection: family.policies, param: "policyId", kind: "Policy" },
  createStatus: family.createStatus,
  status: "ACTIVE",
  required: ["name"],
  unique: { path: "name", field: "name" },
  kept: ["type"],
  accept: (request, at) => ruleBody(request, at),
  hide: (request) => ({ wanted: request["priority"] ?? null }),
  lifecycle: { answer: "no-content", may: notSystem },
  list: { self: "never", order: byPriority },
  links: (rule, call) => ruleLinks(family, rule, call),
  show: (body) => orderedRule(body),
  created: (rule, call) => putRuleInOrder(family, rule, call),
  updated: (rule, call) => putRuleInOrder(family, rule, call),
  mayDelete: notSystem,
  deleted: (rule, call) => {
    const kind = kindOfParent(family, rule.parent, call);
    closeOrder(rulesOf(family, call), rulesOf(family, call).under(rule.parent), rule.id, kind.generation);
  },
  events: {
    ...eventsAt(`${family.path}/{policyId}/rules/{ruleId}`),
    targets: (rule, call) => {
      const policy = policiesOf(family, call).get(rule.parent);
      const nameOf = (stored: Stored | undefined): string => textAt(stored?.body, "name") ?? "unknown";
      return [
        { id: rule.parent, type: "PolicyEntity", name: nameOf(policy) },
        { id: rule.id, type: "PolicyRule", name: nameOf(rule) },
      ];
    },
  },
});

const kindOfParent = (family: Family, policyId: string, call: Call): PolicyKind => {
  const kind = kindOf(textAt(policiesOf(family, call).get(policyId)?.body, "type"));
  if (!kind) throw new Error(`This is a bug in Lockstep. The policy ${policyId} has no type.`);
  return kind;
};

const ruleBody = (request: JsonObject, { call, old, parent }: Accepting): JsonObject => {
  const kind = kindOf(textAt(parent?.body, "type"));
  if (!kind) throw invalid("type");
  const { type, priority } = request;
  if (type !== undefined && type !== null && type !== kind.ruleType) throw invalid("type", `type: The rule's type must be ${kind.ruleType}`);
  if (priority !== undefined && priority !== null && typeof priority !== "number") throw invalid("priority", "priority: must be a number");
  const system = old?.body["system"] === true;
  const content = ruleContent(kind.ruleType, request);
  return {
    ...(old ? {} : { id: call.org.ids.id(kind.generation === 1 ? "0pr" : "rul") }),
    name: system ? (old?.body["name"] ?? "") : (request["name"] ?? ""),
    priority: old?.body["priority"] ?? -1,
    system,
    ...content,
    // A rule of the system's applies to whatever is left, whatever is sent.
    ...(system ? { conditions: old?.body["conditions"] ?? null } : {}),
    type: kind.ruleType,
  };
};

const putRuleInOrder = (family: Family, rule: Stored, call: Call): void => {
  if (rule.body["system"] === true) return;
  const kind = kindOfParent(family, rule.parent, call);
  const { wanted } = rule.hidden;
  const rules = rulesOf(family, call);
  putInOrder(rules, rules.under(rule.parent), rule, typeof wanted === "number" ? wanted : undefined, kind.generation);
};

const ruleLinks = (family: Family, rule: Stored, call: Call): JsonObject => {
  const policy = policiesOf(family, call).get(rule.parent);
  const base = policy ? family.base(policy, call.org) : family.path;
  const path = `${base}/${rule.parent}/rules/${rule.id}`;
  if (rule.body["system"] === true) return { self: linkTo(call, path, "GET", "PUT") };
  const verb = rule.body["status"] === "INACTIVE" ? "activate" : "deactivate";
  return { self: linkTo(call, path, "GET", "PUT", "DELETE"), [verb]: linkTo(call, `${path}/lifecycle/${verb}`, "POST") };
};

const orderedRule = (body: JsonObject): JsonObject => {
  const { id, status, name, priority, created, lastUpdated, system, conditions, actions, _links, type } = body;
  return present({ id, status, name, priority, created, lastUpdated, system, conditions, actions, _links, type });
};

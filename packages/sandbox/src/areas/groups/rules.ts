import { route, type Route } from "../../area.ts";
import { crud, findObject, removeObject } from "../../behaviours/crud.ts";
import { recordChange } from "../../behaviours/record-change.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { noContent, type Answer, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, textAt, textsAt, withDefaults, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { applyRule, withdrawRule } from "./apply-rule.ts";
import { isExpression } from "./rule-expression.ts";

const groupsOf = (rule: JsonObject): string[] => textsAt(rule, "actions.assignUserToGroups.groupIds");

const people = { people: { users: { exclude: [] }, groups: { exclude: [] } } };

const checked = (request: JsonObject, call: Call, old: Stored | undefined): void => {
  const ids = groupsOf(request);
  if (ids.length === 0) throw invalid("actions", "actions: The field cannot be left blank");
  for (const id of ids) if (!old && !call.org.store.collection("groups").get(id)) throw notFound(id, "UserGroup");
  const text = textAt(request, "conditions.expression.value") ?? "";
  if (!isExpression(text)) throw invalid("conditions.expression.value", `Invalid expression: ${text}`);
  // Okta refuses to change a rule's groups, even while the rule is inactive.
  if (old && JSON.stringify(groupsOf(old.body).toSorted()) !== JSON.stringify(ids.toSorted())) {
    throw invalid("actions", "The actions of a group rule cannot be changed.");
  }
};

/** Group rules: born inactive, changed only while inactive. */
const groupRuleShape: Shape = {
  collection: "group-rules",
  path: "/api/v1/groups/rules",
  id: "groupRuleId",
  idPrefix: "0pr",
  kind: "GroupRule",
  operations: ["list", "create", "get", "update"],
  required: ["name"],
  unique: { path: "name", field: "name" },
  status: "INACTIVE",
  accept: (request, { call, old }) => {
    checked(request, call, old);
    const conditions = withDefaults(objectAt(request, "conditions"), people);
    return { type: "group_rule", name: request["name"] ?? "", conditions, actions: objectAt(request, "actions"), allGroupsValid: true };
  },
  list: { limit: 50, max: 200, q: ["name"], self: "filtered-unless-q" },
  mayUpdate: ({ body }) => {
    if (body["status"] !== "INACTIVE") throw invalid("status", "Only inactive group rules can be updated.");
  },
  // The catalogue has no event for making or changing a rule.
  events: { activate: "group.user_membership.rule.trigger", deactivate: "group.user_membership.rule.deactivated", targetType: "GroupRule" },
};

const remove = (call: Call): Answer => {
  const rule = findObject(groupRuleShape, call);
  if (rule.body["status"] === "ACTIVE") throw invalid("status", "An active group rule cannot be deleted.");
  removeObject(groupRuleShape, call, rule);
  withdrawRule(call, rule, call.query.get("removeUsers") === "true");
  return { status: 202, body: {} };
};

const transition = (verb: "activate" | "deactivate", status: string) => (call: Call): Answer => {
  const rule = findObject(groupRuleShape, call);
  if (rule.body["status"] === "INVALID") throw invalid("status", "The rule is invalid: one of its groups was deleted.");
  if (rule.body["status"] === status) return noContent();
  call.org.store.collection("group-rules").replace(rule, { ...rule.body, status, lastUpdated: isoTime(call.now) });
  recordChange(groupRuleShape, rule, call, verb);
  if (verb === "activate") applyRule(call, rule);
  return noContent();
};

/** A rule whose group is gone can only be read or deleted. */
export const invalidateRulesOf = (call: Call, group: string): void => {
  const rules = call.org.store.collection("group-rules");
  for (const rule of rules.all()) {
    if (groupsOf(rule.body).includes(group)) rules.replace(rule, { ...rule.body, status: "INVALID", allGroupsValid: false });
  }
};

const one = "/api/v1/groups/rules/{groupRuleId}";

/** Rules that put people into groups. */
export const groupRuleRoutes: readonly Route[] = [
  ...crud(groupRuleShape),
  route("DELETE", one, remove),
  route("POST", `${one}/lifecycle/activate`, transition("activate", "ACTIVE")),
  route("POST", `${one}/lifecycle/deactivate`, transition("deactivate", "INACTIVE")),
];

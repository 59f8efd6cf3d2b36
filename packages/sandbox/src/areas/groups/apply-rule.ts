import type { Call } from "../../call.ts";
import { record, userTarget } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, textAt, textsAt } from "../../store/json.ts";
import { groupTarget } from "./group.ts";
import { parseRuleExpression } from "./rule-expression.ts";

/** Puts into a rule's groups everybody for whom its expression holds. */
export const applyRule = (call: Call, rule: Stored): void => {
  for (const user of call.org.store.collection("users").all()) applyTo(call, rule, user);
};

/** Applies every active rule to one user, whose profile was made or changed. */
export const applyRulesTo = (call: Call, user: Stored): void => {
  for (const rule of call.org.store.collection("group-rules").all()) if (rule.body["status"] === "ACTIVE") applyTo(call, rule, user);
};

const applyTo = (call: Call, rule: Stored, user: Stored): void => {
  const holds = parseRuleExpression(textAt(rule.body, "conditions.expression.value") ?? "");
  const members = call.org.store.relation("group-users");
  const groups = members.with(user.id).map(({ left }) => left);
  if (!holds || textsAt(rule.body, "conditions.people.users.exclude").includes(user.id)) return;
  if (holds(objectAt(user.body, "profile"), groups) !== true) return;
  for (const id of textsAt(rule.body, "actions.assignUserToGroups.groupIds")) {
    const group = call.org.store.collection("groups").get(id);
    if (!group || members.has(id, user.id)) continue;
    members.set(id, user.id, { rule: rule.id });
    record(call, "group.user_membership.add", [userTarget(call, user.id), groupTarget(group)]);
  }
};

/** What a deleted rule leaves behind: its members stay unless they are to be removed. */
export const withdrawRule = (call: Call, rule: Stored, removeUsers: boolean): void => {
  if (!removeUsers) return;
  const members = call.org.store.relation("group-users");
  for (const group of textsAt(rule.body, "actions.assignUserToGroups.groupIds")) {
    for (const { right, body } of members.of(group)) if (body["rule"] === rule.id) members.remove(group, right);
  }
};

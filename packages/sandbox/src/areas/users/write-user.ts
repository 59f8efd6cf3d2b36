import { ok, type Answer, type Call } from "../../call.ts";
import { invalid, notFound, refusal } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, objectAt, textAt, textsAt, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { applyRulesTo } from "../groups/apply-rule.ts";
import { groupTarget } from "../groups/group.ts";
import { profileOf } from "./profile.ts";
import { changeUser, shownUser, targetUser, userOf } from "./user.ts";
import { defaultUserType } from "./user-type.ts";

const typeOf = (call: Call, fallback: string): string => {
  const asked = textAt(call.body, "type.id");
  if (!asked || asked === "default") return fallback;
  if (!call.org.store.collection("user-types").get(asked)) throw notFound(asked, "UserType");
  return asked;
};

const realmOf = (call: Call): JsonObject => {
  const realm = textAt(call.body, "realmId") ?? call.org.store.collection("realms").find(({ body }) => body["isDefault"] === true)?.id;
  return realm ? { realmId: realm } : {};
};

/** What a credential in a request leaves to be seen, and what is only kept. */
const credentialsOf = (request: JsonObject, old: JsonObject): { shown: JsonObject; hidden: JsonObject; password: boolean } => {
  const password = objectAt(request, "password");
  const given = Object.keys(password).length > 0;
  const question = textAt(request, "recovery_question.question");
  const imported = isObject(password["hash"]) || isObject(password["hook"]);
  const known = objectAt(old, "provider");
  const provider = isObject(request["provider"]) ? request["provider"] : Object.keys(known).length > 0 ? known : { type: "OKTA", name: "OKTA" };
  const kept = question === undefined ? old["recovery_question"] : { question };
  return {
    shown: {
      ...(given || old["password"] !== undefined ? { password: {} } : {}),
      ...(kept === undefined ? {} : { recovery_question: kept }),
      provider: imported ? { type: "IMPORT", name: "IMPORT" } : provider,
    },
    hidden: { ...(given ? { password } : {}), ...(question === undefined ? {} : { answer: textAt(request, "recovery_question.answer") ?? "" }) },
    password: given,
  };
};

const statusOf = (call: Call, password: boolean): string => {
  if (call.query.get("activate") === "false") return "STAGED";
  if (!password) return "PROVISIONED";
  return call.query.get("nextLogin") === "changePassword" ? "PASSWORD_EXPIRED" : "ACTIVE";
};

/** POST /users: a person comes into being, activated unless it says otherwise. */
export const createUser = (call: Call): Answer => {
  const { org, body: request } = call;
  const type = typeOf(call, defaultUserType(org).id);
  const profile = profileOf(call, objectAt(request, "profile"), type, undefined);
  const groups = textsAt(request, "groupIds").map((id) => groupNamed(call, id));
  const { shown, hidden, password } = credentialsOf(objectAt(request, "credentials"), {});
  if (call.query.get("nextLogin") === "changePassword" && !password) {
    throw refusal(400, "E0000124", "Could not create user. To create a user and expire their password immediately, a password must be specified");
  }
  const now = isoTime(call.now);
  const status = statusOf(call, password);
  const id = org.ids.id("00u");
  const user = org.store.collection("users").add(id, {
    id,
    status,
    created: now,
    activated: status === "STAGED" ? null : now,
    statusChanged: now,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: password ? now : null,
    ...realmOf(call),
    type: { id: type },
    profile,
    credentials: shown,
  }, { hidden });
  record(call, "user.lifecycle.create", [targetUser(call, user)]);
  if (status !== "STAGED") record(call, "user.lifecycle.activate", [targetUser(call, user)]);
  join(call, user, groups);
  applyRulesTo(call, user);
  return ok(shownUser(user, call));
};

const groupNamed = (call: Call, id: string): Stored => {
  const group = call.org.store.collection("groups").get(id);
  if (!group) throw notFound(id, "UserGroup");
  return group;
};

const join = (call: Call, user: Stored, groups: readonly Stored[]): void => {
  const everyone = call.org.store.collection("groups").find(({ body }) => textAt(body, "profile.name") === "Everyone" && body["type"] === "BUILT_IN");
  if (everyone) call.org.store.relation("group-users").set(everyone.id, user.id);
  for (const group of groups) {
    call.org.store.relation("group-users").set(group.id, user.id);
    record(call, "group.user_membership.add", [targetUser(call, user), groupTarget(group)]);
  }
};

/** POST /users/{id} changes what it names; PUT replaces the profile. */
export const updateUser = (call: Call): Answer => {
  const user = userOf(call);
  const { body: request } = call;
  if (user.body["status"] === "DEPROVISIONED") throw refusal(403, "E0000038", "This operation is not allowed in the user's current status.");
  const type = typeOf(call, textAt(user.body, "type.id") ?? "");
  const asked = isObject(request["profile"]) ? request["profile"] : undefined;
  if (call.method === "PUT" && !asked && !isObject(request["credentials"])) throw invalid("profile", "profile: The field cannot be left blank");
  const given = asked && (call.method === "PUT" ? asked : { ...objectAt(user.body, "profile"), ...asked });
  const profile = given ? profileOf(call, given, type, user) : objectAt(user.body, "profile");
  const { shown, hidden, password } = credentialsOf(objectAt(request, "credentials"), objectAt(user.body, "credentials"));
  const realm = textAt(request, "realmId");
  changeUser(call, user, {
    ...(password ? { passwordChanged: isoTime(call.now) } : {}),
    ...(realm ? { realmId: realm } : {}),
    type: { id: type },
    profile,
    credentials: shown,
  }, hidden);
  if (asked) record(call, "user.account.update_profile", [targetUser(call, user)]);
  if (password) record(call, "user.account.update_password", [targetUser(call, user)]);
  if (asked) applyRulesTo(call, user);
  return ok(shownUser(user, call));
};

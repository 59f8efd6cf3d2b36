import { route, type Route } from "../../area.ts";
import { noContent, ok, urlOf, type Answer, type Call } from "../../call.ts";
import { refusal, wrongState } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, textAt, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { changeUser, moveUser, shownUser, targetUser, userOf } from "./user.ts";

/** One lifecycle operation of users. */
interface Step {
  readonly verb: string;
  /** The statuses it may be asked in. */
  readonly from: readonly string[];
  readonly to?: (user: Stored) => string;
  readonly event?: string;
  readonly answer?: (user: Stored, call: Call) => Json;
  readonly refused?: () => Error;
}

const living = ["PROVISIONED", "ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"];

const hasPassword = (user: Stored): boolean => objectAt(user.body, "credentials")["password"] !== undefined;

/** Without an e-mail the answer carries what the e-mail would. */
const activation = (_user: Stored, call: Call): JsonObject => {
  if (call.query.get("sendEmail") !== "false") return {};
  const token = call.org.ids.text(20);
  return { activationUrl: urlOf(call, `/welcome/${token}`), activationToken: token };
};

const reset = (_user: Stored, call: Call): JsonObject =>
  call.query.get("sendEmail") === "false" ? { resetPasswordUrl: urlOf(call, `/reset_password/${call.org.ids.text(20)}`) } : {};

const steps: readonly Step[] = [
  {
    verb: "activate",
    from: ["STAGED", "DEPROVISIONED"],
    to: (user) => (hasPassword(user) ? "ACTIVE" : "PROVISIONED"),
    event: "user.lifecycle.activate",
    answer: activation,
    refused: () => refusal(403, "E0000016", "Activation failed because the user is already active"),
  },
  { verb: "reactivate", from: ["PROVISIONED", "RECOVERY"], event: "user.lifecycle.reactivate", answer: activation },
  { verb: "deactivate", from: ["STAGED", "SUSPENDED", "DEPROVISIONED", ...living], to: () => "DEPROVISIONED", event: "user.lifecycle.deactivate" },
  { verb: "suspend", from: living, to: () => "SUSPENDED", event: "user.lifecycle.suspend" },
  { verb: "unsuspend", from: ["SUSPENDED"], to: (user) => (hasPassword(user) ? "ACTIVE" : "PROVISIONED"), event: "user.lifecycle.unsuspend" },
  { verb: "unlock", from: ["LOCKED_OUT"], to: () => "ACTIVE", event: "user.account.unlock_by_admin" },
  { verb: "reset_password", from: living, to: () => "RECOVERY", event: "user.account.reset_password", answer: reset },
  { verb: "expire_password", from: ["ACTIVE", "PASSWORD_EXPIRED"], to: () => "PASSWORD_EXPIRED", event: "user.account.expire_password", answer: shownUser },
  {
    verb: "expire_password_with_temp_password",
    from: ["ACTIVE", "PASSWORD_EXPIRED"],
    to: () => "PASSWORD_EXPIRED",
    event: "user.account.expire_password",
    answer: (_user, call) => ({ tempPassword: call.org.ids.text(8) }),
  },
  { verb: "reset_factors", from: ["STAGED", "SUSPENDED", ...living], event: "user.mfa.factor.reset_all" },
];

const take = (step: Step, call: Call): Answer => {
  const user = userOf(call);
  const status = textAt(user.body, "status") ?? "";
  if (!step.from.includes(status)) throw step.refused?.() ?? wrongState();
  const to = step.to?.(user) ?? status;
  if (to !== status) moveUser(call, user, to, step.verb === "activate" ? { activated: isoTime(call.now) } : {});
  if (to === "DEPROVISIONED") leaveApps(call, user);
  if (step.event && (to !== status || !step.to)) record(call, step.event, [targetUser(call, user)]);
  return ok(step.answer?.(user, call) ?? {});
};

// A deactivated user loses every app; groups and roles stay until the user is deleted.
const leaveApps = (call: Call, user: Stored): void => {
  const apps = call.org.store.relation("app-users");
  for (const { left } of apps.with(user.id)) apps.remove(left, user.id);
};

/** The first DELETE deactivates, the second deletes. */
const remove = (call: Call): Answer => {
  const user = userOf(call);
  if (user.body["status"] === "DEPROVISIONED") forget(call, user);
  else {
    moveUser(call, user, "DEPROVISIONED");
    leaveApps(call, user);
    record(call, "user.lifecycle.deactivate", [targetUser(call, user)]);
  }
  return noContent();
};

const forget = (call: Call, user: Stored): void => {
  const { store } = call.org;
  record(call, "user.lifecycle.delete.initiated", [targetUser(call, user)]);
  for (const relation of store.relations.values()) relation.forget(user.id);
  for (const role of store.collection("role-assignments").under(user.id)) store.collection("role-assignments").remove(role.id);
  store.collection("users").remove(user.id);
};

/** A user may be told from which password or answer they come; a wrong one is refused. */
const changePassword = (call: Call): Answer => {
  const user = userOf(call);
  const known = textAt(user.hidden, "password.value");
  if (known !== undefined && textAt(call.body, "oldPassword.value") !== known) {
    throw refusal(403, "E0000014", "Update of credentials failed", "oldPassword: The credentials provided were incorrect.");
  }
  const value = textAt(call.body, "newPassword.value") ?? "";
  if (value.length < 8) throw refusal(400, "E0000001", "Api validation failed: password", "password: Password requirements were not met. Password requirements: at least 8 characters.");
  changeUser(call, user, { passwordChanged: isoTime(call.now), credentials: { ...objectAt(user.body, "credentials"), password: {} } }, { password: { value } });
  record(call, "user.account.update_password", [targetUser(call, user)]);
  return ok(objectAt(user.body, "credentials"));
};

const changeQuestion = (call: Call): Answer => {
  const user = userOf(call);
  const known = textAt(user.hidden, "password.value");
  if (known !== undefined && textAt(call.body, "password.value") !== known) {
    throw refusal(403, "E0000014", "Update of credentials failed", "password: The credentials provided were incorrect.");
  }
  const question = { question: textAt(call.body, "recovery_question.question") ?? "" };
  changeUser(call, user, { credentials: { ...objectAt(user.body, "credentials"), recovery_question: question } }, { answer: textAt(call.body, "recovery_question.answer") ?? "" });
  record(call, "user.account.update_recovery_question", [targetUser(call, user)]);
  return ok(objectAt(user.body, "credentials"));
};

/** What can be done to a user besides changing the profile. */
export const lifecycleRoutes: readonly Route[] = [
  ...steps.map((step) => route("POST", `/api/v1/users/{userId}/lifecycle/${step.verb}`, (call) => take(step, call))),
  route("DELETE", "/api/v1/users/{userId}", remove),
  route("POST", "/api/v1/users/{userId}/credentials/change_password", changePassword),
  route("POST", "/api/v1/users/{userId}/credentials/change_recovery_question", changeQuestion),
];

import { createHash } from "node:crypto";
import { ok, param, urlOf, type Answer, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import { principalId } from "../../http/principal.ts";
import { userTarget, type Target } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { schemaIdOf } from "./user-type.ts";

/** A user by id, login, the part of the login before the @, or "me". */
export const userNamed = (id: string, call: Call): Stored | undefined => {
  const users = call.org.store.collection("users");
  const direct = users.get(id === "me" ? principalId(call.principal) : id);
  if (direct) return direct;
  const named = users.find(({ body }) => textAt(body, "profile.login")?.toLowerCase() === id.toLowerCase());
  if (named || id.includes("@")) return named;
  const short = users.all().filter(({ body }) => textAt(body, "profile.login")?.split("@")[0]?.toLowerCase() === id.toLowerCase());
  return short.length === 1 ? short[0] : undefined;
};

/** The user a path names; refuses when there is none. */
export const userOf = (call: Call, name = "userId"): Stored => {
  const id = param(call, name);
  const user = userNamed(id, call);
  if (!user) throw notFound(id, "User");
  return user;
};

type Verb = readonly [link: string, path: string, method: "POST" | "DELETE"];

const lifecycle = (link: string, path: string): Verb => [link, `/lifecycle/${path}`, "POST"];
const credentials = (link: string, path: string): Verb => [link, `/credentials/${path}`, "POST"];

const suspend = lifecycle("suspend", "suspend");
const activate = lifecycle("activate", "activate");
const deactivate = lifecycle("deactivate", "deactivate");
const resetPassword = lifecycle("resetPassword", "reset_password");
const resetFactors = lifecycle("resetFactors", "reset_factors");

/** What may be done with a user in each status, as its links say. */
const verbs: Readonly<Record<string, readonly Verb[]>> = {
  STAGED: [activate, resetFactors],
  PROVISIONED: [suspend, resetPassword, lifecycle("reactivate", "reactivate"), resetFactors, deactivate],
  ACTIVE: [
    suspend,
    resetPassword,
    resetFactors,
    credentials("forgotPassword", "forgot_password"),
    lifecycle("expirePassword", "expire_password"),
    credentials("changeRecoveryQuestion", "change_recovery_question"),
    credentials("changePassword", "change_password"),
    deactivate,
  ],
  PASSWORD_EXPIRED: [suspend, resetPassword, resetFactors, credentials("changePassword", "change_password"), deactivate],
  RECOVERY: [suspend, resetPassword, resetFactors, deactivate],
  LOCKED_OUT: [lifecycle("unlock", "unlock"), resetPassword, resetFactors, deactivate],
  SUSPENDED: [lifecycle("unsuspend", "unsuspend"), resetFactors, deactivate],
  DEPROVISIONED: [activate, ["delete", "", "DELETE"]],
};

/** A user on its own, with what may be done with it. */
export const shownUser = (user: Stored, call: Call): JsonObject => {
  const path = `/api/v1/users/${user.id}`;
  const type = textAt(user.body, "type.id") ?? "";
  const allowed = (verbs[textAt(user.body, "status") ?? ""] ?? []).map(([link, tail, method]) => [link, { href: urlOf(call, path + tail), method }] as const);
  return {
    ...user.body,
    _links: {
      ...Object.fromEntries(allowed),
      schema: { href: urlOf(call, `/api/v1/meta/schemas/user/${schemaIdOf(type)}`) },
      type: { href: urlOf(call, `/api/v1/meta/types/user/${type}`) },
      self: { href: urlOf(call, path) },
    },
  };
};

/** A user in a list. */
export const listedUser = (user: Stored, call: Call): JsonObject => ({ ...user.body, _links: { self: { href: urlOf(call, `/api/v1/users/${user.id}`) } } });

/** A user with the tag of its state; only reading one user has it. */
export const taggedUser = (user: Stored, call: Call): Answer => {
  const tag = createHash("sha256").update(JSON.stringify(user.body)).digest("hex");
  return ok(shownUser(user, call), { etag: `W/"${tag}"` });
};

/** A user as the System Log names it. */
export const targetUser = (call: Call, user: Stored): Target => userTarget(call, user.id);

/** Changes fields of a user. */
export const changeUser = (call: Call, user: Stored, changes: JsonObject, hidden: JsonObject = {}): void => {
  call.org.store.collection("users").replace(user, { ...user.body, lastUpdated: isoTime(call.now), ...changes }, { ...user.hidden, ...hidden });
};

/** Moves a user into a status. */
export const moveUser = (call: Call, user: Stored, status: string, changes: JsonObject = {}): void =>
  changeUser(call, user, { status, statusChanged: isoTime(call.now), ...changes });

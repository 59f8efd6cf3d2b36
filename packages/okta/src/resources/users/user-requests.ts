// Users are made, changed and deleted in several requests: password, recovery question and status have their own.
import type { Answer } from "../../table/calls.ts";
import { isObject, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { plainStrings, plainText, samePlain } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import type { Done, Operation } from "../../table/resource-type.ts";
import * as messages from "../../messages.ts";
import { oneByOne } from "../../operations/parts.ts";

type Change = Operation & { readonly prior: PlainObject };

/** Makes a user, and then brings it to the status that is wanted. */
export async function createUser(operation: Operation): Promise<Done> {
  const { calls, values, body } = operation;
  const query = values["status"] === "STAGED" ? "?activate=false" : "";
  const made = await calls.send("POST", `/api/v1/users${query}`, body);
  if (!made.ok) return failed(made);
  const id = text(made.body["id"]) ?? "";
  const expired = values["expire_password_on_create"] === true ? await calls.send("POST", `/api/v1/users/${id}/lifecycle/expire_password?tempPassword=false`) : made;
  if (!expired.ok) return { ...failed(expired), body: made.body };
  return moveTo(operation, id, made.body);
}

/** Changes status, profile, password and recovery question, each only where it differs. */
export async function updateUser(operation: Change): Promise<Done> {
  const { prior, values } = operation;
  const id = plainText(prior["id"]);
  const path = `/api/v1/users/${encodeURIComponent(id)}`;
  const changed = (...names: string[]) => names.some((name) => !samePlain(values[name], prior[name]));
  // A deactivated user takes no change but of its status: that comes first. Otherwise it comes last.
  if (prior["status"] === "DEPROVISIONED" && changed("status")) {
    const back = await bringTo(operation, id);
    if (back.diagnostics.length > 0) return { ...back, id };
  }
  const requests: (() => Promise<Answer>)[] = [
    ...(differs(operation) ? [() => put(operation, path)] : []),
    ...(changed("password") && plainText(values["password"]) !== "" ? [() => changePassword(operation, path)] : []),
    ...(changed("recovery_question", "recovery_answer") && plainText(values["recovery_question"]) !== "" ? [() => changeQuestion(operation, path)] : []),
  ];
  const diagnostics = await oneByOne(requests);
  return diagnostics.length > 0 ? { id, diagnostics } : { ...(await bringTo(operation, id)), id };
}

/** PUT replaces the whole profile: what is managed elsewhere is sent as it is. */
async function put({ calls, values, body }: Change, path: string): Promise<Answer> {
  const elsewhere = plainStrings(values["custom_profile_attributes_to_ignore"]);
  if (elsewhere.length === 0) return calls.send("PUT", path, withoutEmpty(body));
  const now = await calls.get(path);
  if (!now.ok) return now;
  const theirs = Object.entries(profileOf(now.body)).filter(([key]) => elsewhere.includes(key));
  return calls.send("PUT", path, withoutEmpty({ ...body, profile: { ...Object.fromEntries(theirs), ...profileOf(body) } }));
}

const profileOf = (body: JsonObject): JsonObject => (isObject(body["profile"]) ? body["profile"] : {});

/** Whether the user's own body would say anything new. */
function differs({ prior, values, body }: Change): boolean {
  const silent = new Set(["status", "password", "old_password", "recovery_question", "recovery_answer", "expire_password_on_create", "skip_roles"]);
  return Object.keys(values).some((name) => !silent.has(name) && !samePlain(values[name], prior[name])) || "credentials" in withoutEmpty(body);
}

/** Reads the user and brings it to the status that is wanted. */
async function bringTo(operation: Change, id: string): Promise<Done> {
  const now = await operation.calls.get(`/api/v1/users/${encodeURIComponent(id)}`);
  return now.ok ? moveTo(operation, id, now.body) : failed(now);
}

/** The first DELETE deactivates a user, the second deletes it. */
export async function deleteUser({ calls, prior }: Change): Promise<Done> {
  const path = `/api/v1/users/${encodeURIComponent(plainText(prior["id"]))}`;
  const times = prior["status"] === "DEPROVISIONED" ? 1 : 2;
  for (let time = 0; time < times; time++) {
    const answer = await calls.send("DELETE", path, undefined, { accept: [404] });
    if (!answer.ok) return failed(answer);
    if (answer.status === 404) break;
  }
  return { diagnostics: [] };
}

function changePassword({ calls, values }: Change, path: string): Promise<Answer> {
  const password = plainText(values["password"]);
  const old = plainText(values["old_password"]);
  if (old === "") return calls.send("POST", path, { credentials: { password: { value: password } } });
  return calls.send("POST", `${path}/credentials/change_password`, { oldPassword: { value: old }, newPassword: { value: password } });
}

function changeQuestion({ calls, values }: Change, path: string): Promise<Answer> {
  const question = { question: plainText(values["recovery_question"]), answer: plainText(values["recovery_answer"]) };
  const password = plainText(values["password"]);
  if (password === "") return calls.send("POST", path, { credentials: { recovery_question: question } });
  return calls.send("POST", `${path}/credentials/change_recovery_question`, { password: { value: password }, recovery_question: question });
}

/** Which request leads from a status to another. Okta has no way from some to some. */
const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ACTIVE: { STAGED: "activate", DEPROVISIONED: "activate", SUSPENDED: "unsuspend", LOCKED_OUT: "unlock" },
  SUSPENDED: { ACTIVE: "suspend", PROVISIONED: "suspend", PASSWORD_EXPIRED: "suspend", RECOVERY: "suspend", LOCKED_OUT: "suspend" },
  DEPROVISIONED: {
    ACTIVE: "deactivate",
    STAGED: "deactivate",
    PROVISIONED: "deactivate",
    SUSPENDED: "deactivate",
    PASSWORD_EXPIRED: "deactivate",
    RECOVERY: "deactivate",
    LOCKED_OUT: "deactivate",
  },
};

const countsAs: Readonly<Record<string, readonly string[]>> = { ACTIVE: ["ACTIVE", "PROVISIONED", "PASSWORD_EXPIRED", "RECOVERY"] };

async function moveTo({ calls, values }: Operation, id: string, body: JsonObject): Promise<Done> {
  const wanted = plainText(values["status"]);
  const status = text(body["status"]) ?? "";
  if (wanted === "" || status === wanted || countsAs[wanted]?.includes(status)) return { body, diagnostics: [] };
  const way = ways[wanted]?.[status];
  if (!way) return { body, diagnostics: [messages.noWayToStatus(status, wanted)] };
  const moved = await calls.send("POST", `/api/v1/users/${id}/lifecycle/${way}${way === "activate" ? "?sendEmail=false" : ""}`);
  if (!moved.ok) return { ...failed(moved), body };
  const now = await calls.get(`/api/v1/users/${id}`);
  return now.ok ? { body: now.body, diagnostics: [] } : { ...failed(now), body };
}

/** An update without a new hash must not touch the password. */
function withoutEmpty(body: JsonObject): JsonObject {
  const { credentials, ...rest } = body;
  return JSON.stringify(credentials ?? {}).replace(/[{}"a-z_:,]/g, "") === "" ? rest : body;
}

const failed = (answer: Answer): Done => ({ diagnostics: answer.diagnostics });

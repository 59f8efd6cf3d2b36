// Requests that no client would send: for every route, from a seed, so that what fails can be sent again.
import { z } from "zod";

/** Numbers from a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Dice = () => number;

const pick = <T>(roll: Dice, list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;

const texts = [
  "", " ", "a", "null", "undefined", "0", "-1", "1e999", "true", "..", "../../etc/passwd", "%", "%00", "%zz", "\u0000", "a\u0000b", "\ud800", "💥".repeat(50), "x".repeat(300), "x".repeat(5000), "'; drop table runs; --", "\\", '"', "\r\nset-cookie: a=b",
  "__proto__", "constructor", "toString", "hasOwnProperty", "{{7*7}}", "${jndi:ldap://x}", "<script>", "2026-13-45T99:99:99Z", "2026-01-01T00:00:00Z", "9".repeat(400), "[]", "ws-", "run-nothing", "*", "(((((((((((a+)+)+)+)+)+)+)+)+)+)+)+$", "0 0 31 2 *", "Europe/Nowhere", "http://[::1", "file:///etc/passwd", "a@b", "İ",
];

/** Any JSON value. */
export function anyValue(roll: Dice, depth = 0): unknown {
  const plain = [null, true, false, 0, -1, 1.5, 1e308, -0, 9_007_199_254_740_993, 2 ** 31, [], {}, pick(roll, texts), pick(roll, texts), pick(roll, texts)];
  if (depth > 3 || roll() < 0.7) return pick(roll, plain);
  if (roll() < 0.5) return Array.from({ length: Math.floor(roll() * 4) }, () => anyValue(roll, depth + 1));
  return Object.fromEntries(Array.from({ length: Math.floor(roll() * 4) }, () => [pick(roll, texts), anyValue(roll, depth + 1)]));
}

/** A value that the schema takes, more or less. */
export function nearly(roll: Dice, schema: z.core.JSONSchema.BaseSchema, depth = 0): unknown {
  if (roll() < 0.12 || depth > 6) return anyValue(roll);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(roll, schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return nearly(roll, pick(roll, choices) as z.core.JSONSchema.BaseSchema, depth + 1);
  if (schema.type === "object") return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(() => roll() < 0.8).map(([name, part]) => [name, nearly(roll, part as z.core.JSONSchema.BaseSchema, depth + 1)]));
  if (schema.type === "array") return Array.from({ length: Math.floor(roll() * 3) }, () => nearly(roll, (schema.items ?? {}) as z.core.JSONSchema.BaseSchema, depth + 1));
  if (schema.type === "boolean") return roll() < 0.5;
  if (schema.type === "integer" || schema.type === "number") return pick(roll, [0, 1, 2, 100, -5, 1e12]);
  if (schema.type === "null") return null;
  return pick(roll, [...texts, "name-1", "2026-12-24T12:00:00Z", "0 9 * * *", "America/New_York", "ada@example.com", "https://example.com/x"]);
}

/** The body of a JSON:API document with attributes that clients send, of any type. */
export function anyDocument(roll: Dice, ids: readonly string[]): unknown {
  const attributes = Object.fromEntries(attributeNames.filter(() => roll() < 0.4).map((name) => [name, roll() < 0.5 ? anyValue(roll) : pick(roll, [true, false, "name-1", "env", "terraform", "generic", 1, ["a"], [], "", "read", "admin"])]));
  const relation = (): unknown => pick(roll, [{ data: { type: "workspaces", id: pick(roll, ids) } }, { data: [{ type: "vars", id: pick(roll, ids) }, { id: 5 }, null] }, { data: null }, {}, null, 5]);
  const relationships = Object.fromEntries(relationNames.filter(() => roll() < 0.4).map((name) => [name, relation()]));
  return pick(roll, [{ data: { type: "x", attributes, relationships } }, { data: { type: "x", attributes, relationships } }, { data: { type: "x", attributes, relationships } }, { data: [{ type: "x", id: pick(roll, ids), attributes }, null, 7] }, attributes, { data: null }, { data: [] }, { data: "x" }, { data: { attributes: null, relationships: [] } }]);
}

const attributeNames = [
  "name", "key", "value", "description", "category", "hcl", "sensitive", "message", "is-destroy", "refresh", "refresh-only", "plan-only", "save-plan", "auto-apply", "allow-empty-apply", "target-addrs", "replace-addrs", "variables", "serial", "md5", "lineage", "state", "json-state", "force",
  "execution-mode", "working-directory", "terraform-version", "trigger-prefixes", "trigger-patterns", "vcs-repo", "file-triggers-enabled", "speculative", "provisional", "auto-queue-runs", "comment", "reason", "body", "destination-type", "enabled", "url", "token", "triggers", "email-addresses", "expired-at",
  "email", "username", "password", "current_password", "password_confirmation", "global", "priority", "access", "organization-access", "visibility", "usernames", "http-url", "api-url", "service-provider", "oauth-token-string", "private-key", "collaborator-auth-policy", "tag-names", "tag-bindings", "setting-overwrites",
];
const relationNames = ["workspace", "configuration-version", "project", "projects", "workspaces", "vars", "team", "users", "organization-memberships", "sourceable", "rollback-state-version", "tags", "tag-bindings", "run", "oauth-token", "organization"];

/** The text of a body. */
export function anyBody(roll: Dice, schema: z.core.JSONSchema.BaseSchema | undefined, ids: readonly string[]): string {
  const choice = roll();
  if (choice < 0.08) return pick(roll, ["", "{", "null", "[]", "5", '"x"', '{"__proto__": {"a": 1}}', `${"[".repeat(20_000)}`, '{"data":'.repeat(2000), "\u0000", "{\"name\": \"\\ud800\\u0000\"}"]);
  return JSON.stringify(schema && choice < 0.9 ? nearly(roll, schema) : anyDocument(roll, ids));
}

/** A query string. */
export function anyQuery(roll: Dice): string {
  const names = ["page", "size", "page[number]", "page[size]", "search", "filter[workspace][name]", "filter[organization][name]", "filter[status]", "filter[operation]", "search[name]", "search[basic]", "search[tags]", "include", "sort", "status", "offset", "limit", "q", "from", "to", "workspace", "address", "__proto__", "type"];
  return Array.from({ length: Math.floor(roll() * 5) }, () => `${pick(roll, names)}=${encodable(pick(roll, texts))}`).join("&");
}

/** An address of a route, with values for its parameters. */
export const anyPath = (roll: Dice, path: string, ids: readonly string[]): string =>
  path.replace(/(?:([\w-]+)\/)?[:*]\w*/g, (_place, before: string = "") => {
    const fitting = ids.filter((id) => id.startsWith(prefixes[before] ?? "-"));
    const choice = roll();
    const text = choice < 0.6 && fitting.length > 0 ? pick(roll, fitting) : choice < 0.75 ? pick(roll, ids) : pick(roll, texts.filter((each) => each !== "" && each.length < 1000));
    return `${before === "" ? "" : `${before}/`}${encodable(text)}`;
  });

/** What the ids behind a part of an address begin with. */
const prefixes: Readonly<Record<string, string>> = {
  organizations: "acme", workspaces: "ws-", runs: "run-", plans: "plan-", applies: "apply-", "configuration-versions": "cv-", vars: "var-", variables: "var-", varsets: "varset-", "variable-sets": "varset-", teams: "team-", projects: "prj-",
  notifications: "nc-", "notification-configurations": "nc-", schedules: "sched-", "okta-orgs": "okta-", drifts: "drift-", "state-versions": "sv-", accounts: "user-",
};

const encodable = (text: string): string => (text.startsWith("%") ? text : encodeURIComponent(text.toWellFormed()));

import { describe, expect, test } from "vitest";
import { Redactor } from "../secrets/redactor.ts";
import { newAccessToken } from "../secrets/tokens.ts";
import { readSettings } from "../settings.ts";
import { createLog, settingSecrets } from "./log.ts";

/** What is written when something is logged. */
function written(facts: object, message = "a message", secrets: string[] = []): string {
  let lines = "";
  const log = createLog({ level: "info", redactor: new Redactor(secrets), destination: { write: (line) => void (lines += line) } });
  log.info(facts, message);
  return lines;
}

describe("a log line", () => {
  const secret = "Canary-7f3a9d";

  test("is JSON with level, time and what was given", () => {
    expect(JSON.parse(written({ run: "run-1", count: 3 }, "planned"))).toEqual({ level: "info", time: expect.stringMatching(/^\d{4}-.*Z$/), pid: process.pid, run: "run-1", count: 3, msg: "planned" });
  });

  test.each<[string, object]>([
    ["password", { password: secret }],
    ["nested password", { body: { account: { newPassword: secret } } }],
    ["token", { access_token: secret }],
    ["header", { headers: { authorization: `Token ${secret}` } }],
    ["cookies", { headers: { "set-cookie": [`session=${secret}`, "b"], cookie: secret } }],
    ["API token", { apiToken: secret }],
    ["private key", { private_key: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----` }],
    ["private key in text", { text: `x -----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY----- y` }],
    ["quote in it", { clientSecret: `a"${secret}` }],
    ["backslash at its end", { secret: `${secret}\\`, after: "kept" }],
    ["object", { credentials: { user: "u", pass: secret } }],
    ["JSON in text", { body: JSON.stringify({ user: "u", password: secret }) }],
    ["quote in JSON in text", { body: JSON.stringify({ password: `a"${secret}` }) }],
    ["form", { body: `grant_type=x&client_secret=${secret}&a=b` }],
    ["query", { url: `/callback?code=${secret}&state=${secret}` }],
    ["address", { url: `postgres://lockstep:${secret}@db/lockstep` }],
    ["error", { err: new Error(`cannot connect with password=${secret}`) }],
    ["cause", { err: new Error("outer", { cause: new Error(`Authorization: Bearer ${secret}`) }) }],
    ["Okta's scheme", { text: `Authorization: SSWS ${secret}` }],
  ])("has no secret of the kind: %s", (_kind, facts) => {
    expect(written(facts)).not.toContain(secret);
  });

  test("stays JSON", () => {
    for (const facts of [{ secret: 'a"b\\', n: 1 }, { body: JSON.stringify({ password: 'x"y', z: [1] }) }, { token: [1, 2] }, { token: null }, { sealed: Buffer.from("x") }]) {
      expect(JSON.parse(written(facts))).toMatchObject({ level: "info" });
    }
  });

  test("has no bytes of sealed columns", () => {
    const line = written({ row: { sealed: Buffer.from(secret), chunk: Buffer.from("abc") } });
    expect(line).not.toContain("67,97,110");
    expect(line).toContain("[bytes]");
  });

  test("has no access token, wherever it stands", () => {
    const { token } = newAccessToken();
    expect(written({ text: `the token ${token} was used` }, `again ${token}`)).not.toContain(token);
  });

  test.each(["00Zq1vPYm6hJ8dG2kL4nR7sT9wX0yB3cF5aE1uI6oP", "ghp_0123456789abcdefghijABCDEFGHIJ012345", "glpat-0123456789abcdefghij", "xoxb-123456789-abcdef", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLXh4"])("has nothing of the form of a known token: %s", (token) => {
    expect(written({ text: `x ${token} y` })).not.toContain(token);
  });

  test("has no secret that the process knows, in any form", () => {
    const known = "p@ss word/1";
    for (const form of [known, encodeURIComponent(known), Buffer.from(known).toString("base64")]) expect(written({ text: `x${form}y` }, "m", [known])).not.toContain(form);
  });

  test("keeps what only looks near to a secret", () => {
    const line = JSON.parse(written({ workspaceId: "ws-1", tokenId: "at-1", key: "prod", status: 200, url: "/api/v2/runs?page=2", codeName: "x" })) as object;
    expect(line).toMatchObject({ workspaceId: "ws-1", tokenId: "at-1", key: "prod", status: 200, url: "/api/v2/runs?page=2", codeName: "x" });
  });

  test("secrets of the settings are known", () => {
    const settings = readSettings({ DATABASE_URL: "postgres://u:p%40ss@h/d", LOCKSTEP_KEY: "first,second", LOCKSTEP_ADMIN_PASSWORD: "admin-1", LOCKSTEP_SMTP_URL: "smtp://u:mail@h" });
    expect(settingSecrets(settings)).toEqual(["p@ss", "mail", "admin-1", "first", "second"]);
  });
});

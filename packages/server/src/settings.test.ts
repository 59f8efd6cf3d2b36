import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings, settingRows, settingsPage } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-settings-"));
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("settings", () => {
  test("nothing set is a server of one's own", () => {
    const settings = readSettings({ LOCKSTEP_DATA: "/srv/lockstep" });
    expect(settings).toMatchObject({
      data: "/srv/lockstep",
      databaseUrl: undefined,
      listen: { host: "127.0.0.1", port: 8080 },
      publicUrl: "http://localhost:8080",
      key: { kind: "file", path: "/srv/lockstep/key", create: true },
      logLevel: "info",
      allowProvisioners: false,
      mailFrom: "lockstep@localhost",
    });
  });

  test.each([
    [":9000", { host: "::", port: 9000 }],
    ["[::1]:80", { host: "::1", port: 80 }],
    ["lockstep.example.com:443", { host: "lockstep.example.com", port: 443 }],
  ])("listening at %s", (value, listen) => {
    expect(readSettings({ LOCKSTEP_LISTEN: value }).listen).toEqual(listen);
  });

  test("everything wrong is told at once, by its name and with what to do", () => {
    const wrong = { LOCKSTEP_LISTEN: "8080", LOCKSTEP_LOG_LEVEL: "loud", LOCKSTEP_WORKER_CONCURRENCY: "0", DATABASE_URL: "mysql://u:hunter2@h/d", LOCKSTEP_ALLOW_PROVISIONERS: "perhaps", LOCKSTEP_TLS_CERT: "/nowhere.pem", LOCKSTEP_SMTP_URL_FILE: "/nowhere" };
    expect(() => readSettings(wrong)).toThrow(
      [
        "Some settings are wrong:",
        '  DATABASE_URL must begin with "postgres://", as in "postgres://user:password@host:5432/lockstep".',
        '  LOCKSTEP_LISTEN is "8080"; write an address and a port, such as "127.0.0.1:8080", or ":8080" for every address of this machine.',
        '  LOCKSTEP_TLS_CERT names "/nowhere.pem", which does not exist.',
        '  LOCKSTEP_LOG_LEVEL is "loud"; write one of trace, debug, info, warn, error, fatal, silent.',
        '  LOCKSTEP_WORKER_CONCURRENCY is "0"; write a whole number from 1 to 64.',
        '  LOCKSTEP_ALLOW_PROVISIONERS is "perhaps"; write "true" or "false".',
        '  LOCKSTEP_SMTP_URL_FILE names "/nowhere", which cannot be read (ENOENT).',
      ].join("\n"),
    );
  });

  test("settings that belong together are told together", () => {
    const cert = written("cert.pem", "x");
    expect(() => readSettings({ LOCKSTEP_TLS_CERT: cert, LOCKSTEP_OIDC_ISSUER: "https://a.okta.com", DATABASE_URL: "postgres://h/d" })).toThrow(
      /LOCKSTEP_TLS_CERT and LOCKSTEP_TLS_KEY belong together.*\n.*LOCKSTEP_OIDC_ISSUER needs.*\n.*LOCKSTEP_KEY \(or LOCKSTEP_KEY_FILE\) is required/,
    );
  });

  test("a secret can stand in a file", () => {
    const path = written("smtp", "smtp://u:p@h\n");
    expect(readSettings({ LOCKSTEP_SMTP_URL_FILE: path }).smtpUrl).toBe("smtp://u:p@h");
    expect(() => readSettings({ LOCKSTEP_SMTP_URL_FILE: path, LOCKSTEP_SMTP_URL: "smtp://h" })).toThrow("LOCKSTEP_SMTP_URL and LOCKSTEP_SMTP_URL_FILE are both set");
  });

  test("the key's file is not read here: who reads it looks who else may", () => {
    const path = written("key", "x");
    expect(readSettings({ LOCKSTEP_KEY_FILE: path, DATABASE_URL: "postgres://h/d" }).key).toEqual({ kind: "file", path, create: false });
  });

  test("an empty variable is one that is not set", () => {
    expect(readSettings({ DATABASE_URL: "", LOCKSTEP_LOG_LEVEL: " " })).toMatchObject({ databaseUrl: undefined, logLevel: "info" });
  });

  test("no variable stands twice in the table", () => {
    const names = Object.values(settingRows).map(({ variable }) => variable);
    expect(new Set(names).size).toBe(names.length);
  });

  test("the guide's page is current", async () => {
    await expect(settingsPage()).toMatchFileSnapshot("../../../docs/guide/settings.md");
  });
});

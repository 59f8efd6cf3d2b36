// Secrets that can be told from everything else are put into every sensitive place; then every place where they must not be is searched.
import { generateKeyPairSync, randomBytes, randomInt } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Redactor } from "../src/secrets/redactor.ts";
import { enumerateRoutes } from "./enumerate-routes.ts";
import { groupId, inConsole, oktaConfiguration, signedInAdmin } from "./org-workspace.ts";
import { madeWorkspace, settled, startedRun, uploaded } from "./runs.ts";
import { testServer, type TestServer } from "./test-server.ts";
import { webhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

const secret = (name: string): string => `canary-${name}-${randomBytes(12).toString("hex")}`;

const canaries = {
  declared: secret("declared"),
  undeclared: secret("undeclared"),
  listed: secret("listed"),
  lines: `${secret("line-one")}\n${secret("line-two")}`,
  environment: secret("environment"),
  set: secret("set"),
  ofRun: secret("of-run"),
  vcsToken: secret("vcs-token"),
  privateKey: generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } }).privateKey,
  hookPath: secret("hook-path"),
  hookToken: secret("hook-token"),
  mailPassword: secret("mail-password"),
  oidcSecret: secret("oidc"),
  metricsToken: secret("metrics"),
  password: "correct horse battery",
};
/** Those that come to be while the test runs. */
const found: Record<string, string> = {};

let lockstep: TestServer;
let sandbox: Sandbox;
let org: RunningOrg;
let hooks: WebhookReceiver;

const variables = `variable "declared" {
  sensitive = true
}
variable "undeclared" {}
variable "listed" {}
variable "lines" {
  sensitive = true
}
variable "set" {
  sensitive = true
}
variable "of_run" {
  sensitive = true
  default   = ""
}
`;

const good = oktaConfiguration(`${variables}
resource "okta_group" "declared" {
  name        = "Declared"
  description = var.declared
}
resource "okta_group" "undeclared" {
  name        = "Undeclared"
  description = var.undeclared
}
resource "terraform_data" "all" {
  input = { listed = var.listed, lines = var.lines, set = var.set }
}
output "said" {
  value     = "${"${var.declared} ${var.of_run}"}"
  sensitive = true
}
`);

/** Errors that quote what they complain of. */
const bad: readonly string[] = [
  `output "number" {\n  value = tonumber(var.undeclared)\n}\n`,
  `output "file" {\n  value = file(var.undeclared)\n}\n`,
  `output "parsed" {\n  value = jsondecode(var.undeclared)\n}\n`,
  `resource "terraform_data" "refused" {\n  lifecycle {\n    precondition {\n      condition     = false\n      error_message = "This is wrong: \${var.undeclared} and \${var.listed[0]}."\n    }\n  }\n}\n`,
  `check "named" {\n  assert {\n    condition     = false\n    error_message = "It is \${var.undeclared}."\n  }\n}\n`,
  `resource "okta_group" "named" {\n  name = "\${var.undeclared}\${var.listed[0]}\${join("", [for _ in range(300) : "x"])}"\n}\n`,
];

beforeAll(async () => {
  hooks = await webhookReceiver();
  // The log of changes that is searched is that of all databases of this run: an org of another test must not have the same token.
  sandbox = await startSandbox({ orgs: [{ name: "preview" }], seed: randomInt(1_000_000, 2_000_000) });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  lockstep = await testServer({
    work: true,
    environment: {
      LOCKSTEP_REQUESTS_PER_SECOND: "0",
      LOCKSTEP_LOG_LEVEL: "trace",
      LOCKSTEP_SMTP_URL: `smtp://mailer:${canaries.mailPassword}@127.0.0.1:1`,
      LOCKSTEP_OIDC_ISSUER: "http://127.0.0.1:1",
      LOCKSTEP_OIDC_CLIENT_ID: "lockstep",
      LOCKSTEP_OIDC_CLIENT_SECRET: canaries.oidcSecret,
      LOCKSTEP_METRICS_TOKEN: canaries.metricsToken,
    },
  });
  Object.assign(found, { accessToken: lockstep.token, oktaToken: org.token });
}, 120_000);
afterAll(async () => {
  await lockstep?.stop();
  await sandbox?.stop();
  await hooks?.stop();
});

/** What an answer says, and that it is one that was wanted. */
async function made(path: string, body: object, ...statuses: number[]): Promise<Awaited<ReturnType<TestServer["call"]>>["body"]> {
  const answer = await lockstep.call("POST", path, body);
  if (statuses.length > 0) expect([path, statuses.includes(answer.status), answer.body]).toEqual([path, true, answer.body]);
  note(`POST ${path}`, JSON.stringify([answer.body, answer.headers]));
  return answer.body;
}

const said: { readonly where: string; readonly text: string }[] = [];
const files: { readonly where: string; readonly bytes: Buffer }[] = [];
const began = Date.now();
const note = (where: string, text: string): void => void said.push({ where, text });

async function signIn(): Promise<void> {
  const answer = await lockstep.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "alex", password: canaries.password } });
  const cookie = answer.cookies[0]?.value;
  if (cookie !== undefined) found["session"] = cookie;
  const { token } = await made("/api/v1/account/tokens", { description: "canary" }, 201).finally(() => said.pop());
  found["token"] = String(token);
}

async function prepare(): Promise<string> {
  await signIn();
  const oktaOrg = await made("/api/v1/organizations/acme/okta-orgs", { name: "Preview", orgName: "preview", baseUrl: org.url, authentication: "api_token", apiToken: org.token }, 201);
  await made("/api/v1/organizations/acme/okta-orgs", { name: "Service", orgName: "preview", baseUrl: org.url, authentication: "private_key", clientId: "0oa1", privateKey: canaries.privateKey, privateKeyId: "k", scopes: ["okta.groups.manage"] });
  for (const kind of ["git", "github_token", "gitlab"]) {
    const connection = await made("/api/v1/organizations/acme/vcs-connections", { name: `c-${kind}`, kind, httpUrl: "http://127.0.0.1:1", apiUrl: "http://127.0.0.1:1", token: canaries.vcsToken, username: "git" }).finally(() => said.pop());
    const shown = connection.webhook?.secret;
    if (typeof shown === "string") found[`webhook-${kind}`] = shown;
  }
  const workspace = await madeWorkspace(lockstep, "canary");
  await lockstep.server.db.updateTable("workspaces").set({ oktaOrgId: String(oktaOrg.id) }).where("id", "=", workspace).execute();
  const variable = async (key: string, value: string, more: object = {}) => made(`/api/v1/workspaces/${workspace}/variables`, { key, value, sensitive: true, ...more }, 201);
  await variable("declared", canaries.declared);
  await variable("undeclared", canaries.undeclared);
  await variable("listed", JSON.stringify([canaries.listed]), { hcl: true });
  await variable("lines", canaries.lines);
  await variable("HIDDEN", canaries.environment, { category: "env" });
  const set = await made("/api/v1/organizations/acme/variable-sets", { name: "set", global: true }, 201);
  await made(`/api/v1/variable-sets/${String(set.id)}/variables`, { key: "set", value: canaries.set, sensitive: true }, 201);
  await made(`/api/v1/workspaces/${workspace}/notifications`, {
    name: "hook", destination: "generic", url: hooks.address(`/${canaries.hookPath}`), token: canaries.hookToken, enabled: true,
    triggers: ["run:created", "run:planning", "run:needs_attention", "run:applying", "run:completed", "run:errored", "assessment:drifted", "drift:found", "drift:resolved", "assessment:check_failure", "assessment:failed"],
  }, 201);
  await made(`/api/v1/workspaces/${workspace}/notifications`, { name: "gone", destination: "slack", url: `http://127.0.0.1:1/${canaries.hookPath}`, enabled: true, triggers: ["run:created"] }, 201);
  await made(`/api/v1/workspaces/${workspace}/notifications`, { name: "mail", destination: "email", emailAddresses: ["a@example.com"], enabled: true }, 201);
  return workspace;
}

async function work(workspace: string): Promise<void> {
  await uploaded(lockstep, workspace, good);
  const run = await startedRun(lockstep, workspace, { autoApply: true, variables: [{ key: "of_run", value: canaries.ofRun }] });
  await settled(lockstep, run, "applied");
  const admin = await signedInAdmin(org, "casey.rivers@example.com", "Casey", "Rivers");
  for (const name of ["Declared", "Undeclared"]) await inConsole(org, admin, "PUT", `/api/v1/groups/${await groupId(org, name)}`, { profile: { name, description: "changed by hand" } });
  await made(`/api/v1/workspaces/${workspace}/drift-scans`, {});
  await expect.poll(async () => (await lockstep.server.db.selectFrom("drifts").select("id").execute()).length, { timeout: 60_000, interval: 300 }).toBe(2);
  const runs: string[] = [];
  for (const text of bad) {
    await uploaded(lockstep, workspace, good + text);
    runs.push(await startedRun(lockstep, workspace, { operation: "plan_only" }));
  }
  for (const each of runs) await settled(lockstep, each, "errored", "planned_and_finished");
}

const patterns: Readonly<Record<string, string>> = { organizations: "acme", workspaces: "ws-", runs: "run-", plans: "plan-", applies: "apply-", notifications: "nc-", deliveries: "del-", drifts: "drift-", vars: "var-", varsets: "varset-", "variable-sets": "varset-", logs: "log-", phases: "log-" };

/** Every answer to a GET of both interfaces, for every thing there is. What is there to give a secret to who may have it is left out. */
async function answers(): Promise<void> {
  const ids = await everyId();
  for (const { method, path } of enumerateRoutes(lockstep.server)) {
    if (method !== "GET" || givers.some((pattern) => pattern.test(path)) || streams.test(path)) continue;
    for (const url of filled(path, ids).slice(0, 12)) {
      const { body, headers, statusCode } = await lockstep.app.inject({ method: "GET", url, headers: { authorization: `Bearer ${lockstep.token}` } });
      note(`GET ${url} (${statusCode})`, `${body} ${JSON.stringify(headers)}`);
      for (const [link] of body.matchAll(/http:\/\/lockstep\.test\/api\/v2\/[\w./-]*logs?[\w./-]*/g)) note(`GET ${link}`, (await lockstep.app.inject({ method: "GET", url: new URL(link).pathname })).body);
    }
  }
}

/** They give what they are for: states, whole plans, one output by its id, archives; each asks for the right to it. */
const givers = [/\/download$/, /json-output$/, /state-version-outputs\/:\w+$/, /sanitized/, /\/plan-json/, /unredacted/];

const streams = /\/stream$|organizations\/:organization\/events$/;

async function everyId(): Promise<readonly string[]> {
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'id' and data_type = 'text'`.execute(lockstep.server.db);
  const ids: string[] = ["acme", "log-plan", "log-apply"];
  for (const { name } of tables.rows) ids.push(...(await sql<{ id: string }>`select id from ${sql.table(name)} limit 8`.execute(lockstep.server.db)).rows.map(({ id }) => id));
  return [...ids, ...ids.filter((id) => id.startsWith("run-")).flatMap((id) => [id.replace("run-", "plan-"), id.replace("run-", "apply-")])];
}

function filled(path: string, ids: readonly string[]): readonly string[] {
  const place = /([\w-]+)\/:(\w+)/.exec(path);
  if (!place) return [path];
  const [whole, before = "", name = ""] = place;
  const prefix = patterns[before] ?? patterns[`${name}s`] ?? undefined;
  const fitting = ids.filter((id) => prefix === undefined || id.startsWith(prefix)).map((id) => id.replace(/^log-/, ""));
  return fitting.flatMap((id) => filled(path.replace(whole, `${before}/${id}`), ids)).slice(0, 200);
}

/** All tables of the database, row by row, as text; bytes are in hexadecimal. */
async function rows(): Promise<void> {
  const { db } = lockstep.server;
  const tables = await sql<{ schema: string; name: string }>`select table_schema as schema, table_name as name from information_schema.tables where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`.execute(db);
  expect(tables.rows.length).toBeGreaterThan(40);
  for (const { schema, name } of tables.rows) {
    const { rows: all } = await sql<{ text: string }>`select t::text as text from ${sql.table(`${schema}.${name}`)} t`.execute(db);
    for (const { text } of all) note(`table ${schema}.${name}`, text);
  }
  const logs = await sql<{ text: string }>`select string_agg(encode(bytes, 'escape'), '' order by start) as text from run_log_chunks group by run_id, phase`.execute(db);
  expect(logs.rows.length).toBeGreaterThan(5);
  for (const { text } of logs.rows) note("a whole log", text);
}

/** The files of an embedded database, its log of changes among them: what was deleted is in there, too. */
async function dataFiles(): Promise<void> {
  const { db } = lockstep.server;
  await sql`checkpoint`.execute(db);
  const { data_directory: data = "" } = (await sql<{ data_directory: string }>`show data_directory`.execute(db.withoutPlugins())).rows[0] ?? {};
  const oid = (await sql<{ oid: string }>`select oid::text from pg_database where datname = current_database()`.execute(db)).rows[0]?.oid ?? "";
  for (const folder of [join(data, "base", oid), join(data, "pg_wal")]) if (existsSync(folder)) for (const file of readdirSync(folder, { withFileTypes: true })) if (file.isFile() && statSync(join(folder, file.name)).mtimeMs >= began) files.push({ where: `file ${file.name}`, bytes: readFileSync(join(folder, file.name)) });
}

/** What runs have left in the folder for such things. */
function leftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => /^lockstep-(?:run|phase|drift|scan)/.test(each))) {
    const folder = join(tmpdir(), name);
    for (const file of existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []) {
      try {
        if (file.isFile()) note(`left ${name}/${file.name}`, readFileSync(join(file.parentPath, file.name), "latin1"));
      } catch {
        // It was another test's, which has just removed it.
      }
    }
  }
}

/** Where which secret was found: in text in every form in which it may appear, in the database's files as it is. */
function hits(): readonly string[] {
  const secrets = Object.entries({ ...canaries, ...found });
  const all = new Redactor(secrets.map(([, value]) => value));
  const suspects = [...new Map(said.map((each) => [each.text, each])).values()].filter(({ text }) => all.text(text) !== text);
  const each = secrets.map(([name, value]) => ({ name, redactor: new Redactor([value]) }));
  const inText = suspects.flatMap(({ where, text }) => each.filter(({ redactor }) => redactor.text(text) !== text).map(({ name }) => `${name} in ${where}`));
  const inFiles = files.flatMap(({ where, bytes }) => secrets.filter(([, value]) => bytes.includes(middleOf(value))).map(([name]) => `${name} in ${where}`));
  return [...new Set([...inText, ...inFiles])];
}

/** A piece that nothing else has: of a key, a line in its middle. */
const middleOf = (value: string): string => value.split("\n").at(value.includes("BEGIN") ? 5 : 0) ?? value;

describe("a secret", () => {
  test("is nowhere but where it was put, after runs that went well and badly, drift, and messages", { timeout: 900_000 }, async () => {
    const workspace = await prepare();
    await work(workspace);
    await expect.poll(() => hooks.to(`/${canaries.hookPath}`).length, { timeout: 60_000, interval: 300 }).toBeGreaterThan(4);
    await answers();
    expect(lockstep.logged()).not.toContain("a request failed");
    await rows();
    await dataFiles();
    leftovers();
    for (const { body } of hooks.to(`/${canaries.hookPath}`)) note("a delivery", body);
    for (const [number, line] of lockstep.logged().split("\n").entries()) note(`log line ${number}: ${line.slice(0, 300)}`, line);
    expect(said.filter(({ where }) => where.startsWith("GET") && where.endsWith("(200)")).length).toBeGreaterThan(40);
    expect(hits()).toEqual([]);
  });

  test("is found by this search where there is one", () => {
    said.push({ where: "here", text: JSON.stringify({ a: canaries.lines }) }, { where: "there", text: Buffer.from(`x${canaries.undeclared}`).toString("hex") });
    expect(hits()).toEqual(expect.arrayContaining(["lines in here", "undeclared in there"]));
  });
});

import { generateKeyPairSync } from "node:crypto";
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applied, makeWorkspace, oktaConfiguration } from "../../test/org-workspace.ts";
import { makeServiceApp } from "../../test/service-app.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";
import { isAtOkta, orgUrlOf } from "./okta-org.ts";

describe("the address of an org", () => {
  test.each([
    ["dev-1", "okta.com", "https://dev-1.okta.com", true],
    ["Dev-1", "oktapreview.com/", "https://dev-1.oktapreview.com", true],
    ["dev", "okta.com.example.org", "https://dev.okta.com.example.org", false],
    ["", "http://127.0.0.1:80/", "http://127.0.0.1:80", false],
    ["a", "https://okta.com", "https://okta.com", false],
    ["x", "https://user@dev.okta.com", "https://user@dev.okta.com", false],
    ["x", "https://dev.okta.com:8443", "https://dev.okta.com:8443", false],
  ])("%s and %s are %s", (name, base, url, atOkta) => {
    expect([orgUrlOf(name, base), isAtOkta(orgUrlOf(name, base))]).toEqual([url, atOkta]);
  });
});

/** Variables without values, as most configurations take the connection: the workspace's org gives them. */
const byVariables = `
variable "org_name" {}
variable "base_url" {}
variable "client_id" {}
variable "private_key" {
  sensitive = true
}
variable "scopes" {
  type = list(string)
}
terraform {
  required_providers {
    okta = { source = "okta/okta" }
  }
}
provider "okta" {
  org_name    = var.org_name
  base_url    = var.base_url
  client_id   = var.client_id
  private_key = var.private_key
  scopes      = var.scopes
}
resource "okta_group" "staff" {
  name = "Staff"
}
`;

describe("connections to Okta orgs", () => {
  let lockstep: TestServer;
  let sandbox: Sandbox;
  let org: RunningOrg;
  beforeAll(async () => {
    lockstep = await testServer({ work: true });
    sandbox = await startSandbox({ orgs: [{ name: "main" }] });
    const [running] = sandbox.running;
    if (!running) throw new Error("The sandbox did not start.");
    org = running;
  });
  afterAll(async () => {
    await lockstep?.stop();
    await sandbox?.stop();
  });

  const list = "/api/v1/organizations/acme/okta-orgs";
  const add = (more: object): Promise<{ status: number; body: Answer }> => lockstep.call("POST", list, { name: "Main", orgName: "main", baseUrl: org.url, authentication: "api_token", apiToken: org.token, ...more });
  const code = ({ body }: { body: Answer }): unknown => (body.errors as unknown as readonly Answer[])[0]?.code;

  test("what cannot be used is refused with what to do, and not saved", async () => {
    const wrong = await add({ apiToken: "00wrong" });
    expect([wrong.status, code(wrong)]).toEqual([422, "org-refused"]);
    expect(JSON.stringify(wrong.body)).not.toContain("00wrong");
    const gone = await add({ baseUrl: "http://127.0.0.1:9" });
    expect([gone.status, code(gone)]).toEqual([422, "org-unreachable"]);
    expect(code(await add({ authentication: "private_key", clientId: "0oa1", privateKey: "no key", scopes: ["okta.groups.read"] }))).toBe("invalid");
    expect(code(await add({ authentication: "private_key" }))).toBe("invalid");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
    expect(code(await add({ authentication: "private_key", clientId: "0oaunknown", privateKey, scopes: ["okta.groups.read"] }))).toBe("org-refused");
    expect((await lockstep.call("GET", list)).body).toEqual({ items: [] });
  });

  test("a good one is kept with what was found; its secrets never come out again, nor go to another org", async () => {
    const made = await add({});
    expect(made.body).toMatchObject({ url: org.url, authentication: "api_token", health: { reachable: true, engine: "identity", company: "Main", scopesMissing: [] }, workspaces: [], watch: { status: "not followed" } });
    expect(String(made.body.health?.principal)).toContain(org.admin);
    expect(JSON.stringify(made.body)).not.toContain(org.token);
    expect(code(await add({}))).toBe("taken");
    const path = `/api/v1/okta-orgs/${String(made.body.id)}`;
    expect((await lockstep.call("PATCH", path, { name: "Home" })).body).toMatchObject({ name: "Home" });
    expect(code(await lockstep.call("PATCH", path, { baseUrl: "http://127.0.0.1:9" }))).toBe("invalid");
    const { limits } = (await lockstep.call("GET", `${path}/gauges`)).body;
    expect((limits as unknown as readonly Answer[]).map(({ bucket }) => bucket)).toEqual(expect.arrayContaining(["/api/v1/logs", "/api/v1/groups", "/api/v1/apps"]));
    expect((await lockstep.call("GET", `${path}x`)).status).toBe(404);
    expect((await lockstep.call("GET", path, undefined, null)).status).toBe(401);
    const workspace = await makeWorkspace(lockstep, "uses-it", String(made.body.id));
    expect(code(await lockstep.call("DELETE", path))).toBe("org-in-use");
    await lockstep.server.db.updateTable("workspaces").set({ oktaOrgId: null }).where("id", "=", workspace).execute();
    expect((await lockstep.call("DELETE", path)).status).toBe(204);
  });

  test("a service app shows what it was granted, not what it asks for; a workspace plans with its key", async () => {
    const idle = await makeServiceApp(org, ["okta.groups.manage", "okta.logs.read"], null);
    const refused = await add({ authentication: "private_key", apiToken: undefined, ...idle, scopes: ["okta.groups.manage", "okta.logs.read"] });
    expect([refused.status, code(refused), JSON.stringify(refused.body)]).toEqual([422, "org-refused", expect.stringContaining("Admin roles")]);
    const asked = ["okta.groups.manage", "okta.logs.read", "okta.apps.manage"];
    const { clientId, privateKey } = await makeServiceApp(org, asked.slice(0, 2));
    const made = await add({ name: "By app", authentication: "private_key", apiToken: undefined, clientId, privateKey, scopes: asked });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({ authentication: "private_key", clientId, health: { reachable: true, principal: `the service app ${clientId}`, scopesPresent: asked.slice(0, 2), scopesMissing: ["okta.apps.manage"] } });
    expect(JSON.stringify(made.body)).not.toContain("PRIVATE KEY");
    const workspace = await makeWorkspace(lockstep, "by-app", String(made.body.id));
    await applied(lockstep, workspace, byVariables);
    await lockstep.server.db.updateTable("workspaces").set({ oktaOrgId: null }).where("id", "=", workspace).execute();
    expect((await lockstep.call("DELETE", `/api/v1/okta-orgs/${String(made.body.id)}`)).status).toBe(204);
  });

  test("an event hook makes the log be read at once; whoever does not know its address gets nowhere", async () => {
    const made = await add({ name: "Hooked" });
    const { body } = await lockstep.call("GET", `/api/v1/okta-orgs/${String(made.body.id)}/hook`);
    const path = new URL(String(body.url)).pathname;
    const challenged = await lockstep.app.inject({ method: "GET", url: path, headers: { "x-okta-verification-challenge": "are you there" } });
    expect(challenged.json()).toEqual({ verification: "are you there" });
    expect((await lockstep.call("POST", path, { events: [] }, null)).status).toBe(200);
    expect((await lockstep.call("POST", `${path.slice(0, -2)}xx`, {}, null)).status).toBe(404);
    expect((await lockstep.call("DELETE", `/api/v1/okta-orgs/${String(made.body.id)}`)).status).toBe(204);
  });

  test("a token that is revoked pauses the reading of the log, with a problem on the org; a new one goes on", async () => {
    const [first, second] = await Promise.all([token(org), token(org)]);
    const made = await add({ name: "Revoked", apiToken: first.token });
    const id = String(made.body.id);
    const workspace = await makeWorkspace(lockstep, "follows", id);
    await applied(lockstep, workspace, oktaConfiguration('resource "okta_group" "a" {\n  name = "A"\n}\n'));
    const shown = async (): Promise<unknown> => (await lockstep.call("GET", `/api/v1/okta-orgs/${id}`)).body;
    await expect.poll(shown, { timeout: 150_000, interval: 250 }).toMatchObject({ watch: { status: "following" }, workspaces: [{ name: "follows" }] });
    org.org.apiTokens.delete(first.token);
    await lockstep.server.db.updateTable("orgWatches").set({ nextPollAt: new Date() }).execute();
    await expect.poll(shown, { timeout: 150_000, interval: 250 }).toMatchObject({ watch: { status: "paused" }, health: { problem: expect.stringContaining("Invalid credentials") as unknown } });
    expect((await lockstep.call("POST", `/api/v1/okta-orgs/${id}/check`)).body).toMatchObject({ health: { reachable: true, problem: expect.stringContaining("revoked") as unknown } });
    expect((await lockstep.call("PATCH", `/api/v1/okta-orgs/${id}`, { apiToken: second.token })).status).toBe(200);
    await expect.poll(shown, { timeout: 150_000, interval: 250 }).toMatchObject({ watch: { status: "following", problem: null }, health: { reachable: true } });
    const other = await add({ name: "Another way", apiToken: (await token(org)).token });
    org.org.apiTokens.delete(second.token);
    await lockstep.server.db.updateTable("orgWatches").set({ nextPollAt: new Date() }).execute();
    await expect.poll(shown, { timeout: 150_000, interval: 250 }).toMatchObject({ health: { problem: expect.stringContaining("Invalid credentials") as unknown } });
    const source = async (): Promise<unknown> => lockstep.server.db.selectFrom("orgWatches").select(["oktaOrgId", "problem"]).where("nextPollAt", "is not", null).execute();
    await expect.poll(source, { timeout: 150_000, interval: 250 }).toEqual([{ oktaOrgId: other.body.id, problem: null }]);
  }, 300_000);

  test("a workspace whose variables lead to an org has it followed, too", async () => {
    const workspace = await makeWorkspace(lockstep, "by-variables");
    for (const [key, value] of [["org_name", "main"], ["base_url", org.url], ["api_token", org.token]]) {
      await lockstep.server.db.insertInto("variables").values({ id: `var-${String(key)}00000000`, workspaceId: workspace, key: String(key), value: String(value), category: "terraform", versionId: `varv-${String(key)}` }).execute();
    }
    const configuration = `variable "org_name" {}\nvariable "base_url" {}\nvariable "api_token" {}\n${oktaConfiguration('resource "okta_group" "b" {\n  name = "B"\n}\n').replace('provider "okta" {}', 'provider "okta" {\n  org_name  = var.org_name\n  base_url  = var.base_url\n  api_token = var.api_token\n}')}`;
    await applied(lockstep, workspace, configuration);
    const watched = async (): Promise<unknown> => lockstep.server.db.selectFrom("orgWatchWorkspaces").innerJoin("orgWatches", "orgWatches.id", "orgWatchId").select("orgUrl").where("workspaceId", "=", workspace).execute();
    await expect.poll(watched, { timeout: 150_000, interval: 250 }).toEqual([{ orgUrl: org.url }]);
  }, 300_000);
});

describe("a server that may not talk to private networks", () => {
  test("takes addresses of Okta alone", async () => {
    const lockstep = await testServer({ environment: { LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "false" } });
    try {
      for (const baseUrl of ["http://127.0.0.1:8080", "https://169.254.169.254", "example.com", "okta.com/evil", "okta.com@example.com"]) {
        const { status, body } = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "x", orgName: "dev", baseUrl, authentication: "api_token", apiToken: "t" });
        expect([baseUrl, status, (body.errors as unknown as readonly Answer[])[0]?.code]).toEqual([baseUrl, 422, "invalid"]);
      }
    } finally {
      await lockstep.stop();
    }
  });
});

async function token({ url, admin }: RunningOrg): Promise<{ readonly token: string }> {
  const answer = await fetch(`${url}/__sandbox/tokens`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ admin, name: "Another" }) });
  return (await answer.json()) as { token: string };
}

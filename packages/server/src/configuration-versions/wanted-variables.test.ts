import { startSandbox, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeWorkspace, setVariables, uploaded } from "../../test/runs.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
let sandbox: Sandbox;

beforeAll(async () => {
  [lockstep, sandbox] = [await testServer(), await startSandbox({ orgs: [{ name: "preview" }] })];
}, 60_000);
afterAll(async () => {
  await lockstep.stop();
  await sandbox.stop();
});

const wanted = async (workspace: string): Promise<unknown> => (await lockstep.call("GET", `/api/v1/workspaces/${workspace}/wanted-variables`)).body.items;

const given = async (workspace: string): Promise<Record<string, unknown>> => Object.fromEntries((await wanted(workspace) as readonly Answer[]).map(({ key, givenBy }) => [String(key), givenBy]));

const declaring = `
variable "org_name" {}
variable "api_token" { sensitive = true }
variable "base_url" { default = "okta.com" }
variable "region" {
  type        = string
  description = "Where people are."
}
variable "teams" { type = list(string) }
variable "from_file" {}
variable "set" {}
variable "environment" {}
resource "broken" {`;

test("a configuration says which variables it declares, and which of them have a value", async () => {
  const workspace = await madeWorkspace(lockstep, "declares", { "working-directory": "environments/preview" });
  expect(await wanted(workspace)).toBeNull();
  await uploaded(lockstep, workspace, { "main.tf": `variable "elsewhere" {}`, "environments/preview/main.tf": declaring, "environments/preview/x.auto.tfvars": `from_file = "x"`, "environments/preview/modules/a/main.tf": `variable "inner" {}` });
  await setVariables(lockstep, workspace, "terraform", { set: "x" });
  await setVariables(lockstep, workspace, "env", { TF_VAR_environment: "x" });
  expect(await given(workspace)).toEqual({ org_name: null, api_token: null, base_url: "default", region: null, teams: null, from_file: "file", set: "variable", environment: "variable" });
  expect(await wanted(workspace)).toContainEqual({ key: "region", description: "Where people are.", sensitive: false, hcl: false, givenBy: null });
  expect(await wanted(workspace)).toContainEqual({ key: "teams", description: "", sensitive: false, hcl: true, givenBy: null });
  expect(await wanted(workspace)).toContainEqual({ key: "api_token", description: "", sensitive: true, hcl: false, givenBy: null });
});

test("what the connected org gives need not be set", async () => {
  const [org] = sandbox.running;
  if (!org) throw new Error("There is no sandbox org.");
  const made = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "Preview", orgName: "preview", baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  const workspace = await madeWorkspace(lockstep, "connected");
  expect((await lockstep.call("PATCH", `/api/v1/workspaces/${workspace}`, { oktaOrgId: String(made.body.id) })).status).toBe(200);
  await uploaded(lockstep, workspace, declaring);
  expect(await given(workspace)).toMatchObject({ org_name: "okta-org", api_token: "okta-org", base_url: "okta-org", region: null });
});

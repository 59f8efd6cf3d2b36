// The real Terraform command line manages an Okta org through the server: it has no provider itself, the server does the work.
import { startSandbox, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { cloud, terraformIsHere, terraformServer, type TerraformServer } from "./terraform-cli.ts";

const here = terraformIsHere();
let lockstep: TerraformServer;
let sandbox: Sandbox;
beforeAll(async () => {
  if (!here) return;
  [lockstep, sandbox] = await Promise.all([terraformServer(), startSandbox({ orgs: [{ name: "dev" }] })]);
});
afterAll(async () => {
  await lockstep?.stop();
  await sandbox?.stop();
});

const configuration = (description: string): string => `
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}
variable "client_secret" {
  type      = string
  default   = "a-distinctive-secret"
  sensitive = true
}
resource "okta_group" "people" {
  name        = "People"
  description = "${description}"
}
resource "okta_app_oauth" "portal" {
  label                      = "Portal"
  type                       = "web"
  grant_types                = ["authorization_code"]
  redirect_uris              = ["https://portal.example.com/callback"]
  response_types             = ["code"]
  client_basic_secret        = var.client_secret
  token_endpoint_auth_method = "client_secret_basic"
}
resource "okta_app_group_assignment" "portal" {
  app_id   = okta_app_oauth.portal.id
  group_id = okta_group.people.id
}
output "client_id" {
  value = okta_app_oauth.portal.client_id
}
`;

describe.skipIf(!here)("terraform and an Okta org", { timeout: 300_000 }, () => {
  test("plans, applies, sees what somebody changed by hand, sets it back, and destroys, without the provider", async () => {
    const [org] = sandbox.running;
    if (!org) throw new Error("No org.");
    const folder = lockstep.folder({ "main.tf": cloud(lockstep, "okta") + configuration("Everybody"), "no-providers.tfrc": "" });
    // No registry is asked: the provider is nowhere to be had.
    folder.write({ "no-providers.tfrc": `credentials "${lockstep.host}" {\n  token = "${lockstep.token}"\n}\nprovider_installation {\n  filesystem_mirror {\n    path = "${folder.path}/none"\n  }\n}\n` });
    folder.environment["TF_CLI_CONFIG_FILE"] = `${folder.path}/no-providers.tfrc`;
    expect(await folder.ok(["init"], { code: 1 })).toMatch(/Error: Failed to query available provider packages/);
    const { id } = await lockstep.workspace("okta");
    const variables: readonly (readonly [string, string, boolean])[] = [["OKTA_ORG_NAME", "dev", false], ["OKTA_BASE_URL", org.url, false], ["OKTA_API_TOKEN", org.token, true]];
    for (const [key, value, sensitive] of variables) await lockstep.ask("POST", `/api/v2/workspaces/${id}/vars`, { data: { type: "vars", attributes: { key, value, sensitive, category: "env" } } });
    const planned = await folder.ok(["plan"]);
    expect(planned).toMatch(/# okta_app_oauth\.portal will be created/);
    expect(planned).toMatch(/client_basic_secret\s+= \(sensitive value\)/);
    expect(planned).toMatch(/Plan: 3 to add, 0 to change, 0 to destroy\./);
    expect(planned).not.toContain("a-distinctive-secret");
    expect(await folder.ok(["apply", "-auto-approve"])).toMatch(/okta_group\.people: Creation complete after[\s\S]*Apply complete! Resources: 3 added/);
    expect(await folder.ok(["plan", "-detailed-exitcode"])).toMatch(/No changes\./);
    expect(await folder.output(["output", "-raw", "client_id"])).not.toBe("");
    expect(await folder.output(["state", "list"])).toBe("okta_app_group_assignment.portal\nokta_app_oauth.portal\nokta_group.people\n");
    const group = (await okta("GET", "/api/v1/groups?q=People")) as readonly { readonly id: string }[];
    await okta("PUT", `/api/v1/groups/${group[0]?.id ?? ""}`, { profile: { name: "People", description: "Changed by hand" } });
    const drifted = await folder.ok(["plan", "-detailed-exitcode"], { code: 2 });
    expect(drifted).toMatch(/~ description = "Changed by hand" -> "Everybody"/);
    folder.write({ "main.tf": cloud(lockstep, "okta") + configuration("All of us") });
    expect(await folder.ok(["apply"], { input: "yes" })).toMatch(/okta_group\.people: Modifications complete after[\s\S]*Apply complete! Resources: 0 added, 1 changed, 0 destroyed\./);
    expect(await okta("GET", `/api/v1/groups/${group[0]?.id ?? ""}`)).toMatchObject({ profile: { description: "All of us" } });
    expect(await folder.ok(["destroy", "-auto-approve"])).toMatch(/Destroy complete! Resources: 3 destroyed\./);
    expect(await okta("GET", "/api/v1/groups?q=People")).toEqual([]);
  });

  test("and all that it was given on the way can be decoded strictly", () => {
    expect(lockstep.exchanges.flatMap(({ document, path }) => (document ? mistakesIn(document).map((mistake) => `${path}: ${mistake}`) : []))).toEqual([]);
  });
});

async function okta(method: string, path: string, body?: unknown): Promise<unknown> {
  const [org] = sandbox.running;
  const answer = await fetch(`${org?.url ?? ""}${path}`, { method, headers: { authorization: `SSWS ${org?.token ?? ""}`, "content-type": "application/json" }, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return answer.json();
}

import { createHash } from "node:crypto";
import { startSandbox, type Sandbox } from "@lockstep/sandbox";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { groupId, inConsole, makeWorkspace, oktaConfiguration, signedInAdmin } from "../../server/test/org-workspace.ts";
import { madeWorkspace, settled, startedRun, uploaded } from "../../server/test/runs.ts";
import { accessibilityProblems, closeBrowser, isFineInBothSchemes, type ServedPages, servePages, visit } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

// Several processes after each other, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let lockstep: ServedPages;
let sandbox: Sandbox | undefined;
beforeAll(async () => {
  lockstep = await servePages({ work: true });
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await sandbox?.stop();
});

const patient = { timeout: 60_000 };
const place = (workspace: string, rest = ""): string => `/app/acme/workspaces/${workspace}${rest}`;
const object = (workspace: string, address: string): string => place(workspace, `/resources/object?address=${encodeURIComponent(address)}`);
const attribute = (page: Page, name: string): Locator => page.locator(`[data-attribute="${name}"]`);

async function applied(workspaceId: string, configuration: string | Readonly<Record<string, string>>, message: string): Promise<string> {
  await uploaded(lockstep, workspaceId, configuration);
  const run = await startedRun(lockstep, workspaceId, { message, autoApply: true });
  await settled(lockstep, run, "applied");
  return run;
}

const configuration = (name: string, more = "") => ({
  "main.tf": `
variable "secret" {
  default   = "hush-hush-1"
  sensitive = true
}
resource "terraform_data" "a" {
  input = { name = "${name}", policy = jsonencode({ rules = [{ id = 1, network = "ANYWHERE" }] }), text = join("\\n", [for i in range(40) : "line \${i}"]) }
}
resource "terraform_data" "b" {
  input = terraform_data.a.id
}
resource "terraform_data" "kept" {
  input = var.secret
}
module "inner" {
  source = "./inner"
}
${more}
output "said" {
  value = { name = "${name}", list = ["x", "y"] }
}
output "kept" {
  value     = var.secret
  sensitive = true
}
`,
  "inner/main.tf": `resource "terraform_data" "each" {\n  for_each = toset(["one", "two"])\n  input    = each.key\n}\n`,
});

test("what is managed is found by type, module and words; an object shows its values, its references and the runs that changed it", async () => {
  const id = await madeWorkspace(lockstep, "preview");
  await applied(id, configuration("first"), "Set it up");
  await applied(id, configuration("second", 'resource "terraform_data" "new" {}'), "Rename it, and add another");
  const { page, complaints } = await visit(lockstep);
  await page.goto(place("preview", "/resources"));
  await page.getByText("6 managed objects in the newest state.").waitFor();
  const rows = page.getByRole("table", { name: "Objects" }).locator("tbody tr");
  expect(await rows.count()).toBe(6);
  expect(await page.getByRole("navigation", { name: "Types" }).getByRole("button").allInnerTexts()).toEqual(["All types\n6", "terraform_data\n6"]);
  await isFineInBothSchemes(page);
  await page.getByRole("combobox", { name: "Module" }).click();
  await page.getByRole("option", { name: "module.inner (2)" }).click();
  await expect.poll(() => rows.count(), patient).toBe(2);
  await page.getByLabel("Search by address or id").fill("two");
  await expect.poll(() => rows.count(), patient).toBe(1);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ module: "module.inner", search: "two" });
  await page.getByRole("link", { name: 'module.inner.terraform_data.each["two"]' }).click();
  await page.getByRole("heading", { level: 1, name: 'terraform_data.each["two"]' }).waitFor();
  await attribute(page, "input").getByText('"two"').waitFor();

  // A reference leads to the object whose id it is; that one knows who uses it.
  await page.goto(object("preview", "terraform_data.b"));
  await attribute(page, "input").getByRole("link", { name: "→ terraform_data.a" }).click();
  await page.getByRole("heading", { level: 1, name: "terraform_data.a" }).waitFor();
  await page.getByRole("list", { name: "Used by" }).getByRole("link", { name: "terraform_data.b" }).waitFor();
  const value = attribute(page, "input");
  await value.getByText("jsonencode({").waitFor();
  await value.getByText('"second"').waitFor();
  await value.getByRole("button", { name: "Show all 40 lines" }).click();
  await value.getByText("line 39").waitFor();
  await value.getByRole("button", { name: "Unfold rules, 1 item" }).click();
  await value.getByText('"ANYWHERE"').waitFor();
  const history = page.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect.poll(() => history.count(), patient).toBe(2);
  expect((await history.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").replace(/ago|just now|\d+ (?:second|minute)s?/g, "").trim())).toEqual([expect.stringMatching(/^Update Rename it, and add another alex .* input, output$/), expect.stringMatching(/^Create Set it up alex/)]);
  await isFineInBothSchemes(page);
  await page.goto(object("preview", "terraform_data.kept"));
  await attribute(page, "input").getByText("sensitive", { exact: true }).waitFor();
  expect(await page.content()).not.toContain("hush-hush");
  expect(complaints).toEqual([]);
});

test("states are compared, downloaded and rolled back; outputs are shown without what is sensitive", async () => {
  const id = await madeWorkspace(lockstep, "states");
  await applied(id, configuration("first"), "Set it up");
  await applied(id, configuration("second", 'resource "terraform_data" "new" {}'), "Rename it, and add another");
  const { page, complaints } = await visit(lockstep);
  await page.goto(place("states", "/states"));
  const rows = page.getByRole("table", { name: "State versions" }).locator("tbody tr");
  await rows.first().getByText("current").waitFor();
  await isFineInBothSchemes(page);
  await rows.first().getByRole("link").first().click();
  await page.getByRole("heading", { level: 1, name: "State 2" }).waitFor();
  const difference = page.getByRole("region", { name: "Differences" });
  await difference.getByRole("img", { name: "1 to add, 1 to change, 0 to destroy" }).waitFor();
  await difference.getByRole("list", { name: "Objects" }).getByText('"second"').first().waitFor();
  await difference.getByRole("list", { name: "Outputs that changed" }).getByText("output.said").waitFor();
  await isFineInBothSchemes(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.tfstate$/);
  expect(await page.getByRole("button", { name: "Roll back to this" }).count()).toBe(0);

  await page.goto(place("states", "/states"));
  await rows.last().getByRole("link").first().click();
  await page.getByRole("button", { name: "Roll back to this" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The org stays as it is.").waitFor();
  await dialog.getByLabel("Type states to confirm").fill("states");
  await isFineInBothSchemes(page);
  await dialog.getByRole("button", { name: "Roll back" }).click();
  await page.getByRole("heading", { level: 1, name: "State 3" }).waitFor();
  await page.getByRole("region", { name: "About" }).getByRole("link", { name: "serial 1" }).waitFor();
  await page.getByRole("combobox", { name: "Compare with" }).click();
  await page.getByRole("option", { name: "serial 1" }).click();
  await difference.getByText("both have the same objects with the same values").waitFor();
  expect(new URL(page.url()).searchParams.get("from")).toMatch(/^sv-/);

  await page.goto(place("states", "/outputs"));
  await page.locator('[data-output="said"]').getByText('"first"').waitFor();
  await page.locator('[data-output="kept"]').getByText("sensitive", { exact: true }).waitFor();
  await isFineInBothSchemes(page);
  expect(complaints).toEqual([]);

  // Who may only read sees what is managed, but neither attributes nor what changes anything.
  const reader = await addPagePerson(lockstep, "robin", { workspaces: { [id]: "read" } });
  const { page: theirs } = await visit(lockstep, { as: reader.as, width: 360, dark: true });
  await theirs.goto(object("states", "terraform_data.a"));
  await theirs.getByRole("heading", { name: "Attributes" }).waitFor();
  await theirs.getByText("it takes write access to the workspace to read them").waitFor();
  await theirs.getByRole("link", { name: "Set it up" }).waitFor(patient);
  expect(await accessibilityProblems(theirs)).toEqual([]);
  await theirs.goto(place("states", "/states"));
  await theirs.getByRole("table", { name: "State versions" }).getByRole("link", { name: "1", exact: true }).click();
  await theirs.getByText("They show attributes, which can hold secrets").waitFor();
  for (const name of ["Download", "Roll back to this", "Start new run"]) expect(await theirs.getByText(name).count(), name).toBe(0);
  expect(await accessibilityProblems(theirs)).toEqual([]);
});

test("an object of an org leads to the Admin Console, and its history says who changed it by hand", async () => {
  sandbox = await startSandbox({ orgs: [{ name: "preview" }] });
  const [org] = sandbox.running;
  if (!org) throw new Error("The sandbox did not start.");
  const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "Preview", orgName: "preview", baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  const id = await makeWorkspace(lockstep, "org", String(body.id));
  await applied(id, oktaConfiguration(`resource "okta_group" "eng" {\n  name = "Engineering"\n}\nresource "okta_group_rule" "eng" {\n  name = "Engineers"\n  group_assignments = [okta_group.eng.id]\n  expression_value = "user.department==\\"Engineering\\""\n}\n`), "Make the group");
  const casey = await signedInAdmin(org, "casey.rivers@example.com", "Casey", "Rivers");
  const group = await groupId(org, "Engineering");
  await inConsole(org, casey, "PUT", `/api/v1/groups/${group}`, { profile: { name: "Engineers by hand" } });
  await lockstep.call("POST", `/api/v1/workspaces/${id}/drift-scans`, { addresses: ["okta_group.eng"] });

  const { page, complaints } = await visit(lockstep);
  await page.goto(place("org", "/resources?show=drifted"));
  await page.getByRole("table", { name: "Objects" }).getByRole("link", { name: "Drifted" }).waitFor({ timeout: 180_000 });
  await page.getByRole("link", { name: "okta_group.eng", exact: true }).click();
  expect(await page.getByRole("link", { name: "Open in the Admin Console" }).getAttribute("href")).toBe(`${org.url}/admin/groups/${group}`);
  await page.getByRole("list", { name: "History" }).getByRole("link", { name: /^Changed in the org by/ }).waitFor(patient);
  await page.getByRole("list", { name: "Used by" }).getByRole("link", { name: "okta_group_rule.eng" }).waitFor();
  await isFineInBothSchemes(page);
  await page.goto(place("org"));
  await page.getByRole("region", { name: "Drift and checks" }).getByRole("link", { name: "1 object changed in the org" }).waitFor();
  await page.getByRole("region", { name: "About" }).getByRole("link", { name: "Preview" }).waitFor();
  expect(complaints).toEqual([]);
});

test("ten thousand objects stay quick", async () => {
  const id = await madeWorkspace(lockstep, "large");
  const instances = (name: string, count: number) => ({ mode: "managed", type: "terraform_data", name, provider: 'provider["terraform.io/builtin/terraform"]', instances: Array.from({ length: count }, (_, at) => ({ index_key: at, schema_version: 0, attributes: { id: `${name}-${String(at).padStart(16, "0")}`, input: null, output: null, triggers_replace: null } })) });
  const state = Buffer.from(JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage: "l", outputs: {}, resources: [instances("many", 9000), instances("more", 1000)], check_results: null }));
  await lockstep.call("POST", `/api/v2/workspaces/${id}/actions/lock`, {});
  const { body } = await lockstep.call("POST", `/api/v2/workspaces/${id}/state-versions`, { data: { type: "state-versions", attributes: { serial: 1, lineage: "l", md5: createHash("md5").update(state).digest("hex") } } });
  const address = new URL(String(body.data?.attributes?.["hosted-state-upload-url"]));
  expect((await lockstep.call("PUT", address.pathname, state, null)).status).toBe(200);
  await lockstep.call("POST", `/api/v2/workspaces/${id}/actions/unlock`, {});
  const { page, complaints } = await visit(lockstep);
  const started = Date.now();
  await page.goto(place("large", "/resources"));
  await page.getByText("1–50 of 10000 objects").waitFor(patient);
  const opened = Date.now();
  await page.getByLabel("Search by address or id").fill("more[999]");
  await page.getByRole("link", { name: "terraform_data.more[999]" }).waitFor(patient);
  const searched = Date.now();
  await page.getByRole("link", { name: "terraform_data.more[999]" }).click();
  await attribute(page, "id").getByText('"more-0000000000000999"').waitFor(patient);
  console.log(`10,000 objects: list ${opened - started} ms, search ${searched - opened} ms, one object ${Date.now() - searched} ms`);
  expect(await page.getByRole("table").count()).toBe(0);
  expect(complaints).toEqual([]);
});

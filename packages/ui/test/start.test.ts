import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityProblems, closeBrowser, isFineInBothSchemes, type ServedPages, servePages, visit } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

const configuration = `
terraform {
  required_providers {
    okta = { source = "okta/okta" }
  }
}
variable "org_name" {}
variable "base_url" {}
variable "api_token" {
  sensitive = true
}
variable "department" {
  type        = string
  description = "Whose people they are."
}
provider "okta" {
  org_name  = var.org_name
  base_url  = var.base_url
  api_token = var.api_token
}
resource "okta_group" "team" {
  name = "Team \${var.department}"
}
`;

let lockstep: ServedPages;
let sandbox: Sandbox;
let org: RunningOrg;
/** A folder of the server with one repository in it. */
let repositories: string;

beforeAll(async () => {
  lockstep = await servePages({ work: true, first: false, environment: { LOCKSTEP_ALLOW_LOCAL_GIT: "true", LOCKSTEP_VCS_POLL_SECONDS: "1" } });
  sandbox = await startSandbox({ orgs: [{ name: "preview" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("No sandbox org runs.");
  org = running;
  repositories = mkdtempSync(join(tmpdir(), "lockstep-start-"));
  const folder = join(repositories, "okta");
  mkdirSync(join(folder, "environments/preview"), { recursive: true });
  writeFileSync(join(folder, "environments/preview/main.tf"), configuration);
  execFileSync("git", ["init", "-q", "-b", "main", folder]);
  const git = (...given: readonly string[]): unknown => execFileSync("git", ["-C", folder, "-c", "user.name=alex", "-c", "user.email=alex@example.com", ...given]);
  git("add", ".");
  git("commit", "-qm", "a team");
  git("branch", "preview");
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await sandbox.stop();
  rmSync(repositories, { recursive: true, force: true });
});

/** What a busy machine may take. */
const soon = { timeout: 60_000 };
const patient = { timeout: 600_000 };

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** Somebody who counts what they do: a click, or a field that is filled in. */
function counting(page: Page) {
  let actions = 0;
  return {
    click: async (name: string): Promise<void> => ((actions += 1), button(page, name).click()),
    fill: async (name: string, text: string): Promise<void> => ((actions += 1), field(page, name).fill(text)),
    check: async (name: string): Promise<void> => ((actions += 1), page.getByRole("radio", { name, exact: true }).check()),
    count: (): number => actions,
  };
}

test("a server that is not set up says where its link is, and a wrong link what to do", patient, async () => {
  const { page } = await visit(lockstep, { as: null });
  await page.goto("/sign-in");
  await page.getByText("There is no account here yet.").waitFor();
  await isFineInBothSchemes(page);
  await page.goto("/setup?link=site.wrong");
  await field(page, "Your name").fill("alex");
  await field(page, "E-mail").fill("alex@example.com");
  await field(page, "Password").fill("correct horse battery");
  await field(page, "Organization").fill("acme");
  await button(page, "Make the account").click();
  await page.getByText("This link is not the one that the server printed last").waitFor();
  await isFineInBothSchemes(page);
});

test("from the link that the server printed to the first plan", patient, async () => {
  const began = Date.now();
  const { pathname, search } = new URL(lockstep.setupLink ?? "");
  const { page, complaints } = await visit(lockstep, { as: null });
  await page.goto(`${pathname}${search}`);
  await field(page, "Your name").fill("alex");
  await field(page, "E-mail").fill("alex@example.com");
  await field(page, "Password").fill("correct horse battery");
  await field(page, "Organization").fill("acme");
  await isFineInBothSchemes(page);
  await button(page, "Make the account").click();

  await page.getByRole("heading", { name: "Connect an Okta org" }).waitFor();
  await field(page, "Address of the org").fill(org.url);
  await field(page, "Name").fill("Preview");
  await field(page, "API token").fill(org.token);
  await button(page, "Connect").click();
  await page.getByRole("heading", { name: "Okta org: Preview" }).waitFor();
  await page.getByText("Identity Engine").waitFor();
  await page.getByText(/Ada Admin .*Super Administrator/).waitFor();
  await page.getByText(/\/api\/v1\/groups \d+ of \d+ left/).waitFor();

  const act = counting(page);
  await act.check("Git");
  await act.fill("Address", repositories);
  await act.click("Connect");
  // The one repository, its default branch and the workspace's name are there by themselves.
  await expect.poll(async () => field(page, "Name of the workspace").inputValue(), soon).toBe("okta");
  await act.fill("Folder", "environments/preview");
  await expect.poll(async () => field(page, "Name of the workspace").inputValue(), soon).toBe("preview");
  await isFineInBothSchemes(page);
  await act.click("Create workspace");
  await page.getByText("org_name from the Okta org").waitFor();
  await act.fill("department", "Sales");
  await isFineInBothSchemes(page);
  await act.click("Save the variable");
  await act.click("Start the first plan");
  await page.waitForURL(/\/workspaces\/preview\/runs\/run-/);
  const run = page.url().split("/").at(-1) ?? "";
  const call = async (): Promise<string> => {
    const answer = await page.request.get(`/api/v1/runs/${run}`);
    const { status, error } = (await answer.json()) as { status: string; error: unknown };
    return `${status}${error === null ? "" : ` ${JSON.stringify(error)}`}`;
  };
  await expect.poll(call, { timeout: 240_000 }).toBe("planned_and_finished");
  await page.getByText(/okta_group/).first().waitFor();
  console.log(`set-up: from the link to the first plan in ${Math.round((Date.now() - began) / 1000)} s; ${act.count()} actions from the form of the repository to the plan`);
  expect(act.count()).toBeLessThanOrEqual(8);
  expect(complaints).toEqual([]);

  await page.goto("/app/acme/start?workspace=preview");
  await page.getByText("There is a run:").waitFor();
  await isFineInBothSchemes(page);
});

test("what Okta refuses is said, and nothing is kept", patient, async () => {
  const { page } = await visit(lockstep);
  await page.goto("/app/acme/start?org=ask");
  await button(page, "Connect another org").click();
  await field(page, "Address of the org").fill("not an address");
  await field(page, "API token").fill("x");
  await button(page, "Connect").click();
  await page.getByText("Paste the address of the org, such as https://dev-123.okta.com.").waitFor();
  await field(page, "Address of the org").fill(org.url);
  await field(page, "API token").fill("00wrong");
  await button(page, "Connect").click();
  await page.getByText("Okta refused the credentials").waitFor();
  await isFineInBothSchemes(page);

  await page.getByRole("radio", { name: "A service app and its private key" }).check();
  await field(page, "Client id").fill("0oaunknown");
  await field(page, "Private key").fill("no key");
  await button(page, "Connect").click();
  await page.getByText("The private key is no PEM text").waitFor();
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
  await field(page, "Private key").fill(privateKey);
  await button(page, "Connect").click();
  await page.getByText("Okta refused the credentials").waitFor();
  await isFineInBothSchemes(page);
  const { items } = (await (await page.request.get("/api/v1/organizations/acme/okta-orgs")).json()) as { items: readonly unknown[] };
  expect(items.length).toBe(1);
});

test("a host that does not let us in is not kept, and the field says why", patient, async () => {
  const { page } = await visit(lockstep);
  await page.goto("/app/acme/start");
  await button(page, "Connect another host").click();
  await page.getByRole("radio", { name: "Git", exact: true }).check();
  await field(page, "Address").fill(join(repositories, "elsewhere/okta.git"));
  await field(page, "Repository").focus();
  expect(await field(page, "Repository").inputValue()).toBe("okta.git");
  expect(await field(page, "Address").inputValue()).toBe(join(repositories, "elsewhere"));
  await button(page, "Connect").click();
  await page.getByText("Repository unreachable").waitFor();
  for (const [kind, label] of [["GitHub (app)", "Installation id"], ["GitHub (token)", "Token"], ["GitLab", "Token"]] as const) {
    await page.getByRole("radio", { name: kind, exact: true }).check();
    await field(page, label).waitFor();
    expect(await accessibilityProblems(page), kind).toEqual([]);
  }
});

test("without Git the page says what to type, and goes on when a configuration came", patient, async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto("/app/acme/start");
  await button(page, "Go on without Git: upload by the command line").click();
  await field(page, "Name of the workspace").fill("by-hand");
  await button(page, "Create workspace").click();
  await page.getByText('workspaces { name = "by-hand" }').waitFor();
  await isFineInBothSchemes(page);
  expect(complaints).toEqual([]);
});

test("who has everything connected makes a workspace on one form", patient, async () => {
  const { page, complaints } = await visit(lockstep, { width: 360 });
  await page.goto("/app/acme/new-workspace");
  await expect.poll(async () => page.getByRole("combobox", { name: "Branch" }).inputValue(), soon).toBe("main (default)");
  await page.getByRole("combobox", { name: "Branch" }).click();
  await page.getByRole("option", { name: "preview" }).click();
  await field(page, "Folder").fill("../outside");
  await expect.poll(async () => field(page, "Name of the workspace").inputValue(), soon).toBe("outside");
  await field(page, "Name of the workspace").fill("preview");
  await button(page, "Create workspace").click();
  await page.getByText('it has no ".."').waitFor();
  await field(page, "Folder").fill("environments/preview");
  await button(page, "Create workspace").click();
  await page.getByText('There is already a workspace named "preview".').waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  await isFineInBothSchemes(page);
  await field(page, "Name of the workspace").fill("second");
  await button(page, "Create workspace").click();
  await page.waitForURL("**/app/acme/workspaces/second");
  expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
});

test("who may make no workspace is told what it takes", patient, async () => {
  const reader = await addPagePerson(lockstep, "reader");
  const { page, complaints } = await visit(lockstep, { as: reader.as });
  for (const path of ["/app/acme/start", "/app/acme/new-workspace"]) {
    await page.goto(path);
    await page.getByRole("heading", { name: "You may not create workspaces here" }).waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
    await isFineInBothSchemes(page);
  }
  expect(complaints).toEqual([]);
});

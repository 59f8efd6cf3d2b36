import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkspace } from "../../server/test/org-workspace.ts";
import { makeServiceApp } from "../../server/test/service-app.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

let lockstep: ServedPages;
let sandbox: Sandbox;
let org: RunningOrg;
beforeAll(async () => {
  lockstep = await servePages();
  sandbox = await startSandbox({ orgs: [{ name: "preview" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await sandbox.stop();
});

const dialog = (page: Page) => page.getByRole("dialog");

/** The address of the first org's page. */
async function pageOfOrg(): Promise<{ readonly id: string; readonly path: string }> {
  const { body } = await lockstep.call("GET", "/api/v1/organizations/acme/okta-orgs");
  const id = String(body.items?.[0]?.id);
  return { id, path: `/app/acme/okta-orgs/${id}` };
}

test("an org is connected: a wrong token is refused in the org's words, a right one shows what was found", async () => {
  const { page } = await visit(lockstep);
  await page.goto("/app/acme/okta-orgs");
  await page.getByRole("heading", { name: "No Okta org is connected" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Connect an Okta org" }).click();
  await dialog(page).getByRole("textbox", { name: "Address of the org" }).fill(org.url);
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Preview");
  await dialog(page).getByRole("textbox", { name: "API token" }).fill("00wrong");
  await dialog(page).getByRole("button", { name: "Connect" }).click();
  await dialog(page).getByText(/Invalid credentials|Invalid token/i).first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog(page).getByRole("textbox", { name: "API token" }).fill(org.token);
  await dialog(page).getByRole("button", { name: "Connect" }).click();
  await page.getByRole("heading", { level: 1, name: "Preview" }).waitFor();
  await page.getByText("Healthy").waitFor();
  await page.getByText("Identity Engine").waitFor();
  await page.getByText(org.admin).waitFor();
  await page.getByText("Super Administrator").waitFor();
  expect(await page.content()).not.toContain(org.token);
});

test("the limits are shown live: what somebody else uses up fills a bar by itself, and the fullest comes first", async () => {
  const { page, complaints } = await visit(lockstep);
  const { path } = await pageOfOrg();
  await page.goto(path);
  const first = page.locator("[data-bucket]").first();
  await page.locator('[data-bucket="/api/v1/groups"]').getByText(/of 500 left/).waitFor();
  org.org.rateLimits.drain("/api/v1/groups", 40);
  await expect.poll(async () => first.getAttribute("data-bucket"), { timeout: 60_000 }).toBe("/api/v1/groups");
  await first.getByText(/^3\d$/).waitFor();
  await first.getByText(/resets in \d+ s/).waitFor();
  const used = Number(await first.getByRole("progressbar").getAttribute("aria-valuenow"));
  expect(used).toBeGreaterThan(91);
  expect(complaints).toEqual([]);
});

test("a token that is revoked shows as the problem that it is, and a new one mends it", async () => {
  const { page, complaints } = await visit(lockstep);
  const { id, path } = await pageOfOrg();
  const made = (await (await fetch(`${org.url}/__sandbox/tokens`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ admin: org.admin, name: "Another" }) })).json()) as { readonly token: string };
  expect((await lockstep.call("PATCH", `/api/v1/okta-orgs/${id}`, { apiToken: made.token })).status).toBe(200);
  await page.goto(path);
  org.org.apiTokens.delete(made.token);
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByRole("alert").getByText(/Invalid credentials/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Edit or replace credentials" }).click();
  expect(await dialog(page).getByRole("textbox", { name: "API token" }).inputValue()).toBe("");
  await dialog(page).getByRole("textbox", { name: "API token" }).fill(org.token);
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Healthy").waitFor();
  expect(complaints).toEqual([]);
});

test("the address for an event hook is there to copy, and answers Okta", async () => {
  const { page } = await visit(lockstep);
  await page.goto((await pageOfOrg()).path);
  await page.getByRole("button", { name: /Copy address for an event hook/i }).waitFor();
  const address = new URL(await page.getByRole("textbox", { name: "Address for an event hook" }).inputValue());
  const answer = await fetch(`${lockstep.url}${address.pathname}`, { headers: { "x-okta-verification-challenge": "are you there" } });
  expect(await answer.json()).toEqual({ verification: "are you there" });
});

test("who may not change orgs sees them, may have them checked, and nothing else", async () => {
  const { as } = await addPagePerson(lockstep, "reader");
  const { page, complaints } = await visit(lockstep, { as, width: 360, dark: true });
  await page.goto("/app/acme/okta-orgs");
  await page.getByRole("article", { name: "Preview" }).waitFor();
  expect(await page.getByRole("main").getByRole("button").allInnerTexts()).toEqual([]);
  await page.getByRole("link", { name: "Preview", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Preview" }).waitFor();
  await page.locator("[data-bucket]").first().waitFor();
  expect(await page.getByRole("main").getByRole("button").allInnerTexts()).toEqual(["Check now"]);
  expect(await page.getByRole("textbox", { name: "Address for an event hook" }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test("an org that a workspace uses is not disconnected: the workspace is named", async () => {
  const { page } = await visit(lockstep);
  const { id, path } = await pageOfOrg();
  const workspace = await makeWorkspace(lockstep, "identity-preview", id);
  await page.goto("/app/acme/okta-orgs");
  await page.getByRole("article", { name: "Preview" }).getByRole("link", { name: "identity-preview" }).waitFor();
  await page.goto(path);
  await page.getByRole("listitem").getByRole("link", { name: "identity-preview" }).waitFor();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await dialog(page).getByText("identity-preview. It can be disconnected when").waitFor();
  await dialog(page).getByRole("button", { name: "Disconnect" }).click();
  await dialog(page).getByRole("alert").getByText("identity-preview").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await lockstep.server.db.updateTable("workspaces").set({ oktaOrgId: null }).where("id", "=", workspace).execute();
  await page.reload();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await dialog(page).getByText("The credentials are deleted").waitFor();
  await dialog(page).getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("heading", { name: "No Okta org is connected" }).waitFor();
});

test("an org is connected by a service app: without an admin role it is said what to do; with one, what is granted and what is missing", async () => {
  const { page } = await visit(lockstep);
  const connect = async (granted: readonly string[], role: string | null): Promise<string> => {
    const { clientId, privateKey } = await makeServiceApp(org, granted, role);
    await dialog(page).getByRole("textbox", { name: "Client ID" }).fill(clientId);
    await dialog(page).getByRole("textbox", { name: "Private key" }).fill(privateKey);
    await dialog(page).getByRole("button", { name: "Connect" }).click();
    return privateKey;
  };
  await page.goto("/app/acme/okta-orgs");
  await page.getByRole("button", { name: "Connect an Okta org" }).click();
  await dialog(page).getByRole("textbox", { name: "Address of the org" }).fill(org.url);
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("By app");
  await dialog(page).getByRole("radio", { name: "A service app and its private key" }).check();
  await dialog(page).getByRole("textbox", { name: "Scopes" }).fill("okta.groups.manage okta.logs.read okta.apps.manage");
  await connect(["okta.groups.manage", "okta.logs.read"], null);
  await dialog(page).getByText("it has no admin role for it").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const privateKey = await connect(["okta.groups.manage", "okta.logs.read"], "SUPER_ADMIN");
  await page.getByRole("heading", { level: 1, name: "By app" }).waitFor();
  await page.getByText(/^the service app 0oa/).first().waitFor();
  await page.getByText("okta.apps.manage").first().waitFor();
  expect(await page.content()).not.toContain(privateKey.slice(40, 80));
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("every page is readable by everybody, in light and dark, and fits a phone", async () => {
  const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "Preview again", orgName: "preview", baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  // What an org's check may find: a service app with scopes, some of them missing.
  const health = { reachable: true, engine: "identity", company: "Preview", principal: "the service app 0oa1", scopesPresent: ["okta.groups.manage", "okta.logs.read"], scopesMissing: ["okta.apps.manage"], limits: [] };
  const service = { id: "okta-service", organizationId: (await lockstep.server.db.selectFrom("organizations").select("id").where("name", "=", "acme").executeTakeFirstOrThrow()).id, name: "By a service app", orgName: "other", baseUrl: org.url, authentication: "private_key" as const, clientId: "0oa1", scopes: ["okta.groups.manage", "okta.logs.read"], health: JSON.stringify(health), checkedAt: new Date() };
  await lockstep.server.db.insertInto("oktaOrgs").values(service).execute();
  for (const options of [{}, { dark: true, width: 360, height: 740 }]) {
    const { page, complaints } = await visit(lockstep, options);
    for (const path of ["", `/${String(body.id)}`, "/okta-service"]) {
      await page.goto(`/app/acme/okta-orgs${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      if (path !== "") await page.locator("[data-bucket], section").first().waitFor();
      await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
      if (path === "/okta-service") await page.getByText("reads and changes applications").waitFor();
      expect(await accessibilityProblems(page), path).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), path).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  }
}, 600_000);

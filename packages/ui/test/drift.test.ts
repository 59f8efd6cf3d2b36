import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../server/src/ids.ts";
import { applied, groupId, inConsole, makeWorkspace, oktaConfiguration, signedInAdmin } from "../../server/test/org-workspace.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

let lockstep: ServedPages;
let sandbox: Sandbox;
let org: RunningOrg;
let [preview, production, casey] = ["", "", ""];

const configuration = oktaConfiguration(`resource "okta_group" "eng" {
  name        = "Engineering"
  description = "builds"
}
resource "okta_group" "ops" {
  name = "Operations"
}
`);

beforeAll(async () => {
  lockstep = await servePages({ work: true });
  sandbox = await startSandbox({ orgs: [{ name: "preview" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "Preview", orgName: "preview", baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  preview = await makeWorkspace(lockstep, "preview", String(body.id));
  production = await makeWorkspace(lockstep, "production");
  await applied(lockstep, preview, configuration);
  casey = await signedInAdmin(org, "casey.rivers@example.com", "Casey", "Rivers");
  await readNow();
}, 400_000);
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await sandbox.stop();
});

/** The log is read now, and not when it is due. */
const readNow = async (): Promise<unknown> => lockstep.server.db.updateTable("orgWatches").set({ nextPollAt: new Date() }).execute();

async function rename(from: string, to: string): Promise<void> {
  await inConsole(org, casey, "PUT", `/api/v1/groups/${await groupId(org, from)}`, { profile: { name: to, description: "builds" } });
  await readNow();
}

/** As long as it takes a busy machine to read a log, to start a process and to look. */
const soon = { timeout: 180_000 };

const driftLink = (page: Page, name: string) => page.getByRole("main").getByRole("link", { name, exact: true });

test("who looks is told how much was read; what an admin changes in the console then shows by itself, with who did it, and a run sets it back", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto("/app/acme/workspaces/preview/drift");
  await page.getByRole("heading", { name: "Nobody has looked yet" }).waitFor();
  await page.getByRole("button", { name: "Look now" }).click();
  await page.getByText(/^2 objects with \d+ requests?$/).waitFor(soon);
  await page.getByRole("heading", { name: "No drift" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto("/app/acme/drift");
  await page.getByText(/the last full scan read 2 objects with \d+ requests?\./).waitFor();
  await rename("Engineering", "Engineers");
  await driftLink(page, "Engineering").waitFor(soon);
  const group = page.getByRole("region", { name: "Casey Rivers in the Admin Console" });
  expect(await group.getByRole("listitem").first().innerText()).toMatch(/okta_group\.eng[\s\S]*"Engineering"[\s\S]*"Engineers"[\s\S]*Casey Rivers/);
  const event = new URL((await group.getByRole("link", { name: /^event / }).getAttribute("href")) ?? "");
  expect([event.origin, event.pathname, event.searchParams.get("search")]).toEqual([new URL(org.url).origin, "/report/system_log_2", expect.stringMatching(/^uuid eq "[0-9a-f-]{36}"$/)]);
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole("checkbox", { name: "Select Engineering in preview" }).check();
  await page.getByRole("region", { name: "Selected objects" }).getByRole("button", { name: "Set back" }).click();
  const dialog = page.getByRole("dialog", { name: "Set back 1 object" });
  await dialog.getByText("A run in preview plans to make this object as the code says.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("checkbox", { name: "Apply without asking again" }).check();
  await dialog.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(/\/app\/acme\/workspaces\/preview\/runs\/run-/);
  await page.goBack();
  await page.getByRole("heading", { name: "No drift" }).waitFor(soon);
  expect(await groupId(org, "Engineering")).not.toBe("");
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Resolved", exact: true }).click();
  await page.getByText(/^Resolved .*: a run set it back \(the run\)$/).waitFor();
  expect(new URL(page.url()).search).toBe("?status=resolved");
  expect(complaints).toEqual([]);
}, 900_000);

test("drift is accepted until a date with a reason, and opened again; its history says so", async () => {
  const { page, complaints } = await visit(lockstep, { dark: true });
  await page.goto("/app/acme/workspaces/preview/drift");
  await inConsole(org, casey, "DELETE", `/api/v1/groups/${await groupId(org, "Operations")}`);
  await readNow();
  await driftLink(page, "Operations").waitFor(soon);
  await page.getByText("Deleted in the org").waitFor();
  await page.getByRole("checkbox", { name: "Select all: Casey Rivers in the Admin Console" }).check();
  await page.getByRole("button", { name: "Accept until…" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept the drift of Operations" });
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await dialog.getByText("Say why: whoever finds it next wants to know.").waitFor();
  await dialog.getByText("Date", { exact: true }).click();
  await dialog.getByLabel("Date", { exact: true }).last().fill("2099-01-31");
  await dialog.getByLabel("Reason").fill("agreed with the help desk");
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await page.getByText(/^Accepted by alex until .*2099.*: agreed with the help desk$/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await driftLink(page, "Operations").click();
  await page.getByRole("heading", { name: "Operations", level: 1 }).waitFor();
  await page.getByRole("link", { name: /^event [0-9a-f-]{36}/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Open again" }).click();
  await page.getByText("Open again", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Accept until…" }).waitFor();
  await expect.poll(async () => page.getByRole("region", { name: "History" }).innerText()).toMatch(/Found[\s\S]*deleted in the org[\s\S]*Accepted[\s\S]*by alex until[\s\S]*agreed with the help desk[\s\S]*Open again/);
  expect(complaints).toEqual([]);
}, 600_000);

test("all orgs are compared in a matrix, and their days counted in a table", async () => {
  await fabricated();
  const { page, complaints } = await visit(lockstep);
  await page.goto("/app/acme/drift");
  await page.getByRole("main").getByText("Environments", { exact: true }).click(soon);
  await page.getByRole("link", { name: /^okta_group\.ops in preview: Deleted in the org, found / }).waitFor();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "okta_group.eng" }) });
  expect(await row.getByRole("cell").allInnerTexts()).toEqual(["In line", ""]);
  expect(await row.getByRole("link").getAttribute("aria-label")).toMatch(/^okta_group\.eng in production: Changed in the org, found /);
  expect(new URL(page.url()).search).toBe("?view=matrix");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "As a table" }).click();
  const today = page.getByRole("table", { name: "Days" }).getByRole("row").nth(1);
  expect((await today.getByRole("cell").allInnerTexts()).slice(1)).toEqual(["3", "1", "2"]);
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto("/app/acme/drift?sort=workspace&search=okta_group");
  await page.getByRole("region", { name: "production" }).waitFor();
  expect(await page.getByRole("region", { name: /^preview/ }).getByRole("listitem").count()).toBeGreaterThan(0);
  await page.getByRole("combobox", { name: "Changed by" }).click();
  await page.getByRole("option", { name: "Not known who" }).click();
  await page.getByRole("region", { name: /^preview/ }).waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("actor")).toBe("unknown");
  await page.getByRole("textbox", { name: "Search by name or address" }).fill("nothing");
  await page.getByText("No drift is like that.").waitFor();
  await page.getByRole("button", { name: "Show all open drift" }).click();
  await driftLink(page, "Operations").waitFor();
  expect(complaints).toEqual([]);
}, 200_000);

test("several workspaces get a run each, and each says why it cannot", async () => {
  const { page } = await visit(lockstep);
  await page.goto("/app/acme/drift?sort=newest");
  await page.getByRole("checkbox", { name: "Select all: Drifted objects" }).check(soon);
  await page.getByText("2 objects selected in 2 workspaces").waitFor();
  await page.getByRole("button", { name: "Accept until…" }).click();
  await page.getByRole("dialog", { name: "Accept the drift of 2 objects" }).getByRole("button", { name: "Accept", exact: true }).click();
  await page.getByText("Say why: whoever finds it next wants to know.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Set back" }).click();
  const dialog = page.getByRole("dialog", { name: "Set back 2 objects" });
  await dialog.getByText("One object was deleted in the org: it is created anew and gets another id.").waitFor();
  await dialog.getByRole("button", { name: "Start 2 runs" }).click();
  await page.getByRole("link", { name: "Run started: sets drift back" }).waitFor();
  // Nothing was ever uploaded there.
  await page.getByText(/^production: /).waitFor();
  await page.getByText("A run to set it back is under way.").waitFor();
}, 200_000);

test("a reader sees everything and can do nothing", async () => {
  const reader = await addPagePerson(lockstep, "reader", { workspaces: { [preview]: "read" } });
  const { page, complaints } = await visit(lockstep, { as: reader.as, width: 360 });
  for (const address of ["/app/acme/drift", "/app/acme/workspaces/preview/drift"]) {
    await page.goto(address);
    await driftLink(page, "Operations").waitFor(soon);
    expect(await page.getByRole("main").getByRole("checkbox").count()).toBe(0);
    expect(await page.getByRole("button", { name: /Set back|Accept|Look now|again/ }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  expect(await page.getByText("production").count()).toBe(0);
  await driftLink(page, "Operations").click();
  await page.getByRole("heading", { name: "Operations", level: 1 }).waitFor();
  await page.getByRole("heading", { name: "History" }).waitFor();
  expect(await page.getByRole("button", { name: /Set back|Accept|Look|again/ }).count()).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 200_000);

/** Another workspace that manages one of the same addresses, with a drift that nobody is known to have made. */
async function fabricated(): Promise<void> {
  const { db } = lockstep.server;
  const resources = [{ mode: "managed", type: "okta_group", name: "eng", module: "root", provider: "okta", instances: [{ address: "okta_group.eng", id: "00g" }] }];
  const stateVersion = { id: newId("stateVersion"), workspaceId: production, serial: 1, md5: "", status: "finalized" as const, resources: JSON.stringify(resources), createdByKind: "system" as const, createdByName: "test" };
  await db.insertInto("stateVersions").values(stateVersion).execute();
  await db.updateTable("workspaces").set({ currentStateVersionId: stateVersion.id }).where("id", "=", production).execute();
  const differences = JSON.stringify([{ path: "name", before: "Engineering", after: "Makers" }]);
  await db.insertInto("drifts").values({ id: newId("drift"), workspaceId: production, address: "okta_group.eng", resourceType: "okta_group", objectName: "Engineering", kind: "changed", differences, firstSeenAt: new Date(), lastSeenAt: new Date() }).execute();
}

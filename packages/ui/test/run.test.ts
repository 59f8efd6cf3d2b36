import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addPerson } from "../../server/test/people.ts";
import { madeWorkspace, startedRun, uploaded } from "../../server/test/runs.ts";
import { closeBrowser, isFineInBothSchemes, type ServedPages, servePages, visit } from "./browser.ts";
import { settledPatiently as settled } from "./patiently.ts";
import { rich, slowApply } from "./run-configurations.ts";

// Several processes after each other, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

let lockstep: ServedPages;
beforeAll(async () => {
  lockstep = await servePages({ work: true, environment: { LOCKSTEP_ALLOW_PROVISIONERS: "true" } });
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

const address = (workspace: string, run: string, query = ""): string => `/app/acme/workspaces/${workspace}/runs/${run}${query}`;
const status = (page: Page, words: string) => page.getByRole("status", { name: "Status of the run" }).getByText(words, { exact: true });
const patient = { timeout: 150_000 };

async function richPlan(name: string): Promise<{ readonly id: string; readonly run: string }> {
  const id = await madeWorkspace(lockstep, name);
  await uploaded(lockstep, id, rich(1));
  await settled(lockstep, await startedRun(lockstep, id, { autoApply: true }), "applied");
  await uploaded(lockstep, id, rich(2));
  return { id, run: await startedRun(lockstep, id, { message: "Tighten the settings\n\nAs the auditors asked." }) };
}

test("a plan comes into being live, is looked through, confirmed with a comment, and is seen applied without a reload", async () => {
  const { page, complaints } = await visit(lockstep);
  const { id, run } = await richPlan("rich");
  await page.goto(address("rich", run));
  await page.getByRole("heading", { level: 1, name: "Tighten the settings" }).waitFor();
  await page.getByText("As the auditors asked.").waitFor();
  await status(page, "Needs confirmation").waitFor(patient);
  await page.getByRole("img", { name: "3 to add, 2 to change, 2 to destroy" }).first().waitFor();

  // The plan as a tree: JSON, sets and texts are compared inside, secrets are not shown.
  await page.getByRole("button", { name: /Update terraform_data\.settings/ }).click();
  const settings = page.getByRole("list", { name: "Attributes of terraform_data.settings" });
  await settings.getByText("fips").waitFor();
  expect(await settings.getByText('"REQUIRED"').count()).toBe(1);
  await settings.getByRole("region", { name: "Lines before and after" }).getByText("second line 2").waitFor();
  expect((await settings.innerText()).replace(/\s+/g, " ")).toMatch(/tags - "b" \+ "d" 2 unchanged/);
  await page.getByRole("button", { name: /Update terraform_data\.secret/ }).click();
  await page.getByText("(sensitive value, changed)").first().waitFor();
  await page.getByRole("button", { name: /Replace terraform_data\.replaced/ }).click();
  await page.getByText("forces replacement").waitFor();
  expect(new URL(page.url()).searchParams.get("open")).toBe("terraform_data.settings;terraform_data.secret;terraform_data.replaced");
  await page.getByRole("region", { name: "Outputs" }).getByText('"after"').waitFor();
  await isFineInBothSchemes(page);

  // Filters are the server's, and are in the address.
  await page.locator("label", { hasText: "Create 2" }).click();
  await page.getByRole("button", { name: /Create module\.inner\.terraform_data\.each\["two"\]/ }).waitFor();
  await page.getByRole("button", { name: /terraform_data\.settings/ }).waitFor({ state: "detached" });
  await page.getByLabel("Search by address or name").fill("fresh");
  await expect.poll(async () => page.getByRole("button", { name: /module\.inner/ }).count(), patient).toBe(0);
  await page.getByRole("button", { name: /Create terraform_data\.fresh/ }).waitFor();
  expect(new URL(page.url()).search).toContain("action=create&search=fresh");

  await page.getByRole("button", { name: "Confirm & Apply" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm & Apply" });
  await dialog.getByText("2 objects will be destroyed").waitFor();
  await isFineInBothSchemes(page);
  await dialog.getByLabel("Comment").fill("Read and found right.");
  await dialog.getByRole("button", { name: "Confirm & Apply" }).click();
  await status(page, "Applied").waitFor(patient);
  await page.getByText("confirmed by alex").waitFor();

  await page.getByRole("tab", { name: "Activity" }).click();
  const activity = page.getByRole("list", { name: "Activity" });
  await activity.getByText("Read and found right.").waitFor();
  await activity.getByText("confirmed the plan").waitFor();
  await page.getByLabel("Comment").fill("Thank you.");
  await page.getByRole("button", { name: "Add comment" }).click();
  await activity.getByText("Thank you.").waitFor();
  await isFineInBothSchemes(page);

  await page.getByRole("tab", { name: "Log" }).click();
  await page.getByRole("log", { name: "Log of the apply" }).getByText("Apply complete! Resources: 3 added, 2 changed, 2 destroyed.").waitFor();
  await isFineInBothSchemes(page);
  await page.locator("label", { hasText: /^Plan$/ }).click();
  await page.getByRole("log", { name: "Log of the plan" }).getByText("terraform_data.settings: Plan to update").waitFor();
  const download = await page.context().request.get((await page.getByRole("link", { name: "Download" }).getAttribute("href")) ?? "");
  expect(await download.text()).toContain("planned_change");
  await page.getByRole("tab", { name: "Requests" }).click();
  await page.getByText("This run asked the org nothing.").waitFor();
  await isFineInBothSchemes(page);

  await page.getByRole("button", { name: "Run again" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(run));
  await status(page, "Planned and finished").waitFor(patient);
  expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/runs`)).body.total).toBe(3);
  expect(complaints).toEqual([]);
});

test("an apply that is under way shows how far it is", async () => {
  const id = await madeWorkspace(lockstep, "slow");
  await uploaded(lockstep, id, slowApply(3, 12));
  const run = await startedRun(lockstep, id, { autoApply: true, message: "Slowly" });
  const { page, complaints } = await visit(lockstep, { width: 360 });
  await page.goto(address("slow", run));
  await page.getByText("1 of 3 changes done").waitFor(patient);
  await page.getByRole("region", { name: "Progress of the apply" }).getByText("terraform_data.slow_1").waitFor();
  await isFineInBothSchemes(page);
  await page.getByRole("button", { name: "Cancel run" }).click();
  await page.getByRole("dialog", { name: "Cancel run" }).getByText("What is under way is finished").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel run" }).click();
  await status(page, "Canceled").waitFor(patient);
  await page.getByText("canceled by alex").waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
});

test("a pending run says behind which one it waits, and gets rid of it; who may only read sees no buttons", async () => {
  const { id, run } = await richPlan("waiting");
  await settled(lockstep, run, "planned");
  const waiting = await startedRun(lockstep, id, { message: "The next one" });
  const { page, complaints } = await visit(lockstep);
  await page.goto(address("waiting", waiting));
  await status(page, "Pending").waitFor();
  const blocker = page.getByRole("alert").filter({ hasText: "Waits for another run" });
  await blocker.getByRole("link", { name: "Tighten the settings" }).waitFor();
  await blocker.getByText("Needs confirmation").waitFor();
  await blocker.getByText("Plan and apply, started by alex").waitFor();
  await page.getByRole("tab", { name: "Activity" }).click();
  await page.getByLabel("Comment").fill("Is anybody looking?");
  await page.getByRole("button", { name: "Add comment" }).click();
  await page.getByText("Is anybody looking?").waitFor();
  await status(page, "Pending").waitFor();
  await isFineInBothSchemes(page);

  const { token } = await addPerson(lockstep, "reader", { workspaces: { [id]: "read" } });
  const reader = await visit(lockstep, { as: null });
  await reader.context.setExtraHTTPHeaders({ authorization: `Bearer ${token}` });
  await reader.page.goto(address("waiting", waiting));
  await status(reader.page, "Pending").waitFor();
  await reader.page.getByRole("alert").getByRole("link", { name: "Tighten the settings" }).waitFor();
  expect(await reader.page.getByRole("button", { name: /Run now|Cancel|Discard|Confirm|Run again|comment/i }).count()).toBe(0);
  await reader.page.getByRole("tab", { name: "Activity" }).click();
  await reader.page.getByText("Is anybody looking?").waitFor();
  expect(await reader.page.getByLabel("Comment").count()).toBe(0);

  await page.getByRole("button", { name: "Discard the blocking run" }).click();
  await page.getByRole("dialog", { name: "Discard run: Tighten the settings" }).getByRole("button", { name: "Discard run" }).click();
  await status(page, "Needs confirmation").waitFor(patient);
  await status(reader.page, "Needs confirmation").waitFor(patient);
  expect(complaints).toEqual([]);
});

test("errors are shown with the lines they speak of, and a run that is not there with words", async () => {
  const id = await madeWorkspace(lockstep, "broken");
  await uploaded(lockstep, id, 'resource "terraform_data" "a" {\n  inptu = 1\n}\n');
  const { id: run } = await settled(lockstep, await startedRun(lockstep, id), "errored");
  const { page } = await visit(lockstep);
  await page.goto(address("broken", String(run)));
  await page.getByRole("heading", { level: 1, name: "Run without a message" }).waitFor();
  const error = page.getByRole("alert").filter({ hasText: "Error: Unsupported argument" });
  await error.getByText('main.tf, line 2, in resource "terraform_data" "a"').waitFor();
  await error.getByText("inptu", { exact: true }).waitFor();
  await page.getByRole("log").getByText("Error: Unsupported argument").waitFor();
  await isFineInBothSchemes(page);
  await page.goto(address("broken", "run-AAAAAAAAAAAAAAAA"));
  await page.getByRole("alert").getByText(/There is no run/).waitFor();
  await isFineInBothSchemes(page);
});

// The six tutorials of the public series "Manage multiple Okta environments", click by click. The tests build on each other.
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { additions, consoleName, rename } from "../../cli/src/lab/steps.ts";
import { promote } from "../../cli/src/lab/repository.ts";
import { closeBrowser, visit, type Visitor } from "./browser.ts";
import { Hand, push, startTutorialWorld, type TutorialWorld } from "./tutorial-world.ts";

// On a busy machine a plan takes its time.
const slow = { timeout: 600_000 };

let world: TutorialWorld;
let alex: Visitor;
let page: Page;
const hand = new Hand();

beforeAll(async () => {
  world = await startTutorialWorld();
  alex = await visit(world.lockstep);
  page = alex.page;
  page.setDefaultTimeout(100_000);
});

afterAll(async () => {
  await closeBrowser();
  await world?.stop();
});

const button = (name: string, within: Page | Locator = page): Locator => within.getByRole("button", { name, exact: true });

/** A field by its label; the star of what is required belongs to the label, too. */
const field = (label: string, within: Page | Locator = page): Locator => within.getByLabel(new RegExp(`^${label}( \\*)?$`)).first();

const patience = { timeout: 60_000, interval: 200 } as const;

/** Waits until a field has a value by itself. */
const reads = async (label: string, value: string): Promise<void> => expect.poll(async () => field(label).inputValue(), patience).toBe(value);

const dialog = (name: string): Locator => page.getByRole("dialog", { name });

const counts = (add: number, change: number, destroy: number): string => `${add} to add, ${change} to change, ${destroy} to destroy`;

const statusOfRun = (): Locator => page.getByRole("status", { name: "Status of the run" });

/** Waits until the page of a run shows a status. */
const runIs = async (status: string): Promise<void> => statusOfRun().getByText(status, { exact: true }).waitFor();

/** Waits until the page of a run shows what it comes to. */
const comesTo = async (add: number, change: number, destroy: number): Promise<void> => page.getByRole("img", { name: counts(add, change, destroy), exact: true }).first().waitFor();

const openWorkspace = (name: string) => page.goto(`/app/acme/workspaces/${name}`);

/** Starts a run in the dialog of the workspace's page; its own page is open then. */
async function startRun(workspace: string, { kind, reason, start }: { readonly kind: string; readonly reason: string; readonly start: string }): Promise<void> {
  await openWorkspace(workspace);
  await button("Start new run").click();
  await field("Reason").fill(reason);
  await page.getByRole("radio", { name: kind }).check();
  await hand.press(`${kind}: ${reason}`, button(start));
  await page.getByRole("heading", { level: 1, name: reason }).waitFor();
}

const planAndApply = async (workspace: string, reason: string): Promise<void> => startRun(workspace, { kind: "Plan and apply (standard)", reason, start: "Start run" });

/** Waits until the workspace's page, which is open, shows the run of a commit with a status; nobody reloads. */
async function latestRunIs(title: string, status: string, changes: string): Promise<void> {
  const latest = page.getByRole("region", { name: "Latest run" });
  await latest.getByRole("link", { name: title }).waitFor();
  await latest.getByText(status, { exact: true }).first().waitFor();
  await latest.getByRole("img", { name: changes, exact: true }).waitFor();
}

test("1a, 1b: a workspace for the branch preview, with variables of which one is never readable again", slow, async () => {
  await page.goto("/app/acme/start");
  await button("Go on without: variables have the credentials").click();
  await page.getByRole("radio", { name: "Git", exact: true }).check();
  await field("Address").fill(world.git.address);
  await field("Address").blur();
  await field("User name").fill("lab");
  await field("Token or password").fill(world.git.token);
  await button("Connect").click();
  await reads("Branch", "preview (default)");
  // The repository is connected: from here on it is counted.
  hand.count(true);
  await reads("Name of the workspace", "preview");
  await page.getByRole("radio", { name: "Manual apply" }).check();
  await hand.press("make the workspace preview", button("Create workspace"));
  const { name, url, token } = world.preview;
  for (const [key, value] of [["org_name", name], ["base_url", url], ["api_token", token]] as const) await field(key).fill(value);
  expect(await page.getByRole("checkbox", { name: "api_token is sensitive" }).isChecked()).toBe(true);
  await hand.press("set its variables", button("Save 3 variables"));
  await page.getByText("Every input variable has a value.").waitFor();
  await page.goto("/app/acme/workspaces/preview/variables");
  await page.getByText("api_token").first().waitFor();
  expect(await page.content()).not.toContain(token);
  const { body } = await world.lockstep.call("GET", "/api/v2/organizations/acme/workspaces/preview");
  for (const path of [`/api/v2/workspaces/${String(body.data?.id)}/vars`, `/api/v1/workspaces/${String(body.data?.id)}/variables`]) {
    const answer = await world.lockstep.call("GET", path);
    expect([answer.status, JSON.stringify(answer.body).includes(token)]).toEqual([200, false]);
  }
});

test("1c: a plan-only run with a reason leaves nothing to confirm", slow, async () => {
  await startRun("preview", { kind: "Plan only", reason: "What would come into being?", start: "Start plan" });
  await runIs("Planned and finished");
  await page.getByRole("img", { name: /^1\d to add, 0 to change, 0 to destroy$/ }).first().waitFor();
  expect(await button("Confirm & Apply").count()).toBe(0);
});

test("1e: a run that must wait says behind which one; from there that one is turned down", slow, async () => {
  hand.count(false);
  await planAndApply("preview", "First one");
  await runIs("Needs confirmation");
  await planAndApply("preview", "Second one");
  await runIs("Pending");
  const second = page.url();
  const blocker = page.getByRole("alert").filter({ hasText: "Waits for another run" });
  await blocker.getByRole("link", { name: "First one" }).waitFor();
  await blocker.getByText("Needs confirmation").waitFor();
  await blocker.getByText("Plan and apply, started by alex").waitFor();
  await page.getByRole("tab", { name: "Activity" }).click();
  await field("Comment").fill("Waiting for the first one.");
  await button("Add comment").click();
  await page.getByRole("list", { name: "Activity" }).getByText("Waiting for the first one.").waitFor();
  await runIs("Pending");
  await planAndApply("preview", "Third one");
  await runIs("Pending");
  await button("Cancel run").click();
  await dialog("Cancel run").getByRole("button", { name: "Cancel run" }).click();
  await runIs("Canceled");
  await page.goto(second);
  await button("Discard the blocking run").click();
  await dialog("Discard run: First one").getByRole("button", { name: "Discard run" }).click();
  await runIs("Needs confirmation");
  await button("Discard run").click();
  await dialog("Discard run").getByRole("button", { name: "Discard run" }).click();
  await runIs("Discarded");
  hand.count(true);
});

test("1d: plan and apply, confirmed with a comment, changes the org", slow, async () => {
  await planAndApply("preview", "Set up the preview org");
  await runIs("Needs confirmation");
  await button("Confirm & Apply").click();
  await field("Comment", dialog("Confirm & Apply")).fill("Go.");
  await hand.press("Confirm & Apply in preview", button("Confirm & Apply", dialog("Confirm & Apply")));
  await runIs("Applied");
  await page.getByRole("tab", { name: "Activity" }).click();
  const activity = page.getByRole("list", { name: "Activity" });
  await activity.getByText("Go.", { exact: true }).waitFor();
  hand.count(false);
  await field("Comment").fill("Done.");
  await button("Add comment").click();
  await activity.getByText("Done.", { exact: true }).waitFor();
  hand.count(true);
  expect(world.preview.org.log.all.filter(({ body }) => body["eventType"] === "group.lifecycle.create").length).toBeGreaterThan(0);
});

test("1f, 1g: commits start runs by themselves; the workspace is switched to auto apply", slow, async () => {
  await openWorkspace("preview");
  push(world.repository.preview, "note who looks after groups", [{ file: "groups.tf", append: "\n# Looked after by the identity team.\n" }]);
  await latestRunIs("note who looks after groups", "Planned and finished", counts(0, 0, 0));
  await page.goto("/app/acme/workspaces/preview/settings/apply");
  const runs = page.getByRole("form", { name: "Runs" });
  await runs.getByRole("switch", { name: "Apply by itself", exact: true }).check({ force: true });
  await hand.press("switch preview to auto apply", button("Save", runs));
  await runs.getByText("Saved").waitFor();
  await openWorkspace("preview");
  push(world.repository.preview, "note where questions go", [{ file: "groups.tf", append: "\n# Questions: identity@example.com\n" }]);
  await latestRunIs("note where questions go", "Planned and finished", counts(0, 0, 0));
});

test("2: eight commits add resources, and each applies by itself", slow, async () => {
  await openWorkspace("preview");
  for (const { title, edits, expect: { add, change, destroy } } of additions) {
    push(world.repository.preview, title, edits);
    await latestRunIs(title, "Applied", counts(add, change, destroy));
  }
});

test("3: a group is renamed in code; the run names it", slow, async () => {
  push(world.repository.preview, rename.title, rename.edits);
  await latestRunIs(rename.title, "Applied", counts(0, 1, 0));
  await page.getByRole("region", { name: "Latest run" }).getByRole("link", { name: rename.title }).click();
  await runIs("Applied");
  await comesTo(0, 1, 0);
  await page.getByRole("list", { name: "Attributes of okta_group.test_group" }).getByText("Renamed Test Group").first().waitFor();
});

const groupIn = (org: TutorialWorld["preview"], name: string): string | undefined => org.org.store.collection("groups").find(({ body }) => JSON.stringify(body["profile"]).includes(`"${name}"`))?.id;

test("4: what is proven in preview is promoted to production, by a workspace of its own", slow, async () => {
  promote(world.repository.production);
  await page.goto("/app/acme/start");
  const org = page.getByRole("form", { name: "New Okta org" });
  await field("Address of the org", org).fill(world.production.url);
  await field("Name", org).fill("production");
  await field("API token", org).fill(world.production.token);
  await hand.press("connect the production org", button("Connect", org));
  await page.getByRole("heading", { name: "Okta org: production" }).waitFor();
  await field("Repository").fill("okta.git");
  await reads("Branch", "preview (default)");
  await field("Branch").click();
  await page.getByRole("option", { name: "prod", exact: true }).click();
  await reads("Name of the workspace", "prod");
  await field("Name of the workspace").fill("production");
  await hand.press("make the workspace production", button("Create workspace"));
  await page.getByText("Every input variable has a value.").waitFor();
  await planAndApply("production", "Promote to production");
  await runIs("Needs confirmation");
  await page.getByRole("img", { name: /^2\d to add, 0 to change, 0 to destroy$/ }).first().waitFor();
  await button("Confirm & Apply").click();
  await hand.press("Confirm & Apply in production", button("Confirm & Apply", dialog("Confirm & Apply")));
  await runIs("Applied");
  const [here, there] = [groupIn(world.preview, "Renamed Test Group"), groupIn(world.production, "Renamed Test Group")];
  expect([here !== undefined, there !== undefined, here === there]).toEqual([true, true, false]);
});

test("5: a group renamed by hand shows by itself with the name of who did it, and is set back", slow, async () => {
  await page.goto("/app/acme/drift");
  await page.getByRole("heading", { level: 1, name: "Drift" }).waitFor();
  const casey = await renameInTheConsole();
  const drift = page.getByRole("listitem").filter({ hasText: "okta_group.test_group" });
  await drift.getByText("Casey Rivers").first().waitFor();
  await drift.getByText(consoleName).first().waitFor();
  const event = await drift.getByRole("link", { name: /^event / }).getAttribute("href");
  await casey.page.goto(event ?? "");
  await casey.page.getByRole("heading", { name: "System Log" }).waitFor();
  await casey.page.getByRole("table").first().getByText("group.profile.update").waitFor();
  await drift.getByRole("checkbox").check();
  await button("Set back").click();
  await hand.press("set the drift back", button("Start run", dialog("Set back 1 object")));
  await runIs("Needs confirmation");
  await comesTo(0, 1, 0);
  await button("Confirm & Apply").click();
  await hand.press("Confirm & Apply what sets it back", button("Confirm & Apply", dialog("Confirm & Apply")));
  await runIs("Applied");
  expect(groupIn(world.production, "Renamed Test Group")).toBeDefined();
  await page.goto("/app/acme/drift?status=resolved");
  await page.getByRole("listitem").filter({ hasText: "okta_group.test_group" }).getByText(/^Resolved/).first().waitFor();
  await casey.context.close();
  hand.count(false);
  process.stdout.write(`From "repository connected" to "drift set back": ${hand.done.length} human actions in the pages.\n${hand.done.map((what, index) => `  ${index + 1}. ${what}\n`).join("")}`);
  expect(hand.done.length).toBeLessThanOrEqual(12);
});

/** Casey Rivers signs in to production's Admin Console and gives the group another name. */
async function renameInTheConsole(): Promise<Visitor> {
  const casey = await visit({ url: world.production.url }, { as: null });
  await casey.page.goto("/");
  await casey.page.getByLabel("First name").fill("Casey");
  await casey.page.getByLabel("Last name").fill("Rivers");
  await casey.page.getByLabel("Username").fill("casey.rivers@example.com");
  await button("Add administrator and sign in", casey.page).click();
  await casey.page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Groups" }).click();
  await casey.page.getByRole("table").getByRole("link", { name: "Renamed Test Group" }).click();
  await casey.page.getByLabel("Name", { exact: true }).fill(consoleName);
  await button("Save", casey.page).click();
  await casey.page.getByText("Saved.").waitFor();
  expect(casey.complaints).toEqual([]);
  return casey;
}

test("6: every morning at nine in New York production is planned, and the channel is told of a difference only", slow, async () => {
  const path = "/services/T0000/B0000/tutorial";
  await page.goto("/app/acme/workspaces/production/settings/notifications");
  await button("Add notification").click();
  await field("Name").fill("Identity channel");
  await field("Address").fill(world.slack.address(path));
  await button("Save and send a test").click();
  await page.getByRole("heading", { level: 1, name: "Identity channel" }).waitFor();
  await button("Send a test").click();
  await page.getByRole("status", { name: "Result of the test" }).waitFor();
  expect(world.slack.to(path)).toHaveLength(2);
  await page.goto("/app/acme/workspaces/production/settings/schedules");
  await button("Add schedule").click();
  const form = dialog("Add schedule");
  await form.getByRole("radio", { name: /[Pp]lan only|[Pp]lan-only/ }).check();
  await field("Time", form).fill("09:00");
  await field("Time zone", form).fill("New_York");
  await page.getByRole("option", { name: "America/New_York" }).click();
  await form.getByRole("status").getByText("At 09:00, every day, America/New_York").waitFor();
  await button("Add schedule", form).click();
  const schedule = page.getByRole("article", { name: "At 09:00, every day, America/New_York" });
  const startedRun = schedule.getByRole("link", { name: "its run" });
  await button("Do it now", schedule).click();
  const first = await startedRun.getAttribute("href");
  await startedRun.click();
  await runIs("Planned and finished");
  await comesTo(0, 0, 0);
  expect(world.slack.to(path)).toHaveLength(2);
  await changeAgain();
  await page.goto("/app/acme/workspaces/production/settings/schedules");
  await button("Do it now", schedule).click();
  await expect.poll(async () => startedRun.getAttribute("href"), patience).not.toBe(first);
  await startedRun.click();
  await runIs("Planned and finished");
  await comesTo(0, 1, 0);
  const id = page.url().split("/").at(-1) ?? "";
  await expect.poll(() => world.slack.to(path).filter(({ body }) => body.includes(id)).length, patience).toBe(1);
  expect(alex.complaints).toEqual([]);
});

/** The group is renamed by hand once more. */
async function changeAgain(): Promise<void> {
  const casey = await visit({ url: world.production.url }, { as: null });
  await casey.page.goto(`/admin/groups/${groupIn(world.production, "Renamed Test Group") ?? ""}`);
  await button("Sign in as Casey Rivers", casey.page).click();
  await casey.page.getByLabel("Name", { exact: true }).fill(consoleName);
  await button("Save", casey.page).click();
  await casey.page.getByText("Saved.").waitFor();
  await casey.context.close();
}

import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkspace, settled, startRun, upload } from "../../server/test/org-workspace.ts";
import { git } from "../../server/test/git-repository.ts";
import { mailReceiver, type MailReceiver } from "../../server/test/mail-receiver.ts";
import { webhookReceiver, type WebhookReceiver } from "../../server/test/webhook-receiver.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

let lockstep: ServedPages;
let hooks: WebhookReceiver;
let mails: MailReceiver;
let workspace: string;
/** A folder with one repository in it. */
const repositories = mkdtempSync(join(tmpdir(), "lockstep-settings-"));
beforeAll(async () => {
  hooks = await webhookReceiver();
  mails = await mailReceiver();
  lockstep = await servePages({ work: true, environment: { LOCKSTEP_ALLOW_LOCAL_GIT: "true", LOCKSTEP_SMTP_URL: mails.url } });
  workspace = await makeWorkspace(lockstep, "preview");
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await hooks.stop();
  await mails.stop();
  rmSync(repositories, { recursive: true, force: true });
});

type SettingsPage = "general" | "git" | "apply" | "schedules" | "notifications" | "access" | "danger";
const at = (page: SettingsPage, name = "preview"): string => `/app/acme/workspaces/${name}/settings/${page}`;
const settings = async () => (await lockstep.call("GET", `/api/v1/workspaces/${workspace}`)).body["settings"] as unknown as Readonly<Record<string, unknown>>;
const saved = async (page: Page, form: string): Promise<void> => page.getByRole("form", { name: form }).getByRole("status").getByText("Saved").waitFor();

/** The browser itself complains of what is refused on purpose. */
const unexpected = (complaints: readonly string[]): readonly string[] => complaints.filter((complaint) => !complaint.includes("status of 422"));

test("runs apply by themselves when the switch says so; patterns say in words what starts a run", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("apply"));
  const runs = page.getByRole("form", { name: "Runs" });
  await runs.getByRole("switch", { name: "Apply by itself", exact: true }).click();
  await runs.getByRole("button", { name: "Save" }).click();
  await saved(page, "Runs");
  expect(await settings()).toMatchObject({ autoApply: true });
  const pushes = page.getByRole("form", { name: "Pushes" });
  await pushes.getByRole("radio", { name: "Only when files match these patterns" }).click();
  await pushes.getByLabel("Patterns").last().fill("preview/**/*.tf");
  await page.keyboard.press("Enter");
  await pushes.getByText('A push starts a run when it touches a file like "preview/**/*.tf".').waitFor();
  await pushes.getByRole("button", { name: "Save" }).click();
  await saved(page, "Pushes");
  expect(await settings()).toMatchObject({ fileTriggersEnabled: true, triggerPatterns: ["preview/**/*.tf"], triggerPrefixes: [] });
  expect(complaints).toEqual([]);
});

test("a repository is followed, its branch and its folder chosen, and followed no more", async () => {
  const folder = join(repositories, "okta");
  mkdirSync(join(folder, "environments/preview"), { recursive: true });
  writeFileSync(join(folder, "environments/preview/main.tf"), 'output "hello" {\n  value = 1\n}\n');
  for (const command of [["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Say hello"], ["branch", "preview"]]) git(folder, ...command);
  const id = await makeWorkspace(lockstep, "followed");
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("git", "followed"));
  await page.getByRole("heading", { name: "No Git host is connected" }).waitFor();
  const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/vcs-connections", { kind: "git", name: "Our Git", httpUrl: repositories });
  expect(body["connection"]).toMatchObject({ name: "Our Git" });
  await page.reload();

  const form = page.getByRole("form", { name: "Connect a repository" });
  // The only repository there is chosen by itself, and so is its usual branch.
  await expect.poll(async () => form.getByLabel(/^Repository/).first().inputValue(), { timeout: 60_000 }).toBe("okta");
  await expect.poll(async () => form.getByLabel(/^Branch/).first().inputValue(), { timeout: 60_000 }).toBe("main (default)");
  await form.getByLabel(/^Branch/).first().click();
  await page.getByRole("option", { name: "preview" }).click();
  await form.getByLabel("Folder").fill("../elsewhere");
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("The working directory lies within the repository").waitFor();
  await form.getByLabel("Folder").fill("environments/preview");
  await form.getByRole("button", { name: "Save" }).click();

  // It is looked at at once: the commit is shown.
  const commit = git(folder, "rev-parse", "preview").slice(0, 8);
  await page.getByRole("region", { name: "What is followed" }).getByText(commit).waitFor({ timeout: 120_000 });
  expect(await accessibilityProblems(page)).toEqual([]);
  expect((await lockstep.call("GET", `/api/v1/workspaces/${id}`)).body["settings"]).toMatchObject({ workingDirectory: "environments/preview", repository: { identifier: "okta", branch: "preview" } });
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("form", { name: "Connect a repository" }).waitFor();
  expect((await lockstep.call("GET", `/api/v1/workspaces/${id}`)).body["settings"]).toMatchObject({ repository: null });
  expect(unexpected(complaints)).toEqual([]);
});

test("a workspace follows another, and no circle is made", async () => {
  await makeWorkspace(lockstep, "upstream");
  const { page } = await visit(lockstep);
  const follow = async (name: string, source: string): Promise<void> => {
    await page.goto(at("apply", name));
    await page.getByRole("combobox", { name: "Workspace to follow" }).click();
    await page.getByRole("option", { name: source }).click();
    await page.getByRole("button", { name: "Follow", exact: true }).click();
  };
  await follow("preview", "upstream");
  await page.getByRole("button", { name: "Follow upstream no longer" }).waitFor();
  await follow("upstream", "preview");
  await page.getByRole("alert").getByText("their runs would start each other for ever").waitFor();
  await page.getByRole("heading", { name: "Is followed by" }).waitFor();
});

test("a schedule at nine in New York is said in words with its next times, before and after it is saved", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("schedules"));
  await page.getByRole("button", { name: "Add schedule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Plan only, and tell when something differs" }).click();
  await dialog.getByRole("combobox", { name: "Time zone" }).fill("America/New_Y");
  await page.getByRole("option", { name: "America/New_York" }).click();
  const words = "At 09:00, every day, America/New_York";
  await dialog.getByText(words).waitFor();
  expect(await dialog.getByRole("listitem").allTextContents()).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/, 09:00 /) as string));
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add schedule" }).click();
  await dialog.waitFor({ state: "detached" });
  const card = page.getByRole("article", { name: words });
  expect(await card.innerText()).toMatch(/Next in [^:]+: .*, 09:00 /);
  await card.getByText("It has not come yet.").waitFor();
  await card.getByRole("button", { name: `Edit ${words}` }).click();
  await dialog.getByRole("combobox", { name: "When" }).click();
  await page.getByRole("option", { name: "By a cron expression" }).click();
  await dialog.getByLabel("Cron expression").fill("0 25 * * *");
  await dialog.getByText('"25" is no hour of a schedule').waitFor();
  await dialog.getByRole("combobox", { name: "When" }).click();
  await page.getByRole("option", { name: "Every so many minutes" }).click();
  await dialog.getByLabel("Minutes").fill("45");
  await dialog.getByRole("button", { name: "Save" }).click();
  const every = page.getByRole("article", { name: "Every 45 minutes" });
  await every.getByText("Next in").waitFor();
  await every.getByRole("switch", { name: "Enabled" }).click();
  await every.getByText("Next in").waitFor({ state: "detached" });
  await every.getByRole("button", { name: "Delete Every 45 minutes" }).click();
  await dialog.getByRole("button", { name: "Delete schedule" }).click();
  await page.getByRole("heading", { name: "No schedule yet" }).waitFor();
  expect(unexpected(complaints)).toEqual([]);
});

test("a Slack channel is told: saved with a test, its answer shown, everything in a log and sent again", async () => {
  hooks.answer("/slack/T0-secret-path", 200, "ok, taken");
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("notifications"));
  await page.getByRole("button", { name: "Add notification" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Identity channel");
  await dialog.getByLabel("Address").first().fill("ftp://nowhere");
  await dialog.getByRole("button", { name: "Save and send a test" }).click();
  await dialog.getByText("Slack needs the address to send to").waitFor();
  await dialog.getByLabel("Address").first().fill(hooks.address("/slack/T0-secret-path"));
  await dialog.getByRole("checkbox", { name: "A run was created" }).check();
  await dialog.getByRole("button", { name: "Save and send a test" }).click();
  await page.getByRole("heading", { name: "Identity channel", level: 1 }).waitFor();
  const log = page.getByRole("table", { name: "Messages" });
  await log.getByRole("row").filter({ hasText: "Test" }).getByText("Delivered").waitFor();
  expect(hooks.to("/slack/T0-secret-path")).toHaveLength(1);
  hooks.answer("/slack/T0-secret-path", 404, "channel_not_found");
  await page.getByRole("button", { name: "Send a test" }).click();
  const result = page.getByRole("status", { name: "Result of the test" });
  await result.getByText("The receiver answered with 404.").waitFor();
  await result.getByText("channel_not_found").waitFor();
  await log.getByRole("row").filter({ hasText: "404" }).getByRole("button", { name: /^Details/ }).click();
  await dialog.getByRole("heading", { name: "Message as it is sent" }).waitFor();
  expect(new URL(page.url()).searchParams.get("delivery")).toMatch(/./);
  expect(await accessibilityProblems(page)).toEqual([]);
  hooks.answer("/slack/T0-secret-path", 200, "ok, taken");
  await dialog.getByRole("button", { name: "Send again" }).click();
  // The message of the worker shows without a reload.
  await dialog.getByText("The receiver answered with 200.").waitFor();
  expect(hooks.to("/slack/T0-secret-path")).toHaveLength(3);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await page.content()).not.toContain("secret-path");
  await page.getByRole("switch", { name: "Enabled" }).click();
  await page.getByRole("form", { name: "Settings" }).getByRole("button", { name: "Save" }).click();
  await page.getByText("Disabled: nothing is sent").waitFor();
  expect(unexpected(complaints)).toEqual([]);
});

test("mail, Teams and a signed webhook are told, too", async () => {
  const { page, complaints } = await visit(lockstep);
  const dialog = page.getByRole("dialog");
  const log = page.getByRole("table", { name: "Messages" });
  const add = async (destination: string, name: string, fill: () => Promise<void>): Promise<void> => {
    await page.goto(at("notifications"));
    await page.getByRole("button", { name: "Add notification" }).click();
    await dialog.getByRole("radio", { name: destination }).check();
    await dialog.getByLabel("Name").fill(name);
    await fill();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save and send a test" }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await log.getByRole("row").filter({ hasText: "Test" }).getByText("Delivered").waitFor();
  };

  await add("E-mail", "On call", async () => {
    await dialog.getByRole("combobox", { name: "People of the organization" }).click();
    await page.getByRole("option", { name: /^alex/ }).click();
    await page.keyboard.press("Escape");
    await dialog.getByLabel("Other addresses").fill("identity-team@example.com");
    await page.keyboard.press("Enter");
  });
  expect(mails.received().flatMap(({ to }) => to).toSorted()).toEqual(["alex@example.com", "identity-team@example.com"]);

  await add("Microsoft Teams", "Identity team", async () => dialog.getByLabel("Address").first().fill(hooks.address("/teams")));
  expect(JSON.parse(hooks.to("/teams")[0]?.body ?? "")).toMatchObject({ type: "message" });

  await add("Webhook", "Pipeline", async () => {
    await dialog.getByLabel("Address").first().fill(hooks.address("/pipeline"));
    await dialog.getByLabel("Token").first().fill("s3cret-of-the-receiver");
  });
  const [sent] = hooks.to("/pipeline");
  expect(sent?.headers["x-tfe-notification-signature"]).toBe(createHmac("sha512", "s3cret-of-the-receiver").update(sent?.body ?? "").digest("hex"));
  await page.getByRole("checkbox", { name: "Remove the token: sign no longer" }).check();
  await page.getByRole("form", { name: "Settings" }).getByRole("button", { name: "Save" }).click();
  await page.getByRole("checkbox", { name: "Remove the token: sign no longer" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(() => hooks.to("/pipeline").at(-1)?.headers["x-tfe-notification-signature"]).toBeUndefined();
  expect(complaints).toEqual([]);
});

test("a workspace renamed leads to its new address; what is refused is said at its field", async () => {
  const id = await makeWorkspace(lockstep, "to-rename");
  const { page } = await visit(lockstep);
  await page.goto(at("general", "to-rename"));
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("preview");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText('There is already a workspace named "preview"').waitFor();
  await name.fill("renamed");
  await page.getByLabel("Description").fill("Where changes are tried");
  await page.getByRole("radio", { name: "Local" }).click();
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.waitForURL(`**${at("general", "renamed")}`);
  await page.getByRole("navigation", { name: "Workspace", exact: true }).waitFor();
  expect(await name.inputValue()).toBe("renamed");
  const sharing = page.getByRole("form", { name: "State sharing" });
  await sharing.getByRole("combobox", { name: "Share with" }).click();
  await page.getByRole("option", { name: "preview" }).click();
  await sharing.getByRole("button", { name: "Share", exact: true }).click();
  await sharing.getByRole("button", { name: "Share with preview no longer" }).waitFor();
  expect((await lockstep.call("GET", `/api/v1/workspaces/${id}`)).body["settings"]).toMatchObject({ name: "renamed", description: "Where changes are tried", executionMode: "local" });
});

test("access is given to a team, changed, and taken", async () => {
  await addPagePerson(lockstep, "auditor");
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("access"));
  await page.getByRole("combobox", { name: "Team" }).click();
  await page.getByRole("option", { name: "team-of-auditor" }).click();
  await page.getByRole("button", { name: "Give access" }).click();
  const row = page.getByRole("row").filter({ hasText: "team-of-auditor" });
  await row.getByText("This workspace").waitFor();
  await row.getByRole("combobox", { name: "Access of team-of-auditor" }).click();
  await page.getByRole("option", { name: "Plan" }).click();
  await expect.poll(async () => JSON.stringify((await lockstep.call("GET", `/api/v1/workspaces/${workspace}/teams`)).body["items"]), { timeout: 20_000 }).toContain('"name":"team-of-auditor","access":"plan","through":"workspace"');
  await row.getByRole("button", { name: "Take access from team-of-auditor" }).click();
  await row.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});

test("deleting says what stays behind and who follows, and takes a typed name", async () => {
  const id = await makeWorkspace(lockstep, "doomed");
  await upload(lockstep, id, 'resource "terraform_data" "a" {\n  count = 2\n  input = "x"\n}\n');
  await settled(lockstep, await startRun(lockstep, id, { "auto-apply": true }), "applied");
  expect((await lockstep.call("POST", `/api/v1/workspaces/${workspace}/run-triggers`, { sourceId: id })).status).toBe(201);
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("danger", "doomed"));
  const card = page.getByRole("region", { name: "Delete the workspace" });
  await card.getByText("It still manages 2 objects").waitFor();
  await card.getByText("2 terraform_data").waitFor();
  await card.getByRole("link", { name: "preview" }).waitFor();
  await page.getByRole("region", { name: "Destroy everything that it manages" }).getByRole("button", { name: "Plan to destroy 2 objects" }).waitFor();
  expect(await card.getByRole("button", { name: "Delete by force" }).isEnabled()).toBe(false);
  await page.getByLabel("Reason").fill("the audit");
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await card.getByText("It is locked by").waitFor();
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await card.getByRole("checkbox", { name: "Leave the 2 objects in the org" }).check();
  await card.getByRole("button", { name: "Delete by force" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("2 objects stay in the org").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await dialog.getByRole("button", { name: "Delete by force" }).isEnabled()).toBe(false);
  await dialog.getByRole("textbox").fill("doomed");
  await dialog.getByRole("button", { name: "Delete by force" }).click();
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  expect((await lockstep.call("GET", `/api/v1/workspaces/${id}`)).status).toBe(404);
  // What was asked while it vanished may find nothing.
  expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
});

test("everything that it manages is destroyed from here, once its plan is confirmed", async () => {
  const id = await makeWorkspace(lockstep, "emptied");
  await upload(lockstep, id, 'resource "terraform_data" "a" {\n  count = 2\n  input = "x"\n}\n');
  await settled(lockstep, await startRun(lockstep, id, { "auto-apply": true }), "applied");
  const { page, complaints } = await visit(lockstep);
  await page.goto(at("danger", "emptied"));
  await page.getByRole("button", { name: "Plan to destroy 2 objects" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("emptied");
  await dialog.getByRole("button", { name: "Start destroy run" }).click();
  await page.getByRole("status", { name: "Status of the run" }).locator('[data-status="planned"]').waitFor();
  await page.getByRole("img", { name: "0 to add, 0 to change, 2 to destroy" }).first().waitFor();
  await page.getByRole("button", { name: "Confirm & Apply" }).click();
  await dialog.getByRole("textbox", { name: /emptied/ }).fill("emptied");
  await dialog.getByRole("button", { name: "Confirm & Apply" }).click();
  await page.getByRole("status", { name: "Status of the run" }).locator('[data-status="applied"]').waitFor();
  await page.goto(at("danger", "emptied"));
  await page.getByText("It manages no object.").waitFor();
  expect(complaints).toEqual([]);
});

const everyPage: readonly SettingsPage[] = ["general", "git", "apply", "schedules", "notifications", "access", "danger"];

test("every page of the settings can be read by everybody, in light and dark", async () => {
  const { body } = await lockstep.call("GET", `/api/v1/workspaces/${workspace}/notifications`);
  const first = (body["items"] as unknown as readonly { id: string }[])[0]?.id ?? "";
  for (const dark of [false, true]) {
    const { page, complaints } = await visit(lockstep, { dark, width: dark ? 360 : 1280 });
    for (const name of [...everyPage, `notifications/${first}` as SettingsPage]) {
      await page.goto(at(name));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      // What has just become enabled is still changing its colour.
      await expect.poll(async () => accessibilityProblems(page), { timeout: 20_000, interval: 500, message: `${name}, ${dark ? "dark" : "light"}` }).toEqual([]);
      expect([name, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([name, dark ? 360 : 1280]);
    }
    expect(complaints).toEqual([]);
  }
});

test("who may only read sees the settings and nothing to press", async () => {
  const { as } = await addPagePerson(lockstep, "reader", { workspaces: { [workspace]: "read" } });
  const { page, complaints } = await visit(lockstep, { as });
  for (const name of everyPage) {
    await page.goto(at(name));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    expect([name, await page.getByRole("main").getByRole("button").allTextContents()]).toEqual([name, []]);
    expect([name, await page.getByRole("main").locator("input:not([readonly]):not([disabled]):not([type=hidden]), textarea:not([readonly]):not([disabled])").count()]).toEqual([name, 0]);
  }
  await page.goto(at("general"));
  await page.getByText("Changing them takes admin access to the workspace.").waitFor();
  expect(complaints).toEqual([]);
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRepository } from "../../server/test/git-repository.ts";
import { makeWorkspace } from "../../server/test/org-workspace.ts";
import { addPerson } from "../../server/test/people.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";

const settings = "/app/acme/settings";
const reader = { name: "casey", password: "a quiet winter evening" };

let lockstep: ServedPages;
const root = mkdtempSync(join(tmpdir(), "lockstep-organization-"));
beforeAll(async () => {
  lockstep = await servePages({ environment: { LOCKSTEP_ALLOW_LOCAL_GIT: "true" } });
  await makeWorkspace(lockstep, "production");
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  rmSync(root, { recursive: true, force: true });
});

const dialog = (page: Page) => page.getByRole("dialog");

/** Takes a copyable field's value out of the page. */
const shown = async (page: Page, label: string): Promise<string> => page.getByRole("textbox", { name: label, exact: true }).inputValue();

describe("people and teams", () => {
  test("who is invited into a team that may read opens the link, sees the workspace, and no button that changes anything", async () => {
    const { page, complaints } = await visit(lockstep);
    await page.goto(`${settings}/teams`);
    await page.getByRole("button", { name: "New team" }).click();
    await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("no good name");
    await dialog(page).getByRole("button", { name: "Make the team" }).click();
    await dialog(page).getByText("has up to 90 letters").waitFor();
    await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("auditors");
    await dialog(page).getByRole("button", { name: "Make the team" }).click();
    await page.getByRole("heading", { level: 1, name: "auditors" }).waitFor();

    await page.getByRole("button", { name: "What each level allows" }).click();
    await page.getByText("Confirm and apply plans").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Project or workspace" }).fill("prod");
    await page.getByRole("option", { name: "production" }).click();
    await page.getByRole("button", { name: "Give access" }).click();
    await page.getByRole("region", { name: "Access of the team" }).getByRole("link", { name: "production" }).waitFor();

    await page.getByRole("link", { name: "People", exact: true }).first().click();
    await page.getByRole("button", { name: "Invite" }).click();
    await dialog(page).getByRole("textbox", { name: "E-mail" }).fill("casey@example.com");
    await dialog(page).getByRole("button", { name: "Invite" }).click();
    await dialog(page).getByText("Choose at least one team").waitFor();
    await dialog(page).getByRole("combobox", { name: "Teams" }).click();
    await page.getByRole("option", { name: "auditors" }).click();
    await page.keyboard.press("Escape");
    await dialog(page).getByRole("button", { name: "Invite" }).click();
    await page.getByText("it is not shown again").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const link = new URL(await shown(page, "Link"));
    await page.getByRole("button", { name: "I have copied it" }).click();
    await page.getByRole("row", { name: /casey@example.com/ }).getByText("Invited").waitFor();

    const guest = await visit(lockstep, { as: null });
    await guest.page.goto(`${link.pathname}${link.search}`);
    await guest.page.getByLabel("Your name").fill(reader.name);
    await guest.page.getByRole("textbox", { name: "Password", exact: true }).fill(reader.password);
    await guest.page.getByRole("button", { name: "Join" }).click();
    await guest.page.getByRole("link", { name: "production" }).click();
    await guest.page.getByRole("navigation", { name: "Workspace" }).waitFor();
    expect(await guest.page.getByRole("button", { name: /start new run|lock|delete/i }).count()).toBe(0);

    await page.reload();
    await page.getByRole("row", { name: /casey/ }).getByText("Active").waitFor();
    expect(complaints.filter((words) => !words.includes("422"))).toEqual([]);
  });

  test("who has no rights is told so, and is offered nothing", async () => {
    const { page, complaints } = await visit(lockstep, { as: reader });
    await page.goto(`${settings}/general`);
    await page.getByText("acme", { exact: true }).first().waitFor();
    expect(await page.getByRole("navigation", { name: "Settings of the organization" }).getByRole("link").allInnerTexts()).toEqual(["General", "Projects", "Teams", "People", "Version control"]);
    for (const name of ["general", "projects", "teams", "members", "git"] as const) {
      await page.goto(`${settings}/${name}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
      expect(await page.locator("main").getByRole("button").allInnerTexts(), name).toEqual([]);
    }
    await page.goto(`${settings}/tokens`);
    await page.getByRole("heading", { name: "Only owners see the organization's token" }).waitFor();
    await page.goto(`${settings}/audit-log`);
    await page.getByRole("heading", { name: "You may not read the audit log" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${settings}/teams`);
    await page.getByRole("link", { name: "auditors" }).click();
    await page.getByText("None beside that.").waitFor();
    expect(await page.locator("main").getByRole("button").allInnerTexts()).toEqual(["What each level allows"]);
    await page.goto(`${settings}/nothing`);
    await page.getByRole("heading", { name: "There is no page at this address" }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("rights are given by words, members come and go, and a team is deleted by its name", async () => {
    await addPerson(lockstep, "helper");
    const { page, complaints } = await visit(lockstep);
    await page.goto(`${settings}/teams`);
    await page.getByRole("button", { name: "New team" }).click();
    await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("helpers");
    await dialog(page).getByRole("button", { name: "Make the team" }).click();
    await page.getByLabel("Manage projects").check();
    await page.getByLabel("Read the audit log").check();
    await page.getByRole("button", { name: "Save rights" }).click();
    const rights = async (): Promise<unknown> => ((await lockstep.call("GET", "/api/v1/organizations/acme/teams")).body.items as unknown as readonly { name: string; rights: readonly string[] }[]).find(({ name }) => name === "helpers")?.rights.toSorted();
    await expect.poll(rights).toEqual(["manage-projects", "read-audit-log"]);

    await page.getByRole("combobox", { name: "Add somebody of the organization" }).fill("help");
    await page.getByRole("option", { name: /helper/ }).click();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Take helper out of the team" }).click();
    await dialog(page).getByRole("button", { name: "Take out" }).click();
    await page.getByText("Nobody is in this team.").waitFor();

    await page.getByRole("button", { name: "Rename" }).click();
    await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("hands");
    await dialog(page).getByRole("button", { name: "Rename" }).click();
    await page.getByRole("heading", { level: 1, name: "hands" }).waitFor();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    expect(await dialog(page).getByRole("button", { name: "Delete the team" }).isDisabled()).toBe(true);
    await dialog(page).getByRole("textbox").fill("hands");
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Delete the team" }).click();
    await page.getByRole("heading", { level: 1, name: "Teams" }).waitFor();
    await expect.poll(async () => page.getByRole("link", { name: "hands" }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("the last owner cannot be removed, and is told why", async () => {
    const { page } = await visit(lockstep);
    await page.goto(`${settings}/members?search=alex`);
    await page.getByRole("button", { name: "Actions for alex" }).click();
    await page.getByRole("menuitem", { name: "Remove from the organization" }).click();
    await dialog(page).getByRole("button", { name: "Remove" }).click();
    await dialog(page).getByText("The owners team must keep at least one member").waitFor();
  });

  test("a new link for a password is made, and shown once", async () => {
    const { page } = await visit(lockstep);
    await page.goto(`${settings}/members`);
    await page.getByRole("button", { name: "Actions for casey" }).click();
    await page.getByRole("menuitem", { name: "Link for a new password" }).click();
    await dialog(page).getByRole("button", { name: "Make the link" }).click();
    await page.getByText("it is not shown again").waitFor();
    expect(await shown(page, "Link")).toContain("/welcome?link=");
  });
});

describe("tokens", () => {
  test("a team's token works, is shown once and never again, and ends when it is deleted", async () => {
    const { page, complaints } = await visit(lockstep);
    await page.goto(`${settings}/teams`);
    await page.getByRole("link", { name: "auditors" }).click();
    await page.getByRole("button", { name: "New token" }).click();
    await dialog(page).getByLabel("What it is for").fill("nightly plan");
    await dialog(page).getByRole("button", { name: "Make the token" }).click();
    await page.getByText("it is not shown again").waitFor();
    const token = await shown(page, "Token");
    const asks = async () => (await lockstep.call("GET", "/api/v1/session", undefined, token)).status;
    expect(await asks()).toBe(200);
    await page.getByRole("button", { name: "I have copied it" }).click();
    await expect.poll(async () => page.content()).not.toContain(token);
    await page.reload();
    await page.getByRole("row", { name: /nightly plan/ }).waitFor();
    expect(await page.content()).not.toContain(token);
    await page.getByRole("button", { name: "Delete the token nightly plan" }).click();
    await dialog(page).getByRole("button", { name: "Delete the token" }).click();
    await page.getByText("The team has no token.").waitFor();
    expect(await asks()).toBe(401);
    expect(complaints).toEqual([]);
  });

  test("the organization has one token: it is made, replaced and deleted", async () => {
    const { page, complaints } = await visit(lockstep);
    await page.goto(`${settings}/tokens`);
    await page.getByRole("button", { name: "Make the token" }).click();
    await dialog(page).getByRole("button", { name: "Make the token" }).click();
    const first = await shown(page, "Token");
    await page.getByRole("button", { name: "Replace" }).click();
    await dialog(page).getByRole("button", { name: "Replace the token" }).click();
    await expect.poll(async () => shown(page, "Token")).not.toBe(first);
    expect((await lockstep.call("GET", "/api/v1/session", undefined, first)).status).toBe(401);
    await page.getByRole("button", { name: "Delete" }).click();
    await dialog(page).getByRole("button", { name: "Delete the token" }).click();
    await page.getByText("The organization has no token.").waitFor();
    expect(complaints).toEqual([]);
  });
});

test("a project is made, renamed, and deleted because it is empty", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto(`${settings}/projects`);
  await page.getByText("Default Project").waitFor();
  expect(await page.getByRole("button", { name: "Delete the project Default Project" }).count()).toBe(0);
  await page.getByRole("button", { name: "New project" }).click();
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Payroll");
  await dialog(page).getByRole("button", { name: "Make the project" }).click();
  await page.getByRole("button", { name: "Edit the project Payroll" }).click();
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Pay roll");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Delete the project Pay roll" }).click();
  await dialog(page).getByRole("button", { name: "Delete the project" }).click();
  await expect.poll(async () => page.getByText("Pay roll").count()).toBe(0);
  expect(complaints).toEqual([]);
});

test("a Git host is connected, tried, given a new webhook secret, and deleted", async () => {
  const { commit } = makeRepository(root, "okta.git");
  commit({ "main.tf": "" }, "Begin");
  const { page } = await visit(lockstep);
  await page.goto(`${settings}/git`);
  await page.getByRole("button", { name: "Connect a Git host" }).click();
  await dialog(page).getByLabel("Git", { exact: true }).check();
  await dialog(page).getByRole("textbox", { name: "Address" }).fill(`${root}/gone.git`);
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Ours");
  await dialog(page).getByRole("button", { name: "Connect" }).click();
  await dialog(page).getByRole("alert").waitFor();
  await dialog(page).getByRole("textbox", { name: "Address" }).fill(root);
  await dialog(page).getByRole("textbox", { name: "Repository" }).fill("okta.git");
  await dialog(page).getByRole("button", { name: "Connect" }).click();
  const secret = await shown(page, "Secret of the webhook");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("heading", { level: 1, name: "Ours" }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByText("Works", { exact: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Test" }).click();
  await page.getByText("The host answers").waitFor();
  await page.getByRole("button", { name: "New secret" }).click();
  await dialog(page).getByRole("button", { name: "Make a new secret" }).click();
  expect(await shown(page, "Secret of the webhook")).not.toBe(secret);
  await page.getByRole("button", { name: "Edit" }).click();
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Our folder");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Our folder" }).waitFor();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog(page).getByRole("button", { name: "Delete the connection" }).click();
  await page.getByRole("heading", { name: "No Git host is connected" }).waitFor();
});

test("the audit log is filtered by its address, opened, and taken away as it is filtered", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto(`${settings}/audit-log?action=team.create`);
  await page.getByText("made the team helpers").waitFor();
  expect(await page.getByRole("row", { name: /made the project/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Show details of made the team helpers" }).click();
  await page.getByText("team.create", { exact: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Everything done to it" }).click();
  await page.getByRole("button", { name: "Show everything", exact: true }).click();
  await page.getByRole("row", { name: /made the project/ }).waitFor();
  await page.getByLabel("Search").fill("Payroll");
  await expect.poll(async () => page.getByRole("row").count()).toBe(2);
  expect(new URL(page.url()).search).toBe("?search=Payroll");
  await page.getByRole("button", { name: "Download" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /^CSV/ }).click()]);
  const lines = readFileSync(await download.path(), "utf8").trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("project.create,alex,account");
  expect(complaints).toEqual([]);
});

test("what somebody else sets shows without a reload: a project, a team, a Git host, and who did it", async () => {
  const { commit } = makeRepository(root, "shared.git");
  commit({ "main.tf": "" }, "Begin");
  const { page, context, complaints } = await visit(lockstep);
  const log = await context.newPage();
  await log.goto(`${settings}/audit-log`);
  await log.getByRole("heading", { level: 1 }).waitFor();
  const make = async (kind: string, body: object): Promise<void> => expect((await lockstep.call("POST", `/api/v1/organizations/acme/${kind}`, body)).status).toBe(201);
  for (const [at, shows, kind, body] of [
    ["projects", "Default Project", "projects", { name: "Field work" }],
    ["teams", "owners", "teams", { name: "night-shift" }],
    ["git", "No Git host is connected", "vcs-connections", { kind: "git", name: "Elsewhere", httpUrl: root, repository: "shared.git" }],
  ] as const) {
    await page.goto(`${settings}/${at}`);
    await page.getByText(shows).first().waitFor();
    await make(kind, body);
    await page.getByText(body.name).first().waitFor();
    await log.getByText(body.name).first().waitFor();
  }
  expect(complaints).toEqual([]);
});

test("every page is readable by everybody, in light and dark, and fits a phone", async () => {
  const { body } = await lockstep.call("GET", "/api/v1/organizations/acme/teams");
  const teams = body.items as unknown as readonly { readonly id: string; readonly name: string }[];
  const paths = ["general", "projects", "teams", "members", "tokens", "git", "audit-log", ...teams.map(({ id }) => `teams/${id}`)];
  for (const options of [{}, { dark: true, width: 360, height: 740 }]) {
    const { page, complaints } = await visit(lockstep, options);
    for (const path of paths) {
      await page.goto(`${settings}/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
      expect(await accessibilityProblems(page), path).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), path).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  }
}, 600_000);

test("an organization is renamed, and its pages go on under the new name; it is deleted by that name", async () => {
  const { page } = await visit(lockstep);
  await page.goto(`${settings}/general`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("acme-identity");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.waitForURL("**/app/acme-identity/settings/general");
  await page.getByRole("textbox", { name: "E-mail" }).fill("identity@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The organization is changed.").first().waitFor();
  await page.getByRole("button", { name: "Delete the organization" }).click();
  await dialog(page).getByText("1 workspace with their runs").waitFor();
  await dialog(page).getByText("Its workspaces manage no objects.").waitFor();
  await dialog(page).getByRole("textbox").fill("acme-identity");
  await dialog(page).getByRole("button", { name: "Delete the organization" }).click();
  await page.waitForURL("**/account");
  expect((await lockstep.call("GET", "/api/v1/organizations/acme-identity")).status).toBe(404);
});

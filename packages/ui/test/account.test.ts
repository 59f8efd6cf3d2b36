import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

let lockstep: ServedPages;
beforeAll(async () => {
  lockstep = await servePages();
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

/** What a busy machine may take. */
const patient = { timeout: 600_000 };

const pathOf = (link: unknown): string => {
  const { pathname, search } = new URL(String(link));
  return `${pathname}${search}`;
};

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function invited(email: string): Promise<string> {
  const teams = (await lockstep.call("GET", "/api/v1/organizations/acme/teams")).body.items as unknown as readonly { readonly id: string }[];
  const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/members", { email, teams: teams.map(({ id }) => id) });
  return pathOf(body.invitation?.link);
}

test("who is not signed in is asked to, and comes back to where they wanted to go", patient, async () => {
  const { page } = await visit(lockstep, { as: null });
  await page.goto("/app/acme?sort=-updated");
  await page.getByLabel("Name or e-mail").fill("alex");
  await page.getByLabel("Password").first().fill("wrong");
  await button(page, "Sign in").click();
  await page.getByText("The name or the password is not right.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel("Password").first().fill("correct horse battery");
  await button(page, "Sign in").click();
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  expect(new URL(page.url()).search).toBe("?sort=-updated");

  await page.goto("/sign-in?return=%2Faccount");
  await page.getByRole("heading", { name: "Your account" }).waitFor();
});

test("after too many attempts the page says how long to wait", patient, async () => {
  const { page } = await visit(lockstep, { as: null });
  await page.goto("/sign-in");
  await page.getByLabel("Name or e-mail").fill("somebody");
  await page.getByLabel("Password").first().fill("wrong");
  for (let attempt = 0; attempt < 6; attempt++) {
    const answered = page.waitForResponse((response) => response.url().endsWith("/api/v1/session") && response.request().method() === "POST");
    await button(page, "Sign in").click();
    await answered;
  }
  await page.getByText(/Too many sign-ins failed. Try again in \d+ seconds./).waitFor();
});

test("somebody who was invited chooses a name and a password, once", patient, async () => {
  const link = await invited("casey@example.com");
  const { page, complaints } = await visit(lockstep, { as: null });
  await page.goto(link);
  await page.getByText("You were invited to acme, as casey@example.com.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel("Your name").fill("casey");
  await page.getByRole("textbox", { name: "Password" }).fill("short");
  await page.getByLabel("Your name").focus();
  await page.getByText("12 characters at least: 7 more.").waitFor();
  await page.getByRole("textbox", { name: "Password" }).fill("a sentence is long enough");
  await button(page, "Join").click();
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  expect(complaints).toEqual([]);

  const { page: late } = await visit(lockstep, { as: null, dark: true });
  await late.goto(link);
  await late.getByRole("heading", { name: "This link is not valid" }).waitFor();
  expect(await accessibilityProblems(late)).toEqual([]);
});

test("one's name and password are changed, and sessions elsewhere end", patient, async () => {
  const person = await addPagePerson(lockstep, "robin");
  const { page, complaints } = await visit(lockstep, { as: person.as });
  const elsewhere = await visit(lockstep, { as: person.as });
  await page.goto("/account");
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  expect(await page.getByRole("tab", { name: "All accounts" }).count()).toBe(0);
  await page.getByRole("textbox", { name: "Name" }).fill("robin.h");
  await button(page, "Change the name").click();
  await page.getByText("You are robin.h now.").waitFor();

  await page.getByRole("tab", { name: "Sessions" }).click();
  await page.getByText("This session").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: /^Sign out there/ }).click();
  await expect.poll(async () => page.getByRole("button", { name: /^Sign out there/ }).count(), { timeout: 60_000 }).toBe(0);
  await elsewhere.page.goto("/account");
  await elsewhere.page.getByRole("heading", { name: "Sign in" }).waitFor();

  await page.getByRole("tab", { name: "Account", exact: true }).click();
  await page.getByRole("textbox", { name: "Current password" }).fill(person.as.password);
  await page.getByRole("textbox", { name: "New password" }).fill("another sentence to keep");
  await button(page, "Change the password").click();
  await page.getByText("The password is changed.").waitFor();
  expect(complaints).toEqual([]);
  await visit(lockstep, { as: { name: "robin.h", password: "another sentence to keep" } });
});

test("a page whose session ends leads to sign in by itself, and back", patient, async () => {
  const person = await addPagePerson(lockstep, "morgan", { rights: ["read-workspaces"] });
  const { page } = await visit(lockstep, { as: person.as });
  await page.goto("/app/acme?sort=-updated");
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  await lockstep.server.db.deleteFrom("sessions").where("accountId", "=", person.id).execute();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("Name or e-mail").fill(person.as.name);
  await page.getByLabel("Password").first().fill(person.as.password);
  await button(page, "Sign in").click();
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  expect(new URL(page.url()).search).toBe("?sort=-updated");
});

test("a token of one's own is shown once, works, and is deleted", patient, async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto("/account?tab=tokens");
  await button(page, "New token").click();
  await page.getByLabel("What it is for").fill("nightly plan");
  await button(page, "Make the token").click();
  await page.getByText("Copy it now: it is not shown again").waitFor();
  const token = await page.getByRole("textbox", { name: "Token" }).inputValue();
  expect((await lockstep.call("GET", "/api/v1/session", undefined, token)).body.name).toBe("alex");
  expect(await accessibilityProblems(page)).toEqual([]);
  await button(page, "I have copied it").click();
  await page.getByRole("button", { name: "Delete the token nightly plan" }).click();
  await button(page, "Delete the token").click();
  await page.getByRole("cell", { name: /^nightly plan/ }).waitFor({ state: "detached" });
  expect((await lockstep.call("GET", "/api/v1/session", undefined, token)).status).toBe(401);
  expect(complaints).toEqual([]);
});

test("an admin of the site looks after everybody's accounts", patient, async () => {
  const person = await addPagePerson(lockstep, "jordan");
  const { page, complaints } = await visit(lockstep);
  await page.goto("/account?tab=accounts&search=jordan");
  await page.getByRole("button", { name: "Actions for jordan" }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await button(page, "Disable").click();
  await page.getByText("Disabled").waitFor();
  expect((await lockstep.call("GET", "/api/v1/session", undefined, person.token)).status).toBe(401);
  await page.getByRole("button", { name: "Actions for jordan" }).click();
  await page.getByRole("menuitem", { name: "Enable" }).click();
  await button(page, "Enable").click();
  await page.getByText("Active").waitFor();

  await page.getByRole("button", { name: "Actions for jordan" }).click();
  await page.getByRole("menuitem", { name: "Link for a new password" }).click();
  await button(page, "Make the link").click();
  const link = pathOf(await page.getByRole("textbox", { name: "Link" }).inputValue());
  await button(page, "I have copied it").click();
  const { page: other } = await visit(lockstep, { as: null });
  await other.goto(link);
  await other.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await other.getByRole("textbox", { name: "New password" }).fill("a new one that is long");
  await button(other, "Set the password and sign in").click();
  await other.getByRole("heading", { name: "Environments" }).waitFor();

  await page.getByRole("button", { name: "Actions for jordan" }).click();
  await page.getByRole("menuitem", { name: "Make admin of the site" }).click();
  await button(page, "Make admin").click();
  await page.getByText("Admin of the site", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test("who is in no organization is told so; an admin of the site makes one", patient, async () => {
  const alone = await addPagePerson(lockstep, "alone", { organization: null });
  const { page, complaints } = await visit(lockstep, { as: alone.as });
  await page.goto("/");
  await page.getByRole("heading", { name: "You belong to no organization" }).waitFor();
  expect(await button(page, "New organization").count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);

  const { page: admin } = await visit(lockstep);
  await admin.goto("/account?tab=organizations");
  await admin.getByRole("cell", { name: "acme" }).waitFor();
  await button(admin, "New organization").click();
  await admin.getByLabel("Name").fill("second");
  await button(admin, "Make the organization").click();
  await admin.getByRole("heading", { name: "Connect an Okta org" }).waitFor();
  expect(new URL(admin.url()).pathname).toBe("/app/second/start");
});

test("everybody can read these pages, in the light, in the dark and on a telephone", patient, async () => {
  for (const [dark, width] of [[false, 1280], [true, 1280], [false, 360]] as const) {
    const { page } = await visit(lockstep, { dark, width });
    for (const [tab, text] of [["account", "Current password"], ["organizations", "Your organizations"], ["tokens", "Your tokens"], ["sessions", "This session"], ["accounts", "Actions for casey"]] as const) {
      await page.goto(`/account?tab=${tab}`);
      await page.getByText(text).or(page.getByRole("button", { name: text })).first().waitFor();
      expect(await accessibilityProblems(page), tab).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
    // The server's own form, without scripts, looks and reads the same.
    await page.goto("/app/settings/tokens?source=lockstep");
    await page.getByRole("heading", { name: "Make an access token" }).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  }
});

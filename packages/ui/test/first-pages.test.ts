import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";

let lockstep: ServedPages;
beforeAll(async () => {
  lockstep = await servePages();
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

test("who is not signed in is asked to, and comes back to where they wanted to go", async () => {
  const { page } = await visit(lockstep, { as: null });
  await page.goto("/app/acme?sort=-updated");
  await page.getByLabel("Name or e-mail").fill("alex");
  await page.getByLabel("Password").first().fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The name or the password is not right.").waitFor();
  await page.getByLabel("Password").first().fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  expect(new URL(page.url()).search).toBe("?sort=-updated");
});

test("an empty organization says what to do first", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto("/");
  await page.getByRole("heading", { name: "No workspace yet" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

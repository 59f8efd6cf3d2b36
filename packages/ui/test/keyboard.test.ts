import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeWorkspace, uploaded } from "../../server/test/runs.ts";
import { closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";

let lockstep: ServedPages;
beforeAll(async () => {
  lockstep = await servePages({ work: true });
  const id = await madeWorkspace(lockstep, "preview");
  await uploaded(lockstep, id, 'resource "terraform_data" "a" {\n  input = "x"\n}\n');
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

const patient = { timeout: 150_000 };
const isFocused = async (target: Locator): Promise<boolean> => (await target.count()) === 1 && (await target.evaluate((node: { readonly ownerDocument: { readonly activeElement: unknown } }) => node === node.ownerDocument.activeElement));

/** Has what is focused, or what is drawn for it, an outline or a shadow? A field shows it by its edge. */
const focusShows = `(() => {
  const node = document.activeElement;
  return node.matches("input, textarea") || [node, node.parentElement, node.nextElementSibling].some((each) => {
    if (!each) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  });
})()`;

/** Presses Tab until it is there, as somebody without a mouse does; where one is must be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor(patient);
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (!(await isFocused(target))) continue;
    const seen = await page.evaluate(focusShows);
    expect(seen, "the focus can be seen").toBe(true);
    return;
  }
  throw new Error(`Sixty presses of Tab do not lead to ${String(target)}.`);
}

test("a run is started, read, confirmed and looked through without a mouse", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto("/app/acme");
  await page.getByRole("heading", { level: 1, name: "Environments" }).waitFor();
  // The first of all leads past the navigation.
  await page.keyboard.press("Tab");
  expect(await isFocused(page.getByRole("link", { name: "Skip to content" }))).toBe(true);
  await page.keyboard.press("Enter");
  await expect.poll(async () => isFocused(page.getByRole("main"))).toBe(true);
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "preview", exact: true }));
  await page.keyboard.press("Enter");

  const start = page.getByRole("button", { name: "Start new run" });
  await tabTo(page, start);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  // Where one was before the dialog.
  await expect.poll(async () => isFocused(start)).toBe(true);
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByLabel("Reason"));
  await page.keyboard.type("Without a mouse");
  // What is behind the dialog is not reached: Tab goes round within it.
  await tabTo(page, dialog.getByRole("button", { name: "Start run" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Without a mouse" }).waitFor();

  await tabTo(page, page.getByRole("button", { name: /Create terraform_data\.a/ }));
  // A plan of few changes shows them open.
  const attributes = page.getByRole("list", { name: "Attributes of terraform_data.a" });
  await attributes.waitFor();
  await page.keyboard.press("Enter");
  await attributes.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await attributes.waitFor();
  await page.evaluate("document.activeElement.blur(), scrollTo(0, 0)");
  await tabTo(page, page.getByRole("button", { name: "Confirm & Apply" }));
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("button", { name: "Confirm & Apply" }));
  await page.keyboard.press("Enter");
  await page.getByRole("status", { name: "Status of the run" }).getByText("Applied", { exact: true }).waitFor(patient);

  await tabTo(page, page.getByRole("tab", { selected: true, name: "Plan" }));
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tab", { selected: true, name: "Log" }).waitFor();
  expect(complaints).toEqual([]);
});

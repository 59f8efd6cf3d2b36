import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { madeWorkspace, startedRun, uploaded } from "../../server/test/runs.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";
import { settledPatiently as settled } from "./patiently.ts";
import { many } from "./run-configurations.ts";

// Several processes after each other, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

let lockstep: ServedPages;
beforeAll(async () => {
  lockstep = await servePages({ work: true });
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

/** What a person feels: how long each frame and each key press takes. */
const watch = `
window.frames_ = []; window.delays_ = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.name === "keydown" || entry.name === "input") window.delays_.push(entry.duration); }).observe({ type: "event", durationThreshold: 16, buffered: true });
let before = performance.now();
const tick = (now) => { window.frames_.push(now - before); before = now; requestAnimationFrame(tick); };
requestAnimationFrame(tick);`;

const collected = async (page: Page, name: "frames_" | "delays_"): Promise<readonly number[]> => (await page.evaluate(`window.${name}.splice(0)`)) as readonly number[];
const at = (values: readonly number[], share: number): number => Math.round([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0);
const said = (values: readonly number[]): string => (values.length === 0 ? "none over 16 ms" : `median ${at(values, 0.5)} ms, 95 of 100 within ${at(values, 0.95)} ms, longest ${at(values, 1)} ms (${values.length})`);

test("a plan of ten thousand changes is typed into and scrolled through", async () => {
  const id = await madeWorkspace(lockstep, "many");
  await uploaded(lockstep, id, many);
  const run = await startedRun(lockstep, id, { operation: "plan_only", message: "Ten thousand" });
  await settled(lockstep, run, "planned_and_finished");
  const { page, complaints } = await visit(lockstep);
  const opened = performance.now();
  await page.goto(`/app/acme/workspaces/many/runs/${run}`);
  await page.getByRole("button", { name: /Create terraform_data\.many\[0\]/ }).waitFor();
  const shown = performance.now() - opened;
  await page.evaluate(watch);

  const search = page.getByLabel("Search by address or name");
  await search.pressSequentially("many[42", { delay: 120 });
  await page.getByRole("button", { name: /Create terraform_data\.many\[4200\]/ }).waitFor();
  const typing = await collected(page, "delays_");
  await search.fill("");
  await page.getByRole("button", { name: /Create terraform_data\.many\[0\]/ }).waitFor();

  await collected(page, "frames_");
  await page.mouse.move(640, 600);
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.wheel(0, 1500);
    await page.waitForTimeout(25);
  }
  const scrolling = await collected(page, "frames_");
  await page.keyboard.press("End");
  await page.evaluate("scrollTo(0, document.body.scrollHeight)");
  await page.getByRole("button", { name: /key-999/ }).waitFor();
  console.log(`10,000 changes: shown after ${Math.round(shown)} ms; a key press: ${said(typing)}; a frame while scrolling: ${said(scrolling)}; rows in the document: ${await page.getByRole("listitem").count()}`);

  // By keyboard alone, past what is drawn.
  await page.evaluate("scrollTo(0, 0)");
  const first = page.getByRole("button", { name: /Create terraform_data\.many\[0\]/ });
  await first.focus();
  for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowDown");
  await expect.poll(async () => page.evaluate("document.activeElement?.textContent ?? ''")).toContain("terraform_data.many[60]");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Attributes of terraform_data.many[60]" }).waitFor();
  await page.getByRole("button", { name: /^terraform_data 9000/ }).first().click().catch(() => {});
  expect(await page.getByRole("listitem").count()).toBeLessThan(200);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

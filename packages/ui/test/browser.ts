// A real browser on a real server: what a person sees and does, by roles and labels.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { expect } from "vitest";
import { testServer, type TestServer, type TestServerOptions } from "../../server/test/test-server.ts";

/** Debian's Chromium, or the one that CHROMIUM names. Where there is none vitest.config.ts leaves these tests out. */
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** No sandbox where tests run as root; nothing in the background that asks anybody else. */
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];

/** The folder of the built pages. */
export const builtPages = join(import.meta.dirname, "../dist");

let running: Promise<Browser> | undefined;

/** One Chromium for all tests of a thread. */
async function browser(): Promise<Browser> {
  return (running ??= chromium.launch({ executablePath, args: quiet }));
}

/** Closes it. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close();
  running = undefined;
}

/** A server that listens and serves the built pages. */
export interface ServedPages extends TestServer {
  readonly url: string;
}

/** Starts it; with `work`, its runs are carried out. */
export async function servePages(options: TestServerOptions = {}): Promise<ServedPages> {
  const started = await testServer({ listen: true, pages: builtPages, ...options });
  if (started.address === undefined) throw new Error("The server listens nowhere.");
  return { ...started, url: started.address };
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page without being shown: errors of scripts and of the console. */
  readonly complaints: string[];
}

export interface VisitorOptions {
  /** Who is signed in; null: nobody. Usually the first account. */
  readonly as?: { readonly name: string; readonly password: string } | null;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** Somebody who opens a browser, signed in as the first account unless it is said otherwise. */
export async function visit({ url }: Pick<ServedPages, "url">, { as = { name: "alex", password: "correct horse battery" }, width = 1280, height = 900, dark = false }: VisitorOptions = {}): Promise<Visitor> {
  const context = await (await browser()).newContext({ baseURL: url, viewport: { width, height }, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  if (as) {
    const { status } = await signIn(context, as);
    expect(status).toBe(201);
  }
  return { page, context, complaints };
}

async function signIn(context: BrowserContext, data: { readonly name: string; readonly password: string }): Promise<{ readonly status: number }> {
  const answer = await context.request.post("/api/v1/session", { data });
  return { status: answer.status() };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA on a page: one line for each rule and place. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })");
  const { violations } = found as { violations: readonly { id: string; help: string; nodes: readonly { target: readonly string[]; failureSummary?: string }[] }[] };
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary = "" }) => `${id}: ${help} at ${target.join(" ")} (${failureSummary.split("\n").slice(1, 2).join("").trim()})`));
}

/** Looks at a page in light and dark: nothing is wrong with it for anybody. */
export async function isFineInBothSchemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: "attached" });
    // Colours come with the next frames, which a busy machine draws late.
    await expect.poll(async () => accessibilityProblems(page), { timeout: 20_000, interval: 500, message: colorScheme }).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

// npm run screens [-- name …]: a picture of every page, in light and dark, into docs/screens.
// The world is the lab's, after its six tutorials, and a few things more that a week brings: a plan that waits, a run behind it, drift.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { chromium, type Page } from "playwright-core";
import { addAdmin, openConsole, renameGroup, type ConsoleAdmin } from "../packages/cli/src/lab/console.ts";
import { tell } from "../packages/cli/src/lab/lab.ts";
import { Narrator } from "../packages/cli/src/lab/narrate.ts";
import { settled, until } from "../packages/cli/src/lab/runs.ts";
import { organization, startWorld, type World } from "../packages/cli/src/lab/world.ts";
import { buildPages, pagesAreCurrent } from "./build-pages.ts";

/** What addresses are made of. */
interface Places {
  readonly world: World;
  readonly waiting: string;
  readonly pending: string;
  readonly applied: string;
  readonly drift: string;
  readonly team: string;
  readonly set: string;
  readonly notification: string;
  readonly state: string;
  readonly oktaOrg: string;
}

interface Screen {
  readonly name: string;
  readonly at: (places: Places) => string;
  /** Is shown when the page is there. */
  readonly shows: string | RegExp;
  /** What is done before the picture. */
  readonly then?: (page: Page) => Promise<void>;
  readonly signedOut?: true;
  readonly width?: number;
}

const app = `/app/${organization}`;
const preview = `${app}/workspaces/preview`;
const production = `${app}/workspaces/production`;

/** Every page, in the order in which somebody meets them. */
const screens: readonly Screen[] = [
  { name: "sign-in", at: () => "/sign-in", shows: "Sign in", signedOut: true },
  { name: "start", at: () => `${app}/start`, shows: /Okta org/ },
  { name: "environments", at: () => app, shows: "production" },
  { name: "environments-narrow", at: () => app, shows: "production", width: 360 },
  { name: "runs", at: () => `${app}/runs`, shows: "Applied" },
  { name: "workspace", at: () => preview, shows: "Needs confirmation" },
  { name: "run-waiting", at: ({ waiting }) => `${preview}/runs/${waiting}`, shows: /Confirm/ },
  { name: "run-pending", at: ({ pending }) => `${preview}/runs/${pending}`, shows: "Pending" },
  { name: "run-applied", at: ({ applied }) => `${production}/runs/${applied}`, shows: "Applied" },
  { name: "run-narrow", at: ({ waiting }) => `${preview}/runs/${waiting}`, shows: /Confirm/, width: 360 },
  { name: "drift", at: () => `${app}/drift`, shows: "Casey Rivers" },
  { name: "drifted-object", at: ({ drift }) => `${app}/drift/${drift}`, shows: "Casey Rivers" },
  { name: "workspace-drift", at: () => `${production}/drift`, shows: "Casey Rivers" },
  { name: "resources", at: () => `${production}/resources`, shows: "okta_group" },
  { name: "resource", at: () => `${production}/resources/object?address=okta_group_rule.test_group`, shows: "okta_group_rule" },
  { name: "states", at: () => `${production}/states`, shows: /serial/i },
  { name: "state", at: ({ state }) => `${production}/states/${state}`, shows: /serial/i },
  { name: "outputs", at: () => `${production}/outputs`, shows: "Outputs" },
  { name: "variables", at: () => `${production}/variables`, shows: "api_token" },
  ...["general", "git", "apply", "schedules", "notifications", "access", "danger"].map((page): Screen => ({ name: `workspace-${page}`, at: () => `${production}/settings/${page}`, shows: /./ })),
  { name: "notification", at: ({ notification }) => `${production}/settings/notifications/${notification}`, shows: /slack/i },
  { name: "variable-sets", at: () => `${app}/variable-sets`, shows: "Shared" },
  { name: "variable-set", at: ({ set }) => `${app}/variable-sets/${set}`, shows: "Shared" },
  { name: "okta-orgs", at: () => `${app}/okta-orgs`, shows: "Okta production" },
  { name: "okta-org", at: ({ oktaOrg }) => `${app}/okta-orgs/${oktaOrg}`, shows: "Okta production" },
  ...["general", "projects", "teams", "members", "tokens", "git", "audit-log"].map((page): Screen => ({ name: `organization-${page}`, at: () => `${app}/settings/${page}`, shows: /./ })),
  { name: "team", at: ({ team }) => `${app}/settings/teams/${team}`, shows: "checkers" },
  { name: "account", at: () => "/account", shows: "alex" },
  { name: "sandbox-console", at: ({ world }) => `${world.production.url}/admin/groups`, shows: /Sign in as Casey/, then: async (page) => page.getByRole("button", { name: "Sign in as Casey Rivers" }).click() },
];

const folder = join(import.meta.dirname, "../docs/screens");
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
const casey: ConsoleAdmin = { login: "casey.rivers@example.com", firstName: "Casey", lastName: "Rivers" };

const wanted = new Set(process.argv.slice(2));
if (!existsSync(executablePath)) throw new Error("There is no Chromium here. Install it (Debian: apt-get install chromium) or name it in CHROMIUM.");
if (!pagesAreCurrent()) await buildPages();
mkdirSync(folder, { recursive: true });
const world = await startWorld();
try {
  const silent = { out: new Writable({ write: (_text, _encoding, done) => done() }), err: process.stderr, color: false, live: false, width: 120, input: process.stdin };
  await tell({ world, narrator: new Narrator(silent, process.env) });
  await takeAll(await furnish(world));
} finally {
  await world.stop(false);
}

/** What the pictures need besides the lab's story. */
async function furnish(world: World): Promise<Places> {
  const { api } = world;
  const [previewId = "", productionId = ""] = await Promise.all(["preview", "production"].map(async (name) => (await api.workspaces.readWorkspaceByName({ params: { organization, name } })).id));
  for (const [workspace, { name, url, token }] of [[previewId, world.preview], [productionId, world.production]] as const) {
    const { id: oktaOrgId } = await api.oktaOrgs.create({ params: { organization }, body: { name: `Okta ${name}`, orgName: name, baseUrl: url, authentication: "api_token", apiToken: token } });
    await api.workspaces.updateWorkspace({ params: { workspace }, body: { oktaOrgId } });
  }
  await addAdmin(world.production.url, casey);
  await openConsole(world.production.url, casey);
  await renameGroup(world.production.url, casey, "Newly Renamed Test Group", "Group of the week").catch(() => undefined);
  await api.workspaces.updateWorkspace({ params: { workspace: previewId }, body: { autoApply: false } });
  const { id: waiting } = await api.runs.createRun({ params: { workspace: previewId }, body: { message: "Replace the test group and its rule", replaces: ["okta_group.test_group"] } });
  await settled(world, waiting, "planned");
  const { id: pending } = await api.runs.createRun({ params: { workspace: previewId }, body: { message: "Plan once more" } });
  const applied = (await api.runs.listWorkspaceRuns({ params: { workspace: productionId }, query: { status: "applied", size: 100 } })).items.at(-1)?.id ?? "";
  const set = await api.variables.createVariableSet({ params: { organization }, body: { name: "Shared by all orgs", description: "What every environment has in common", global: true } });
  await api.variables.createSetVariable({ params: { set: set.id }, body: { key: "support_email", value: "identity@example.com" } });
  const drift = await until("drift with a name", async () => (await api.drift.list({ params: { organization }, query: { status: "open" } })).items.find(({ attribution }) => attribution !== null));
  const team = (await api.teams.listTeams({ params: { organization } })).items.find(({ name }) => name === "checkers");
  const notification = (await api.notifications.list({ params: { workspace: productionId } })).items[0];
  const state = (await api.stateVersions.listStateVersions({ params: { workspace: productionId } })).items[0];
  const oktaOrg = (await api.oktaOrgs.list({ params: { organization } })).items.find(({ name }) => name === "Okta production");
  return { world, waiting, pending, applied, drift: drift.id, team: team?.id ?? "", set: set.id, notification: notification?.id ?? "", state: state?.id ?? "", oktaOrg: oktaOrg?.id ?? "" };
}

async function takeAll(places: Places): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: flags });
  for (const scheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ baseURL: world.server.url, viewport: { width: 1280, height: 800 }, colorScheme: scheme, reducedMotion: "reduce", timezoneId: "America/New_York" });
    const nobody = await browser.newContext({ baseURL: world.server.url, viewport: { width: 1280, height: 800 }, colorScheme: scheme, reducedMotion: "reduce" });
    await context.request.post("/api/v1/session", { data: { name: world.account.username, password: world.account.password } });
    for (const screen of screens.filter(({ name }) => wanted.size === 0 || wanted.has(name))) {
      const page = await (screen.signedOut ? nobody : context).newPage();
      await take(page, screen, places, scheme).catch((problem: unknown) => console.error(`${screen.name} (${scheme}): ${problem instanceof Error ? problem.message.split("\n", 1)[0] : String(problem)}`));
      await page.close();
    }
  }
  await browser.close();
}

async function take(page: Page, { name, at, shows, then, width = 1280 }: Screen, places: Places, scheme: string): Promise<void> {
  const path = join(folder, `${name}-${scheme}.png`);
  rmSync(path, { force: true });
  await page.setViewportSize({ width, height: 800 });
  await page.goto(at(places));
  await page.getByText(shows).first().waitFor({ timeout: 15_000 });
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached", timeout: 15_000 });
  await then?.(page);
  await page.evaluate("document.fonts.ready");
  // As high as the page is, so that its frame is too.
  const height = await page.evaluate<number>("Math.max(600, Math.min(document.documentElement.scrollHeight, 1600))");
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(300);
  await page.screenshot({ path });
  console.log(`docs/screens/${name}-${scheme}.png`);
}

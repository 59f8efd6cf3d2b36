import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { madeWorkspace, settled, startedRun, uploaded } from "../../server/test/runs.ts";
import { accessibilityProblems, closeBrowser, isFineInBothSchemes, type ServedPages, servePages, visit } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

// Several processes after each other, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let lockstep: ServedPages;
beforeAll(async () => {
  lockstep = await servePages({ work: true });
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

const patient = { timeout: 60_000 };
const place = (workspace: string, rest = ""): string => `/app/acme/workspaces/${workspace}${rest}`;
const latest = (page: Page): Locator => page.getByRole("region", { name: "Latest run" });
const dialogOf = (page: Page): Locator => page.getByRole("dialog");

const readme = `# Notes

What is tried here goes to [production](https://example.com/production) next.

- [x] groups

| Who | What |
|---|---|
| alex | groups |

![a picture](https://example.com/picture.png) <script>document.title = "taken over"</script>
`;

const configuration = (input: string) => ({
  "README.md": readme,
  "main.tf": `resource "terraform_data" "a" {\n  input = "${input}"\n}\nresource "terraform_data" "b" {\n  input = terraform_data.a.id\n}\n`,
});

const runOf = (page: Page): string => /runs\/(run-\w+)/.exec(page.url())?.[1] ?? "";

/** Starts a run in the dialog; gives its id, when its page is there. */
async function startInDialog(page: Page, reason: string, kind: string, button: string): Promise<string> {
  await page.getByRole("button", { name: "Start new run" }).click();
  await dialogOf(page).getByLabel("Reason").fill(reason);
  await dialogOf(page).getByRole("radio", { name: kind }).check();
  await dialogOf(page).getByRole("button", { name: button }).click();
  await page.waitForURL(/\/runs\/run-\w+$/, patient);
  return runOf(page);
}

test("a run is started with a reason, comes along on the overview without a reload, and a second one waits behind it", async () => {
  const id = await madeWorkspace(lockstep, "preview");
  await uploaded(lockstep, id, configuration("one"));
  const { page, complaints } = await visit(lockstep);
  await page.goto(place("preview"));
  await latest(page).getByText("Nothing was applied here yet.").waitFor();

  // The README is shown, without HTML and without what is elsewhere.
  const notes = page.getByRole("region", { name: "README.md" });
  await notes.getByRole("heading", { name: "Notes" }).waitFor(patient);
  expect(await notes.getByRole("link", { name: "production" }).getAttribute("rel")).toBe("noreferrer");
  await notes.getByRole("cell", { name: "alex" }).waitFor();
  expect([await notes.locator("img, script").count(), await page.title()]).toEqual([0, "preview · Lockstep"]);

  const plan = await startInDialog(page, "Look before the weekend", "Plan only", "Start plan");
  expect(await settled(lockstep, plan, "planned_and_finished")).toMatchObject({ message: "Look before the weekend", operation: "plan_only", planned: { add: 2 } });
  await page.goto(place("preview"));
  await page.getByRole("table", { name: "Recent runs" }).getByRole("link", { name: "Look before the weekend" }).waitFor();

  const run = await startInDialog(page, "Make both", "Plan and apply (standard)", "Start run");
  await page.goto(place("preview"));
  await latest(page).locator('[data-status="planned"]').waitFor(patient);
  await latest(page).getByText("Nothing changes until you confirm the plan.").waitFor();
  expect(await latest(page).getByRole("link", { name: "Review and confirm" }).getAttribute("href")).toBe(place("preview", `/runs/${run}`));
  expect(await latest(page).getByRole("img", { name: "2 to add, 0 to change, 0 to destroy" }).count()).toBe(1);
  await isFineInBothSchemes(page);

  const second = await startInDialog(page, "And once more", "Plan and apply (standard)", "Start run");
  await page.goto(place("preview"));
  await latest(page).getByText("Waits for another run").waitFor(patient);
  expect(await latest(page).getByRole("link", { name: "Make both" }).getAttribute("href")).toBe(place("preview", `/runs/${run}`));
  await isFineInBothSchemes(page);

  // Nobody reloads: the first is confirmed elsewhere, then the second begins and finds nothing to do.
  const reloads = await page.evaluate("performance.timeOrigin");
  await lockstep.call("POST", `/api/v1/runs/${run}/confirm`, {});
  await page.locator(`tr[data-run="${run}"] [data-status="applied"]`).waitFor(patient);
  await latest(page).locator('[data-status="planned_and_finished"]').waitFor(patient);
  await page.getByRole("link", { name: "2 managed" }).waitFor(patient);
  expect(await page.evaluate("performance.timeOrigin")).toBe(reloads);
  expect((await settled(lockstep, second, "planned_and_finished")).hasChanges).toBe(false);
  expect(complaints).toEqual([]);
});

test("a run of selected resources and a destroy run say what they take", async () => {
  const id = await madeWorkspace(lockstep, "chosen");
  await uploaded(lockstep, id, configuration("one"));
  await settled(lockstep, await startedRun(lockstep, id, { autoApply: true }), "applied");
  const { page, complaints } = await visit(lockstep);
  await page.goto(place("chosen", "/runs"));
  await page.getByRole("button", { name: "Start new run" }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel("Selected resources only").check();
  await dialog.getByRole("button", { name: "Start run" }).click();
  await dialog.getByText("Choose at least one resource").waitFor();
  await dialog.getByLabel("Replace").fill("data.b");
  await page.getByRole("option", { name: "terraform_data.b" }).click();
  await dialog.getByLabel("Reason").fill("b is broken");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  await isFineInBothSchemes(page);
  await dialog.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(/\/runs\/run-\w+$/, patient);
  const replacing = await settled(lockstep, runOf(page), "planned");
  expect(replacing).toMatchObject({ replaces: ["terraform_data.b"], planned: { add: 1, destroy: 1 } });
  await lockstep.call("POST", `/api/v1/runs/${String(replacing.id)}/discard`, {});

  await page.goto(place("chosen"));
  await page.getByRole("button", { name: "Start new run" }).click();
  await dialog.getByRole("radio", { name: "Destroy" }).check();
  await dialog.getByText("all 2 objects that the workspace manages").waitFor();
  expect(await dialog.getByRole("button", { name: "Plan to destroy" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Type chosen to go on").fill("chosen");
  await isFineInBothSchemes(page);
  await dialog.getByRole("button", { name: "Plan to destroy" }).click();
  await page.waitForURL(/\/runs\/run-\w+$/, patient);
  expect(await settled(lockstep, runOf(page), "planned")).toMatchObject({ isDestroy: true, planned: { add: 0, destroy: 2 } });
  expect(complaints).toEqual([]);
});

test("without a configuration it says what to do, and starts nothing", async () => {
  await madeWorkspace(lockstep, "empty");
  const { page, complaints } = await visit(lockstep, { dark: true, width: 360 });
  await page.goto(place("empty"));
  await latest(page).getByText("There is no configuration yet").waitFor();
  await page.getByRole("button", { name: "Start new run" }).click();
  await dialogOf(page).getByRole("link", { name: "connect one under Settings, Version control" }).waitFor();
  expect(await dialogOf(page).getByRole("radio").count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(place("empty", "/runs"));
  await page.getByRole("heading", { name: "No runs yet" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // Nothing is wider than a narrow screen.
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  expect(complaints).toEqual([]);
});

test("a workspace is locked with a reason, somebody else's lock is taken away only after a question, tags are set", async () => {
  const id = await madeWorkspace(lockstep, "locked");
  await uploaded(lockstep, id, configuration("one"));
  const kim = await addPagePerson(lockstep, "kim", { workspaces: { [id]: "write" } });
  const { page, complaints } = await visit(lockstep);
  await page.goto(place("locked"));
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await dialogOf(page).getByLabel("Reason").fill("The org is being moved");
  await dialogOf(page).getByRole("button", { name: "Lock" }).click();
  await page.getByText("Locked by alex").waitFor();
  await page.getByRole("button", { name: "Start new run" }).click();
  await dialogOf(page).getByText("Any other waits until the workspace is unlocked.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByText("Locked by alex").waitFor({ state: "detached" });

  expect((await lockstep.call("POST", `/api/v1/workspaces/${id}/lock`, { reason: "I am at it" }, kim.token)).status).toBe(201);
  await page.getByRole("button", { name: "Unlock by force" }).click(patient);
  await dialogOf(page).getByText("This takes the lock away from kim").waitFor();
  await dialogOf(page).getByText("“I am at it”").waitFor();
  await isFineInBothSchemes(page);
  await dialogOf(page).getByRole("button", { name: "Unlock" }).click();
  await page.getByRole("button", { name: "Lock", exact: true }).waitFor();

  await page.getByRole("button", { name: "Edit tags" }).click();
  const field = dialogOf(page).locator("input:visible");
  for (const tag of ["critical", "env:prod"]) {
    await field.fill(tag);
    await field.press("Enter");
  }
  await dialogOf(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("region", { name: "About" }).getByText("env: prod").waitFor();
  expect((await lockstep.call("GET", `/api/v1/workspaces/${id}`)).body.tags).toEqual([{ key: "critical", value: "" }, { key: "env", value: "prod" }]);
  expect(complaints).toEqual([]);
});

test("runs are found by what they are, in the address too; who may only read sees no button", async () => {
  const id = await madeWorkspace(lockstep, "many");
  await uploaded(lockstep, id, configuration("one"));
  await settled(lockstep, await startedRun(lockstep, id, { message: "Nothing is done yet", operation: "plan_only" }), "planned_and_finished");
  const { server } = lockstep;
  const first = await server.db.selectFrom("runs").selectAll().where("workspaceId", "=", id).executeTakeFirstOrThrow();
  const { configurationVersionId } = first;
  // As many as need two pages; none of them was ever carried out.
  const rows = Array.from({ length: 24 }, (_, at) => ({ id: `run-many${String(at).padStart(12, "0")}`, workspaceId: id, configurationVersionId, operation: "plan_and_apply" as const, status: at % 8 === 0 ? ("errored" as const) : ("discarded" as const), message: `commit ${at}`, source: "tfe-api", createdByKind: "account" as const, createdByName: at % 2 === 0 ? "kim" : "alex" }));
  await server.db.insertInto("runs").values(rows).execute();

  const reader = await addPagePerson(lockstep, "robin", { workspaces: { [id]: "read" } });
  const { page, complaints } = await visit(lockstep, { as: reader.as });
  await page.goto(place("many", "/runs"));
  const table = page.getByRole("table", { name: "Runs" });
  await page.getByText("1–20 of 25 runs").waitFor();
  expect(await page.getByRole("button", { name: "Start new run" }).count()).toBe(0);
  await page.getByRole("button", { name: "Page 2" }).click();
  await table.getByRole("link", { name: "Nothing is done yet" }).waitFor();
  expect(new URL(page.url()).searchParams.get("page")).toBe("2");
  await page.getByLabel("Search in message, commit or id").fill("commit 1");
  await table.getByRole("link", { name: "commit 19" }).waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ search: "commit 1" });
  expect(await table.locator("tbody tr").count()).toBe(11);
  await isFineInBothSchemes(page);

  await page.goto("/app/acme/runs?status=errored&by=kim&workspace=many");
  await expect.poll(() => page.getByRole("table", { name: "Runs" }).locator("tbody tr").count(), patient).toBe(3);
  expect(await table.getByRole("link", { name: "many" }).count()).toBe(3);
  await isFineInBothSchemes(page);
  await page.goto("/app/acme/runs?show=attention");
  await page.getByText("No run is like that.").waitFor();
  await page.getByRole("button", { name: "Show all runs" }).click();
  await page.getByText("1–20 of 25 runs").waitFor();

  await page.goto(place("many"));
  await page.getByRole("region", { name: "About" }).getByText("0 managed").waitFor();
  for (const name of ["Start new run", "Lock", "Edit tags"]) expect(await page.getByRole("button", { name }).count(), name).toBe(0);
  expect(complaints).toEqual([]);
});

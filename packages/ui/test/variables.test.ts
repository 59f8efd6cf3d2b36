import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkspace } from "../../server/test/org-workspace.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";
import { addPagePerson } from "./sign-in.ts";

let lockstep: ServedPages;
let workspace: string;
beforeAll(async () => {
  lockstep = await servePages();
  workspace = await makeWorkspace(lockstep, "preview");
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
});

const address = "/app/acme/workspaces/preview/variables";
const secret = "00-the-value-that-nobody-reads";

interface Listed {
  readonly key: string;
  readonly value: string | null;
  readonly hcl: boolean;
  readonly sensitive: boolean;
  readonly description: string;
  readonly overriddenBy: string | null;
}

const listed = async (): Promise<readonly Listed[]> => (await lockstep.call("GET", `/api/v1/workspaces/${workspace}/variables`)).body["items"] as unknown as readonly Listed[];

async function addVariable(page: Page, kind: string, name: string, value: string): Promise<void> {
  await page.getByRole("button", { name: `Add ${kind} variable` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Value", { exact: true }).fill(value);
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });

test("a sensitive value is typed once and is nowhere again: not in the page, not in an answer", async () => {
  const { page, complaints } = await visit(lockstep);
  const answers: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/v1/")) void response.text().then((text) => answers.push(text), () => undefined);
  });
  await page.goto(address);
  await addVariable(page, "Terraform", "api_token", secret);
  const dialog = page.getByRole("dialog");
  // Its name sounds like a secret: nobody has to think of it.
  expect(await dialog.getByRole("switch", { name: "Sensitive" }).isChecked()).toBe(true);
  await dialog.getByRole("button", { name: "Add variable" }).click();
  await row(page, "api_token").getByText("Sensitive, write only").waitFor();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Edit api_token" }).click();
  await dialog.getByText("it cannot be read, only replaced").waitFor();
  expect(await dialog.getByLabel("New value").inputValue()).toBe("");
  expect(await page.content()).not.toContain(secret);
  await dialog.getByLabel("New value").fill(`${secret}-2`);
  await dialog.getByRole("button", { name: "Replace value" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.reload();
  await row(page, "api_token").getByText("Sensitive, write only").waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(answers.length).toBeGreaterThan(5);
  expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
  expect((await listed()).map(({ key, value, sensitive }) => ({ key, value, sensitive }))).toEqual([{ key: "api_token", value: null, sensitive: true }]);
  expect(complaints).toEqual([]);
});

test("an HCL value is checked by the server, shown at its field, and then kept as an expression", async () => {
  const { page } = await visit(lockstep);
  await page.goto(address);
  await addVariable(page, "Terraform", "regions", "[eu");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("switch", { name: "HCL" }).click();
  await dialog.getByLabel("Description").fill("Where it runs");
  await dialog.getByRole("button", { name: "Add variable" }).click();
  await dialog.getByText("The value is not an HCL literal").waitFor();
  await dialog.getByLabel("Value", { exact: true }).fill('["eu", "us"]');
  await dialog.getByRole("button", { name: "Add variable" }).click();
  await row(page, "regions").getByText('["eu", "us"]').waitFor();
  expect(await row(page, "regions").getByText("HCL").count()).toBe(1);
  expect((await listed()).find(({ key }) => key === "regions")).toMatchObject({ hcl: true, sensitive: false, description: "Where it runs" });
});

test("many are pasted at once, seen before they are kept; what is there is replaced", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto(address);
  await page.getByRole("button", { name: "Paste many" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Text").fill('# development\norg_name = "dev-123"\nclient_secret = "pasted-secret"\nregions = ["us"]\nnonsense\n');
  await dialog.getByText("Line 5 has no name and value").waitFor();
  await dialog.getByText("replaces the present value").waitFor();
  expect(await dialog.getByRole("checkbox", { name: "client_secret is sensitive" }).isChecked()).toBe(true);
  expect(await dialog.getByRole("checkbox", { name: "org_name is sensitive" }).isChecked()).toBe(false);
  expect(await dialog.getByRole("region", { name: "What was read" }).textContent()).not.toContain("pasted-secret");
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save 3 variables" }).click();
  await dialog.waitFor({ state: "detached" });
  await row(page, "org_name").getByText("dev-123").waitFor();
  expect((await listed()).filter(({ key }) => key !== "api_token").map(({ key, value, hcl, sensitive }) => [key, value, hcl, sensitive])).toEqual([
    ["client_secret", null, false, true],
    ["org_name", "dev-123", false, false],
    ["regions", '["us"]', true, false],
  ]);
  await page.getByRole("button", { name: "Paste many" }).click();
  await dialog.getByText("Environment (NAME=value)").click();
  await dialog.getByLabel("Text").fill("TF_LOG=warn\nLEVEL=2");
  await dialog.getByRole("checkbox", { name: "All of them are sensitive" }).check();
  await dialog.getByRole("button", { name: "Save 2 variables" }).click();
  await dialog.waitFor({ state: "detached" });
  expect((await listed()).filter(({ key }) => ["TF_LOG", "LEVEL"].includes(key)).map(({ sensitive }) => sensitive)).toEqual([true, true]);
  await page.getByRole("button", { name: "Delete LEVEL" }).click();
  await dialog.getByRole("button", { name: "Delete variable" }).click();
  await row(page, "LEVEL").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});

test("a variable set is made, filled, given to a workspace, and its values show where they come from and what wins", async () => {
  const { page, complaints } = await visit(lockstep);
  await page.goto("/app/acme/variable-sets");
  await page.getByRole("heading", { name: "No variable set yet" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "New variable set" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Shared");
  await dialog.getByRole("button", { name: "Make variable set" }).click();
  await page.getByRole("heading", { name: "Shared", level: 1 }).waitFor();
  await addVariable(page, "Terraform", "org_name", "of-the-set");
  await dialog.getByRole("button", { name: "Add variable" }).click();
  await row(page, "org_name").getByText("of-the-set").waitFor();
  await page.getByText("Reaches 0 workspaces.").waitFor();
  await page.getByRole("combobox", { name: "Workspace" }).click();
  await page.getByRole("option", { name: "preview" }).click();
  await page.getByRole("button", { name: "Add workspace" }).click();
  await page.getByText("Reaches 1 workspace.").waitFor();
  const setAddress = page.url();
  for (const dark of [false, true]) {
    const other = await visit(lockstep, { dark });
    for (const place of [setAddress, address, "/app/acme/variable-sets"]) {
      await other.page.goto(place);
      await other.page.getByRole("table").first().waitFor();
      expect([place, dark, await accessibilityProblems(other.page)]).toEqual([place, dark, []]);
    }
  }
  await page.goto(address);
  const ofSet = page.getByRole("row").filter({ hasText: "of-the-set" });
  await ofSet.getByText("Overridden by preview").waitFor();
  await ofSet.getByRole("link", { name: "Shared" }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByRole("switch", { name: "Priority" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Priority: wins over workspaces and runs").waitFor();
  await page.goto(address);
  await page.getByRole("row").filter({ hasText: "dev-123" }).getByText("Overridden by Shared").waitFor();
  expect((await listed()).filter(({ key }) => key === "org_name").map(({ value, overriddenBy }) => [value, overriddenBy])).toEqual([
    ["dev-123", "Shared"],
    ["of-the-set", null],
  ]);
  await page.goto(setAddress);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog.getByText("It has 1 variable and reaches 1 workspace.").waitFor();
  expect(await dialog.getByRole("button", { name: "Delete variable set" }).isEnabled()).toBe(false);
  await dialog.getByRole("textbox").fill("Shared");
  await dialog.getByRole("button", { name: "Delete variable set" }).click();
  await page.getByRole("heading", { name: "No variable set yet" }).waitFor();
  expect(complaints).toEqual([]);
});

test("who may only read sees values and no buttons, also on a narrow screen", async () => {
  const { as } = await addPagePerson(lockstep, "reader", { workspaces: { [workspace]: "read" } });
  const { page, complaints } = await visit(lockstep, { as, width: 360, dark: true });
  await page.goto(address);
  await row(page, "org_name").getByText("dev-123").waitFor();
  await row(page, "api_token").getByText("Sensitive, write only").waitFor();
  expect(await page.getByRole("main").getByRole("button").allTextContents()).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
  // Nothing is wider than the screen but what scrolls by itself.
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  await page.goto("/app/acme/variable-sets");
  await page.getByRole("heading", { name: "No variable set yet" }).waitFor();
  expect(await page.getByRole("main").getByRole("button").allTextContents()).toEqual([]);
  expect(complaints).toEqual([]);
});

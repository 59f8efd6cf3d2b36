import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeHost, type FakeHost } from "../../server/test/fake-gitlab.ts";
import { makeRepository } from "../../server/test/git-repository.ts";
import { startGitServer, type GitServer } from "../../server/test/git-server.ts";
import { vcsCalls } from "../../server/test/vcs-workspace.ts";
import { closeBrowser, isFineInBothSchemes, servePages, visit, type ServedPages } from "./browser.ts";

const token = "glpat-s3cret-123456";
let lockstep: ServedPages;
let host: FakeHost;
let git: GitServer;
let repository: ReturnType<typeof makeRepository>;
const root = mkdtempSync(join(tmpdir(), "lockstep-pulls-"));
const main = (name: string): string => `resource "terraform_data" "${name}" {}\n`;

beforeAll(async () => {
  mkdirSync(join(root, "group"));
  repository = makeRepository(join(root, "group"), "infra.git");
  repository.commit({ "main.tf": main("a") }, "Begin");
  git = await startGitServer(root, token);
  host = await startFakeHost(token);
  lockstep = await servePages({ work: true, environment: { LOCKSTEP_VCS_POLL_SECONDS: "1" } });
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await host.close();
  await git.close();
  rmSync(root, { recursive: true, force: true });
});

test("an open pull request is listed with its plan, its run says where it comes from, an error leads to its line; they go when they are closed, and a problem of the host shows while it lasts", async () => {
  const calls = vcsCalls(lockstep);
  const { id: connection } = await calls.connect({ name: "GitLab", kind: "gitlab", token, apiUrl: `${host.url}/api/v4`, httpUrl: git.url, repository: "group/infra" });
  const workspace = await calls.workspace("infra", { "vcs-repo": { identifier: "group/infra", "oauth-token-id": connection }, "queue-all-runs": false });
  const { page, complaints } = await visit(lockstep);
  await page.goto("/app/acme/workspaces/infra");
  const facts = page.getByRole("region", { name: "Repository" });
  await facts.getByRole("link", { name: "group/infra" }).waitFor();

  const commit = repository.commit({ "main.tf": main("b") }, "Rename it", "feature");
  host.requests.push({ iid: 7, state: "opened", source_branch: "feature", target_branch: "main", files: ["main.tf"] });
  const pulls = facts.getByRole("list", { name: "Open pull requests" });
  const title = pulls.getByRole("link", { name: "#7 Request 7" });
  await title.waitFor();
  expect(await title.getAttribute("href")).toBe("https://gitlab.example/mr/7");
  const plan = pulls.getByRole("link", { name: /^Plan of pull request 7/ });
  await plan.locator('[data-status="planned_and_finished"]').waitFor();
  await isFineInBothSchemes(page);
  await plan.click();
  await page.getByRole("heading", { level: 1 }).getByText("Rename it").waitFor();
  await page.getByRole("link", { name: "Pull request 7" }).waitFor();
  await page.getByText(commit.slice(0, 7)).first().waitFor();
  expect(await page.getByRole("button", { name: "Confirm" }).count()).toBe(0);
  await isFineInBothSchemes(page);

  await page.goBack();
  const broken = repository.commit({ "main.tf": `${main("c").replace("{}", "{\n  input = local.gone\n}")}` }, "Break it", "broken");
  host.requests.push({ iid: 8, state: "opened", source_branch: "broken", target_branch: "main", files: ["main.tf"] });
  await pulls.getByRole("link", { name: /^Plan of pull request 8/ }).click();
  await page.getByRole("group", { name: /^Reference to undeclared local value: main.tf, line 2/ }).getByText("input = local.gone").waitFor();
  expect(await page.getByRole("link", { name: "main.tf, line 2" }).getAttribute("href")).toBe(`${git.url}/group/infra/-/blob/${broken}/main.tf#L2`);
  await isFineInBothSchemes(page);

  await page.goBack();
  Object.assign(host.requests[1] ?? {}, { state: "closed" });
  Object.assign(host.requests[0] ?? {}, { state: "merged" });
  await pulls.waitFor({ state: "detached" });

  host.token = "another";
  await facts.getByText("The pull requests could not be read").waitFor();
  host.token = token;
  await facts.getByText("The pull requests could not be read").waitFor({ state: "detached" });
  expect((await calls.follow(workspace)).problem ?? null).toBe(null);
  expect(complaints).toEqual([]);
});

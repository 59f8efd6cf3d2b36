import { afterAll, beforeAll, expect, test } from "vitest";
import { madeWorkspace, settled, startedRun, uploaded } from "../../test/runs.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer({ work: true });
});
afterAll(() => lockstep.stop());

async function applied(workspaceId: string, configuration: string, message: string): Promise<void> {
  await uploaded(lockstep, workspaceId, configuration);
  await settled(lockstep, await startedRun(lockstep, workspaceId, { message, autoApply: true }), "applied");
}

interface History {
  readonly items: readonly { readonly message: string; readonly address: string; readonly action: string; readonly attributes: readonly string[] }[];
  readonly complete: boolean;
}

async function historyOf(workspaceId: string, address: string): Promise<{ readonly changes: readonly (readonly unknown[])[]; readonly complete: boolean }> {
  const { status, body } = await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/object-history?address=${encodeURIComponent(address)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  const { items, complete } = body as unknown as History;
  return { changes: items.map((each) => [each.message, each.action, each.address, each.attributes]), complete };
}

test("an object's history is the runs that changed it, under its earlier addresses too", async () => {
  const id = await madeWorkspace(lockstep, "history");
  await applied(id, `resource "terraform_data" "a" {\n  input = "one"\n}`, "make it");
  await applied(id, `resource "terraform_data" "a" {\n  input = "one"\n}\nresource "terraform_data" "other" {}`, "make another");
  await applied(id, `resource "terraform_data" "b" {\n  input = "two"\n}\nresource "terraform_data" "other" {}\nmoved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}`, "rename and change it");
  const plan = await startedRun(lockstep, id, { operation: "plan_only", message: "only look" });
  await settled(lockstep, plan, "planned_and_finished");
  expect(await historyOf(id, "terraform_data.b")).toEqual({
    changes: [
      ["rename and change it", "update", "terraform_data.b", ["input", "output"]],
      ["make it", "create", "terraform_data.a", []],
    ],
    complete: true,
  });
  expect(await historyOf(id, "terraform_data.other")).toEqual({ changes: [["make another", "create", "terraform_data.other", []]], complete: true });
  expect(await historyOf(id, "terraform_data.none")).toEqual({ changes: [], complete: true });

  // Without the plans that are no longer kept it says that there may be more.
  await lockstep.server.db.updateTable("runs").set({ redactedPlanBlobId: null }).where("message", "=", "make another").execute();
  expect(await historyOf(id, "terraform_data.b")).toMatchObject({ changes: [["rename and change it", "update", "terraform_data.b", ["input", "output"]]], complete: false });
}, 60_000);

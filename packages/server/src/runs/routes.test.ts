import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logOf, madeWorkspace, settled, startedRun, uploaded } from "../../test/runs.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer({ work: true });
});
afterAll(() => lockstep.stop());

const configuration = (input: string): string => `
variable "secret" {
  default   = "hush-hush-1"
  sensitive = true
}
resource "terraform_data" "a" {
  input = "${input}"
}
resource "terraform_data" "b" {
  input = var.secret
}
output "said" {
  value = terraform_data.a.output
}
output "kept" {
  value     = var.secret
  sensitive = true
}
`;

describe("our own interface to runs", () => {
  test("shows a run from its upload to its state, and two states beside each other", async () => {
    const workspaceId = await madeWorkspace(lockstep, "own");
    await uploaded(lockstep, workspaceId, configuration("hé"), true);
    // The upload itself starts the run, as who has uploaded.
    await expect.poll(async () => (await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/runs`)).body.total, { timeout: 20_000 }).toBe(1);
    const { body: list } = await lockstep.call("GET", "/api/v1/organizations/acme/runs?workspace=own&search=uploaded");
    const id = String(list.items?.[0]?.id);
    expect(list.items?.[0]).toMatchObject({ workspace: { id: workspaceId, name: "own" }, operation: "plan_and_apply", createdBy: { kind: "account", name: "alex" }, source: "tfe-configuration-version" });
    const planned = await settled(lockstep, id, "planned");
    expect(planned).toMatchObject({ planned: { add: 2, change: 0, destroy: 0 }, hasPlan: true, blocker: null, actions: { confirm: true, discard: true, cancel: false, comment: true } });
    expect((planned.timeline as unknown as { status: string }[]).map(({ status }) => status)).toEqual(["pending", "plan_queued", "planning", "planned"]);

    const waiting = await startedRun(lockstep, workspaceId, { message: "again" });
    expect((await lockstep.call("GET", `/api/v1/runs/${waiting}`)).body).toMatchObject({ status: "pending", blocker: { kind: "run", runId: id, status: "planned", by: "alex" }, actions: { runNow: true } });

    const { body: plan } = await lockstep.call("GET", `/api/v1/runs/${id}/plan`);
    expect(plan).toMatchObject({ total: 2, counts: { create: 2 }, groups: [{ module: null, type: "terraform_data", total: 2, actions: { create: 2 } }], items: [{ address: "terraform_data.a", action: "create", after: { input: "hé" } }, { address: "terraform_data.b", after: { input: "REDACTED" }, sensitive: { after: { input: true } } }] });
    expect(plan.outputs).toContainEqual(expect.objectContaining({ name: "kept", sensitive: true, after: "REDACTED" }));
    expect((await lockstep.call("GET", `/api/v1/runs/${id}/plan?search=data.b&size=1`)).body).toMatchObject({ total: 1, items: [{ address: "terraform_data.b" }] });

    expect((await lockstep.call("POST", `/api/v1/runs/${id}/comments`, { body: "Looks right." })).status).toBe(201);
    expect((await lockstep.call("POST", `/api/v1/runs/${id}/confirm`, { comment: "go" })).body).toMatchObject({ confirmedBy: "alex" });
    const stream = await lockstep.call("GET", `/api/v1/runs/${id}/logs/apply/stream`);
    expect(String(stream.body)).toMatch(/event: log[^]*apply_complete[^]*event: end/);
    const applied = await settled(lockstep, id, "applied");
    expect(applied).toMatchObject({ applied: { add: 2 }, progress: { done: 2, failed: 0, total: 2, current: [] }, diagnostics: [], hasLog: { plan: true, apply: true } });
    const { body: events } = await lockstep.call("GET", `/api/v1/runs/${id}/events`);
    expect((events.items as unknown as { action: string; comment: string | null }[]).filter(({ comment }) => comment !== null).map(({ comment }) => comment)).toEqual(["Looks right.", "go"]);

    const [whole, first] = [await logOf(lockstep, id, "plan"), (await lockstep.call("GET", `/api/v1/runs/${id}/logs/plan?limit=40`)).body];
    const { body: rest } = await lockstep.call("GET", `/api/v1/runs/${id}/logs/plan?offset=${String(first.next)}`);
    expect(`${String(first.text)}${String(rest.text)}`).toBe(whole);
    expect(rest.complete).toBe(true);
    expect(whole).not.toContain("hush-hush-1");
    expect(String((await lockstep.call("GET", `/api/v1/runs/${id}/logs/plan/raw`)).body)).toBe(whole);
    await settled(lockstep, waiting, "planned_and_finished");

    await uploaded(lockstep, workspaceId, configuration("ho").replace("hush-hush-1", "hush-hush-2"));
    const second = await startedRun(lockstep, workspaceId, { autoApply: true });
    await settled(lockstep, second, "applied");
    const { body: states } = await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/state-versions`);
    expect(states).toMatchObject({ total: 2, items: [{ current: true, objects: 2, run: { id: second } }, { current: false }] });
    const [newest, older] = [String(states.items?.[0]?.id), String(states.items?.[1]?.id)];
    const { body: difference, status } = await lockstep.call("GET", `/api/v1/state-versions/${newest}/difference`);
    expect(status, JSON.stringify(difference)).toBe(200);
    expect(difference).toMatchObject({ added: [], removed: [], changed: [{ address: "terraform_data.a" }, { address: "terraform_data.b" }], from: { id: older } });
    expect(difference.changed?.[0]?.attributes).toContainEqual({ path: ["input"], before: "hé", after: "ho", sensitive: false });
    expect(JSON.stringify(difference)).not.toContain("hush-hush");

    const { body: back } = await lockstep.call("POST", `/api/v1/state-versions/${older}/rollback`, { reason: "a mistake" });
    expect(back).toMatchObject({ current: true, rollbackOf: { id: older } });
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/outputs`)).body.items).toMatchObject([{ name: "kept", value: null, sensitive: true }, { name: "said", value: "hé" }]);
    const shown = await lockstep.call("GET", `/api/v1/state-versions/${older}`);
    expect(shown.body.resources).toMatchObject([{ type: "terraform_data", name: "a" }, { name: "b" }]);
    expect((await lockstep.call("GET", `/api/v1/state-versions/${older}/download`)).body).toMatchObject({ version: 4 });
  });

  test("refuses what does not fit", async () => {
    const workspaceId = await madeWorkspace(lockstep, "refusing");
    expect((await lockstep.call("POST", `/api/v1/workspaces/${workspaceId}/runs`, {})).status).toBe(422);
    expect((await lockstep.call("POST", `/api/v1/workspaces/${workspaceId}/runs`, { operation: "sing" })).status).toBe(422);
    expect((await lockstep.call("GET", "/api/v1/runs/run-AAAAAAAAAAAAAAAA")).status).toBe(404);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/runs`, undefined, null)).status).toBe(401);
    await uploaded(lockstep, workspaceId, `resource "terraform_data" "a" {\n  input = nowhere\n}\n`);
    const failed = await settled(lockstep, await startedRun(lockstep, workspaceId), "errored");
    expect(failed).toMatchObject({ actions: { repeat: true, confirm: false }, progress: null });
    expect(failed.diagnostics).toMatchObject([{ phase: "plan", severity: "error", range: { file: "main.tf", start: { line: 2, column: 11 } }, excerpt: { context: 'resource "terraform_data" "a"', code: "  input = nowhere", startLine: 2, from: 10, to: 17 } }]);
    expect(await logOf(lockstep, String(failed.id), "plan")).toContain("diagnostic");
    expect((await lockstep.call("POST", `/api/v1/runs/${String(failed.id)}/confirm`, {})).status).toBe(409);
    expect((await lockstep.call("GET", `/api/v1/runs/${String(failed.id)}/plan`)).status).toBe(404);
    const { body: versions } = await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/configuration-versions`);
    const version = String(versions.items?.[0]?.id);
    expect((await lockstep.call("GET", `/api/v1/configuration-versions/${version}/files`)).body.items).toMatchObject([{ path: "main.tf" }]);
    expect((await lockstep.call("GET", `/api/v1/configuration-versions/${version}/file?path=main.tf`)).body.text).toContain("nowhere");
  });
});

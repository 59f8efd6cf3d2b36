import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer({ work: true });
});
afterAll(() => lockstep.stop());

/** A gzip-compressed tar of one file. */
function archive(text: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-archive-"));
  writeFileSync(join(folder, "main.tf"), text);
  return execFileSync("tar", ["-czf", "-", "-C", folder, "."]);
}

async function uploaded(workspaceId: string, text: string): Promise<string> {
  const { body } = await lockstep.call("POST", `/api/v2/workspaces/${workspaceId}/configuration-versions`, { data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } });
  const address = new URL(String(body.data?.attributes?.["upload-url"]));
  const { status } = await lockstep.call("PUT", address.pathname, archive(text), null);
  expect(status).toBe(200);
  return String(body.data?.id);
}

async function run(workspaceId: string, attributes: object = {}): Promise<string> {
  const { body } = await lockstep.call("POST", "/api/v2/runs", { data: { type: "runs", attributes, relationships: { workspace: { data: { type: "workspaces", id: workspaceId } } } } });
  return String(body.data?.id);
}

async function settled(id: string, status: string): Promise<void> {
  await expect.poll(async () => (await lockstep.call("GET", `/api/v2/runs/${id}`)).body.data?.attributes?.status, { timeout: 30_000, interval: 100 }).toBe(status);
}

describe("a run", () => {
  test("plans, waits for confirmation, applies, and leaves a state; a second one of the workspace waits meanwhile", async () => {
    const { body } = await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name: "first" } } });
    const workspaceId = String(body.data?.id);
    await uploaded(workspaceId, `resource "terraform_data" "a" {\n  input = "hello"\n}\noutput "said" {\n  value = terraform_data.a.output\n}\n`);
    const first = await run(workspaceId);
    const second = await run(workspaceId);
    await settled(first, "planned");
    expect((await lockstep.call("GET", `/api/v2/runs/${second}`)).body.data?.attributes?.status).toBe("pending");
    expect((await lockstep.call("POST", `/api/v2/runs/${first}/actions/apply`, { comment: "looks right" })).status).toBe(202);
    await settled(first, "applied");
    await settled(second, "planned_and_finished");
    const outputs = await lockstep.call("GET", `/api/v2/workspaces/${workspaceId}/current-state-version-outputs`);
    expect(outputs.body.data?.[0]?.attributes).toMatchObject({ name: "said", value: "hello" });
    expect((await lockstep.call("POST", `/api/v2/runs/${first}/actions/apply`, {})).status).toBe(409);
  });
});

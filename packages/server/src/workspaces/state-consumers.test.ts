import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { madeWorkspace, settled, startedRun, uploaded } from "../../test/runs.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";

vi.setConfig({ testTimeout: 240_000 });

let lockstep: TestServer;
let source: string;
let reader: string;

beforeAll(async () => {
  lockstep = await testServer({ work: true });
  source = await madeWorkspace(lockstep, "source", { "auto-apply": true });
  reader = await madeWorkspace(lockstep, "reader");
});
afterAll(async () => lockstep.stop());

const reads = (workspace: string, host = "lockstep.test"): string => `
data "terraform_remote_state" "other" {
  backend = "remote"
  config = {
    hostname     = "${host}"
    organization = "acme"
    workspaces   = { name = "${workspace}" }
  }
}
output "plain" {
  value = data.terraform_remote_state.other.outputs.plain
}
output "secret" {
  value = data.terraform_remote_state.other.outputs.secret
}
`;

const planned = async (text: string) => {
  const configurationVersion = await uploaded(lockstep, reader, text);
  return settled(lockstep, await startedRun(lockstep, reader, { operation: "plan_only", configurationVersion }), "planned_and_finished", "errored");
};
const path = (): string => `/api/v2/workspaces/${source}/relationships/remote-state-consumers`;
const members = (...ids: readonly string[]): object => ({ data: ids.map((id) => ({ type: "workspaces", id })) });
const names = async (): Promise<unknown> => ((await lockstep.call("GET", `/api/v1/workspaces/${source}/state-consumers`)).body.items as unknown as readonly { name: string }[]).map(({ name }) => name);

test("a workspace's outputs are read by those that it shares its state with, and by nobody else", async () => {
  expect((await planned(reads("source"))).error).toMatchObject({ summary: "Error loading state error", detail: expect.stringContaining('has no workspace "source" whose state "reader" may read') as unknown });
  expect((await lockstep.call("POST", path(), members(reader))).status).toBe(204);
  expect(await names()).toEqual(["reader"]);
  expect((await planned(reads("source"))).error).toMatchObject({ summary: "Unable to find remote state" });

  await uploaded(lockstep, source, 'output "plain" {\n  value = "for all to see"\n}\noutput "secret" {\n  value     = "correct-horse-battery"\n  sensitive = true\n}\n');
  await settled(lockstep, await startedRun(lockstep, source), "applied");
  const done = await planned(reads("source"));
  expect(done).toMatchObject({ status: "planned_and_finished" });
  const plan = JSON.stringify((await lockstep.call("GET", `/api/v1/runs/${String(done.id)}/plan`)).body);
  expect(plan).toContain("for all to see");
  expect(plan).not.toContain("correct-horse-battery");

  expect((await lockstep.call("DELETE", path(), members(reader))).status).toBe(204);
  expect((await planned(reads("source"))).status).toBe("errored");
  expect((await lockstep.call("PATCH", `/api/v1/workspaces/${source}`, { globalRemoteState: true })).status).toBe(200);
  expect((await planned(reads("source"))).status).toBe("planned_and_finished");
  expect((await planned(reads("nowhere"))).error).toMatchObject({ detail: expect.stringContaining('has no workspace "nowhere"') as unknown });
});

test("who may read is named as a whole, in HCP Terraform's form and in ours; others' workspaces cannot be", async () => {
  expect((await lockstep.call("PUT", `/api/v1/workspaces/${source}/state-consumers`, { workspaces: [reader] })).body.items).toMatchObject([{ name: "reader" }]);
  expect((await lockstep.call("GET", path())).body.data).toMatchObject([{ type: "workspaces", id: reader }]);
  expect((await lockstep.call("PATCH", path(), members())).status).toBe(204);
  expect(await names()).toEqual([]);
  await lockstep.call("POST", "/api/v1/organizations", { name: "other" });
  const foreign = (await lockstep.call("POST", "/api/v2/organizations/other/workspaces", { data: { type: "workspaces", attributes: { name: "foreign" } } })).body.data?.id;
  expect((await lockstep.call("POST", path(), members(String(foreign)))).status).toBe(404);
});

import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applied, groupId, inConsole, makeWorkspace, oktaConfiguration, settled, signedInAdmin } from "../../test/org-workspace.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
let sandbox: Sandbox;
let org: RunningOrg;
let oktaOrgId = "";
let workspaceId = "";
let casey = "";

const configuration = oktaConfiguration(`resource "okta_group" "eng" {
  name        = "Engineering"
  description = "builds"
}
resource "okta_group" "ops" {
  name = "Operations"
}
`);

beforeAll(async () => {
  lockstep = await testServer({ work: true });
  sandbox = await startSandbox({ orgs: [{ name: "preview" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  const { status, body } = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "Preview", orgName: "preview", baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  expect([status, body]).toMatchObject([201, { health: { reachable: true, engine: "identity", company: "Preview" } }]);
  oktaOrgId = String(body.id);
  workspaceId = await makeWorkspace(lockstep, "preview", oktaOrgId);
  await applied(lockstep, workspaceId, configuration);
  casey = await signedInAdmin(org, "casey.rivers@example.com", "Casey", "Rivers");
  await readNow();
}, 400_000);
afterAll(async () => {
  await lockstep?.stop();
  await sandbox?.stop();
});

const drifts = async (status = "unresolved"): Promise<readonly Answer[]> => (await lockstep.call("GET", `/api/v1/organizations/acme/drifts?status=${status}`)).body.items as unknown as readonly Answer[];

async function eventually(look: () => Promise<unknown>, expected: object): Promise<void> {
  await expect.poll(look, { timeout: 180_000, interval: 250 }).toMatchObject(expected);
}

/** The log is read now, and not when it is due. */
const readNow = async (): Promise<unknown> => lockstep.server.db.updateTable("orgWatches").set({ nextPollAt: new Date() }).execute();

async function rename(from: string, to: string): Promise<void> {
  await inConsole(org, casey, "PUT", `/api/v1/groups/${await groupId(org, from)}`, { profile: { name: to, description: "builds" } });
  await readNow();
}

describe("drift", () => {
  test("a change in the console comes on record with who made it, and a run sets it back", async () => {
    await eventually(async () => (await lockstep.call("GET", `/api/v1/okta-orgs/${oktaOrgId}`)).body.watch, { status: "following" });
    await rename("Engineering", "Engineers");
    await eventually(() => drifts(), [{ address: "okta_group.eng", kind: "changed", status: "open", objectName: "Engineering", workspace: { name: "preview" } }]);
    const [drift] = await drifts();
    expect(drift).toMatchObject({
      differences: [{ path: "name", before: "Engineering", after: "Engineers" }],
      attribution: { actor: "Casey Rivers", login: casey, client: "the Admin Console", eventType: "group.profile.update" },
      oktaOrg: { name: "Preview" },
    });
    expect(String(drift?.attribution?.eventId)).toMatch(/^[0-9a-f-]{36}$/);
    const id = String(drift?.id);
    const { status, body } = await lockstep.call("POST", `/api/v1/workspaces/${workspaceId}/drifts/set-back`, { driftIds: [id], autoApply: true });
    expect(status).toBe(201);
    await settled(lockstep, String(body.runId), "applied");
    await eventually(async () => (await lockstep.call("GET", `/api/v1/drifts/${id}`)).body, { status: "resolved", resolution: "set-back", resolvedByRunId: String(body.runId) });
    const shown = await lockstep.call("GET", `/api/v1/drifts/${id}`);
    expect((shown.body.events as unknown as readonly Answer[]).map(({ action, actor }) => [action, actor])).toEqual([["found", "Casey Rivers"], ["resolved", null]]);
    expect(await groupId(org, "Engineering")).not.toBe("");
    const told = await lockstep.server.db.selectFrom("outboxEvents").select("kind").where("subjectId", "=", id).orderBy("id").execute();
    expect(told.map(({ kind }) => kind)).toEqual(["drift.found", "drift.resolved"]);
  }, 400_000);

  test("a deleted object is missing; what an accepted drift is to be is said until when and why", async () => {
    await inConsole(org, casey, "DELETE", `/api/v1/groups/${await groupId(org, "Operations")}`);
    await readNow();
    await eventually(() => drifts(), [{ address: "okta_group.ops", kind: "missing", attribution: { actor: "Casey Rivers", eventType: "group.lifecycle.delete" } }]);
    const [drift] = await drifts();
    const id = String(drift?.id);
    const accept = (until: string, reason = "wanted"): Promise<{ status: number; body: Answer }> => lockstep.call("POST", `/api/v1/drifts/${id}/accept`, { until, reason });
    expect((await accept("2001-01-01T00:00:00Z")).status).toBe(422);
    expect((await accept(new Date(Date.now() + 3_600_000).toISOString())).body).toMatchObject({ status: "accepted", acceptedReason: "wanted", acceptedBy: "alex" });
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/drift`)).body).toMatchObject({ open: 0, accepted: 1 });
    expect((await lockstep.call("POST", `/api/v1/drifts/${id}/unaccept`)).body).toMatchObject({ status: "open", acceptedReason: null });
    expect((await lockstep.call("POST", `/api/v1/drifts/${id}/unaccept`)).status).toBe(409);
    // Until a moment that has come by the time somebody looks again.
    await accept(new Date(Date.now() + 1000).toISOString());
    await eventually(async () => (await lockstep.call("GET", `/api/v1/drifts/${id}`)).body, { status: "open" });
    const [run] = [await lockstep.call("POST", `/api/v1/workspaces/${workspaceId}/drifts/set-back`, { driftIds: [id], autoApply: true })];
    await settled(lockstep, String(run.body.runId), "applied");
    await eventually(async () => (await lockstep.call("GET", `/api/v1/drifts/${id}`)).body, { status: "resolved", resolution: "set-back" });
  }, 400_000);

  test("what somebody undoes in the org is gone by itself, and a whole scan is the proof; HCP Terraform's clients see it as an assessment", async () => {
    expect((await lockstep.call("GET", `/api/v2/workspaces/${workspaceId}/current-assessment-result`)).status).toBe(404);
    await rename("Engineering", "Makers");
    await eventually(() => drifts(), [{ address: "okta_group.eng" }]);
    const [drift] = await drifts();
    expect((await lockstep.call("POST", `/api/v2/workspaces/${workspaceId}/actions/assess`)).status).toBe(200);
    await eventually(async () => (await lockstep.call("GET", `/api/v2/workspaces/${workspaceId}/current-assessment-result`)).body.data?.attributes, { succeeded: true, drifted: true, "resources-drifted": 1, "resources-undrifted": 1 });
    await rename("Makers", "Engineering");
    await eventually(async () => (await lockstep.call("GET", `/api/v1/drifts/${String(drift?.id)}`)).body, { status: "resolved", resolution: "gone-by-itself" });
  }, 400_000);

  test("what a run of ours changes never becomes drift", async () => {
    const before = (await lockstep.server.db.selectFrom("drifts").select("id").execute()).length;
    await applied(lockstep, workspaceId, configuration.replace('"builds"', '"builds things"'));
    await lockstep.call("POST", `/api/v1/workspaces/${workspaceId}/drift-scans`, {});
    await eventually(async () => (await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/drift`)).body, { scanning: false, lastFullScan: { status: "finished", drifted: false, scanned: 2 } });
    expect((await lockstep.server.db.selectFrom("drifts").select("id").execute()).length).toBe(before);
  }, 400_000);
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
const ids: Record<string, string> = {};
beforeAll(async () => {
  lockstep = await testServer({ work: true });
  for (const name of ["network", "apps", "pages", "bare"]) {
    const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/workspaces", { name, autoApplyRunTrigger: name === "apps" });
    ids[name] = String(body.id);
  }
});
afterAll(() => lockstep.stop());

const id = (name: string): string => ids[name] ?? "";
const follow = async (follower: string, source: string) => lockstep.call("POST", `/api/v1/workspaces/${id(follower)}/run-triggers`, { sourceId: id(source) });

async function upload(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-archive-"));
  writeFileSync(join(folder, "main.tf"), `resource "terraform_data" "a" {\n  input = "${name}"\n}\n`);
  const { body } = await lockstep.call("POST", `/api/v2/workspaces/${id(name)}/configuration-versions`, { data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } });
  await lockstep.call("PUT", new URL(String(body.data?.attributes?.["upload-url"])).pathname, execFileSync("tar", ["-czf", "-", "-C", folder, "."]), null);
}

const runsOf = async (name: string): Promise<readonly Answer[]> => (await lockstep.call("GET", `/api/v1/workspaces/${id(name)}/runs`)).body["items"] as unknown as readonly Answer[];
const statusesOf = async (name: string): Promise<string[]> => (await runsOf(name)).map(({ status }) => String(status));

describe("run triggers", () => {
  test("are made, listed in both directions and deleted, in both interfaces", async () => {
    const made = await lockstep.call("POST", `/api/v2/workspaces/${id("apps")}/run-triggers`, { data: { relationships: { sourceable: { data: { type: "workspaces", id: id("network") } } } } });
    expect([made.status, made.body.data]).toMatchObject([201, { type: "run-triggers", attributes: { "workspace-name": "apps", "sourceable-name": "network" }, relationships: { sourceable: { data: { type: "workspaces", id: id("network") } } } }]);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id("network")}/run-triggers`)).body).toMatchObject({ follows: [], followedBy: [{ workspace: { name: "apps" }, source: { name: "network" } }] });
    expect((await lockstep.call("GET", `/api/v2/workspaces/${id("apps")}/run-triggers?filter[run-trigger][type]=inbound`)).body["meta"]).toMatchObject({ pagination: { "total-count": 1 } });
    expect((await lockstep.call("GET", `/api/v2/workspaces/${id("apps")}/run-triggers`)).status).toBe(400);
    expect((await lockstep.call("DELETE", `/api/v2/run-triggers/${String(made.body.data?.id)}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v2/run-triggers/${String(made.body.data?.id)}`)).status).toBe(404);
  });

  test("that would go round in a circle are refused, also when two close it at once", async () => {
    expect((await follow("apps", "apps")).status).toBe(422);
    expect((await follow("apps", "network")).status).toBe(201);
    expect((await follow("apps", "network")).status).toBe(422);
    expect((await follow("pages", "apps")).status).toBe(201);
    const circle = await follow("network", "pages");
    expect([circle.status, circle.body.errors?.[0 as never]?.["detail" as never]]).toEqual([422, expect.stringContaining("for ever")]);
    const both = await Promise.all([follow("bare", "network"), follow("network", "bare")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  test("start a run in each workspace that follows, once, when a run is applied", { timeout: 180_000 }, async () => {
    const { body } = await lockstep.call("GET", `/api/v1/workspaces/${id("bare")}/run-triggers`);
    const follows = body["follows"] as unknown as readonly unknown[];
    if (follows.length === 0) {
      const { body: mine } = await lockstep.call("GET", `/api/v1/workspaces/${id("network")}/run-triggers`);
      await lockstep.call("DELETE", `/api/v1/run-triggers/${String((mine["follows"] as unknown as readonly Answer[])[0]?.id)}`);
      expect((await follow("bare", "network")).status).toBe(201);
    }
    for (const name of ["network", "apps", "pages"]) await upload(name);
    const first = await lockstep.call("POST", `/api/v1/workspaces/${id("network")}/runs`, { message: "widen the zone", autoApply: true });
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    // The second applies by itself, as its workspace says, and starts the third, which waits.
    await expect.poll(() => statusesOf("pages"), { timeout: 170_000, interval: 200 }).toEqual(["planned"]);
    expect([await statusesOf("network"), await statusesOf("apps"), await statusesOf("bare")]).toEqual([["applied"], ["applied"], []]);
    expect((await runsOf("apps"))[0]).toMatchObject({ triggerReason: "run-trigger", createdBy: { kind: "system", name: "Run trigger" }, message: expect.stringMatching(/^Triggered by the run run-\w+ of "network": widen the zone$/) });
    expect(lockstep.logged()).toContain("a run trigger started nothing");
  });
});

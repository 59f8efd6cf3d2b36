import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkspace, upload } from "../../test/org-workspace.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";
import { tickLoop } from "./fire.ts";

let lockstep: TestServer;
let workspaceId = "";
let now = new Date("2026-03-06T12:00:00Z");

beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => now } });
  workspaceId = await makeWorkspace(lockstep, "scheduled");
});
afterAll(() => lockstep.stop());

const path = (): string => `/api/v1/workspaces/${workspaceId}/schedules`;
const make = async (body: object): Promise<{ status: number; body: Answer }> => lockstep.call("POST", path(), body);
const tick = async (): Promise<void> => tickLoop(lockstep.server).round(new AbortController().signal);
const runs = async (): Promise<number> => (await lockstep.server.db.selectFrom("runs").select("id").where("source", "=", "lockstep-schedule").execute()).length;

describe("schedules", () => {
  test("the daily check of New York is one schedule: nine there, in winter and in summer", async () => {
    const { status, body } = await make({ kind: "plan_only", cron: "0 9 * * *", timeZone: "America/New_York" });
    expect([status, body]).toMatchObject([201, { words: "At 09:00, every day, America/New_York", nextAt: "2026-03-06T14:00:00.000Z", next: ["2026-03-06T14:00:00.000Z", "2026-03-07T14:00:00.000Z", "2026-03-08T13:00:00.000Z", "2026-03-09T13:00:00.000Z", "2026-03-10T13:00:00.000Z"] }]);
    await upload(lockstep, workspaceId, 'output "a" {\n  value = 1\n}\n');
    await lockstep.server.db.updateTable("workspaces").set({ currentConfigurationVersionId: (row) => row.selectFrom("configurationVersions").select("id").where("workspaceId", "=", workspaceId).limit(1) }).where("id", "=", workspaceId).execute();
    now = new Date("2026-03-06T13:59:59Z");
    await tick();
    expect(await runs()).toBe(0);
    now = new Date("2026-03-06T14:00:00Z");
    // However many look at once, it comes once.
    await Promise.all(Array.from({ length: 6 }, tick));
    expect(await runs()).toBe(1);
    const [run] = await lockstep.server.db.selectFrom("runs").selectAll().where("source", "=", "lockstep-schedule").execute();
    expect(run).toMatchObject({ operation: "plan_only", triggerReason: "schedule", createdByName: "Schedule", message: "Scheduled: At 09:00, every day, America/New_York" });
    const shown = await lockstep.call("GET", `/api/v1/schedules/${String(body.id)}`);
    expect(shown.body).toMatchObject({ lastAt: now.toISOString(), nextAt: "2026-03-07T14:00:00.000Z", lastStartedId: run?.id, problem: null });
  });

  test("times that passed while nothing ran come once", async () => {
    now = new Date("2026-03-16T20:00:00Z");
    await Promise.all([tick(), tick(), tick()]);
    expect(await runs()).toBe(2);
    await tick();
    expect(await runs()).toBe(2);
  });

  test("every so many minutes counts from when it was made; a look for drift is asked for, and one that waits is enough", async () => {
    const { body } = await make({ kind: "drift", everyMinutes: 90 });
    expect(body).toMatchObject({ words: "Every 90 minutes", nextAt: "2026-03-16T21:30:00.000Z" });
    for (const time of ["2026-03-16T21:30:00Z", "2026-03-16T23:00:00Z"]) {
      now = new Date(time);
      await tick();
    }
    const scans = await lockstep.server.db.selectFrom("driftScans").selectAll().execute();
    expect(scans).toMatchObject([{ kind: "full", reason: "schedule", status: "queued" }]);
    expect((await lockstep.call("POST", `/api/v2/workspaces/${workspaceId}/actions/assess`)).status).toBe(409);
    expect((await lockstep.call("PATCH", `/api/v1/schedules/${String(body.id)}`, { enabled: false })).body).toMatchObject({ enabled: false, nextAt: null, next: [] });
  });

  test("a run that cannot be started is told on the schedule, which goes on", async () => {
    const empty = await makeWorkspace(lockstep, "empty");
    const { body } = await lockstep.call("POST", `/api/v1/workspaces/${empty}/schedules`, { kind: "plan_and_apply", everyMinutes: 60 });
    now = new Date(now.getTime() + 3_600_000);
    await tick();
    const shown = (await lockstep.call("GET", `/api/v1/schedules/${String(body.id)}`)).body;
    expect(shown).toMatchObject({ problem: expect.stringContaining("no configuration yet") as unknown, lastStartedId: null });
    expect(new Date(String(shown.nextAt)).getTime()).toBeGreaterThan(now.getTime());
    expect((await lockstep.call("DELETE", `/api/v1/schedules/${String(body.id)}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v1/schedules/${String(body.id)}`)).status).toBe(404);
  });

  test("what never comes is refused in words, and times can be looked at before they are saved", async () => {
    for (const wrong of [{ cron: "0 9 31 2 *" }, { cron: "hello" }, { everyMinutes: 0 }, { cron: "0 9 * * *", everyMinutes: 5 }, { cron: "0 9 * * *", timeZone: "Mars/Olympus" }, {}]) {
      const { status, body } = await make({ kind: "drift", ...wrong });
      expect([wrong, status, (body.errors as unknown as readonly Answer[])[0]?.code]).toEqual([wrong, 422, "bad-schedule"]);
    }
    const { body } = await lockstep.call("POST", "/api/v1/schedules/preview", { cron: "0 9 * * 1-5", timeZone: "Europe/Berlin" });
    expect(body.words).toBe("At 09:00, Monday through Friday, Europe/Berlin");
    expect(body.next).toHaveLength(5);
  });

  test("HCP Terraform's assessments are a daily look for drift", async () => {
    const other = await makeWorkspace(lockstep, "assessed");
    const assess = async (on: boolean): Promise<unknown> => (await lockstep.call("PATCH", `/api/v2/workspaces/${other}`, { data: { type: "workspaces", attributes: { "assessments-enabled": on } } })).body.data?.attributes?.["assessments-enabled"];
    expect([await assess(true), await assess(false), await assess(true)]).toEqual([true, false, true]);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${other}/schedules`)).body.items).toMatchObject([{ kind: "drift", everyMinutes: 1440, enabled: true, words: "Every day" }]);
  });
});

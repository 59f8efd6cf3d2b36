import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../test/database.ts";
import { phaseProgram, testServer, type TestServer } from "../../test/test-server.ts";
import { readSettings } from "../settings.ts";
import { start } from "../start.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer({ work: true, environment: { LOCKSTEP_METRICS_TOKEN: "of-prometheus", LOCKSTEP_REQUESTS_PER_SECOND: "5", LOCKSTEP_PUBLIC_URL: "https://lockstep.test" } });
});
afterAll(() => lockstep.stop());

describe("what machines ask", () => {
  test("a process lives, and is ready with its database, migrations and worker, until it stops", async () => {
    expect((await lockstep.call("GET", "/healthz", undefined, null)).body).toEqual({ live: true });
    const ready = await lockstep.call("GET", "/readyz", undefined, null);
    expect([ready.status, ready.body]).toEqual([200, { ready: true, checks: { database: "ok", migrations: "ok", worker: "ok" } }]);
  });

  test("metrics are for who has the token, by routes and without ids", async () => {
    await lockstep.call("GET", "/api/v2/organizations/acme", undefined);
    expect((await lockstep.call("GET", "/metrics", undefined, null)).status).toBe(404);
    expect((await lockstep.call("GET", "/metrics", undefined, "wrong")).status).toBe(404);
    const { body } = await lockstep.call("GET", "/metrics", undefined, "of-prometheus");
    expect(String(body)).toMatch(/lockstep_http_request_seconds_count\{method="GET",route="\/api\/v2\/organizations\/:organization",status="200"\} 1/);
  });

  test("answers tell browsers not to trust anybody else", async () => {
    const { headers } = await lockstep.call("GET", "/healthz", undefined, null);
    expect(headers).toMatchObject({ "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "x-content-type-options": "nosniff", "strict-transport-security": expect.stringContaining("max-age"), "cache-control": "no-store" });
  });

  test("who asks too often is told how long to wait, and nobody else is", async () => {
    const token = "of-nobody";
    const answers = await Promise.all(Array.from({ length: 40 }, async () => lockstep.call("GET", "/api/v2/account/details", undefined, token)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body.errors?.[0]).toMatchObject({ code: "rate-limited", title: "Too many requests" });
    expect(Number(refused[0]?.headers["x-ratelimit-reset"])).toBeGreaterThan(0);
    const other = await lockstep.call("GET", "/api/v2/organizations/acme");
    expect([other.status, other.headers["x-ratelimit-limit"]]).toEqual([200, "5"]);
  });
});

describe("a process that only works", () => {
  test("answers machines where it is told to, and nobody else", async () => {
    const database = await testDatabase();
    const settings = readSettings({ LOCKSTEP_DATA: tmpdir(), LOCKSTEP_KEY: randomBytes(32).toString("base64"), LOCKSTEP_LOG_LEVEL: "silent", LOCKSTEP_WORKER_LISTEN: "127.0.0.1:0", LOCKSTEP_METRICS_TOKEN: "of-prometheus" });
    const worker = await start({ settings, phaseProgram: [...phaseProgram], serve: false, work: true, database });
    const ask = async (path: string, token = "of-nobody"): Promise<[number, string]> => {
      const answer = await fetch(`${worker.address ?? ""}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return [answer.status, await answer.text()];
    };
    expect(await ask("/healthz")).toEqual([200, '{"live":true}']);
    expect(await ask("/readyz")).toEqual([200, '{"ready":true,"checks":{"database":"ok","migrations":"ok","worker":"ok"}}']);
    expect((await ask("/metrics"))[0]).toBe(404);
    expect((await ask("/metrics", "of-prometheus"))[1]).toContain("lockstep_");
    expect((await ask("/api/v2/ping"))[0]).toBe(404);
    await worker.stop();
    await expect(ask("/healthz")).rejects.toThrow();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../test/test-server.ts";

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

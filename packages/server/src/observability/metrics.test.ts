import { describe, expect, test } from "vitest";
import { createMetrics, type MetricSources } from "./metrics.ts";

const job = { id: "1", queue: "run.plan", data: {}, key: undefined, attempt: 1, lastAttempt: false };

describe("metrics", () => {
  const sources: MetricSources = {
    queueSizes: async () => [{ name: "run.plan", waiting: 3, ready: 2, running: 1, failed: 0 }],
    runsByStatus: async () => new Map([["planning", 2]]),
    driftScanAges: async () => new Map([["ws-1", 42]]),
  };

  test("tell of requests, jobs, Okta, runs, queues and scans", async () => {
    const metrics = createMetrics(sources);
    metrics.request("GET", "/api/v2/runs/:id", 200, 0.02);
    metrics.job(job, "done", 1.5);
    metrics.okta("okta-1", "/api/v1/users", 200, 55);
    metrics.okta("okta-1", "/api/v1/users", 429);
    const text = await metrics.text();
    for (const line of [
      'lockstep_http_request_seconds_count{method="GET",route="/api/v2/runs/:id",status="200"} 1',
      'lockstep_job_seconds_count{queue="run.plan",outcome="done"} 1',
      'lockstep_okta_requests_total{org="okta-1",bucket="/api/v1/users",status="429"} 1',
      'lockstep_okta_rate_limit_remaining{org="okta-1",bucket="/api/v1/users"} 55',
      'lockstep_queue_jobs{queue="run.plan",state="waiting"} 3',
      'lockstep_runs{status="planning"} 2',
      'lockstep_drift_scan_age_seconds{workspace="ws-1"} 42',
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text).toContain("process_resident_memory_bytes");
  });

  test("without a database those of the process are still told", async () => {
    const away = async () => Promise.reject(new Error("away"));
    const text = await createMetrics({ queueSizes: away, runsByStatus: away, driftScanAges: away }).text();
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).not.toMatch(/^lockstep_runs\{/m);
  });
});

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { JobObserver } from "../jobs/worker.ts";
import type { QueueSize } from "../jobs/queue.ts";

/** What is asked when somebody reads the metrics; each answer costs one statement. */
export interface MetricSources {
  readonly queueSizes: () => Promise<readonly QueueSize[]>;
  readonly runsByStatus: () => Promise<ReadonlyMap<string, number>>;
  /** For each workspace that is watched for drift, the seconds since its last finished scan. */
  readonly driftScanAges: () => Promise<ReadonlyMap<string, number>>;
}

/** The metrics of one process. */
export interface Metrics {
  /** A request was answered. The route is its pattern: an address would make a series of every id. */
  readonly request: (method: string, route: string, status: number, seconds: number) => void;
  readonly job: JobObserver;
  /** Okta answered a request; what remains of the bucket's rate limit, where it said so. */
  readonly okta: (org: string, bucket: string, status: number, remaining?: number) => void;
  /** All of them, as Prometheus reads it. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const longSeconds = [0.05, 0.25, 1, 5, 15, 60, 300, 900, 3600];

/** Makes a registry of its own: nothing is global. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({ name: "lockstep_http_request_seconds", help: "Requests answered, by route", labelNames: ["method", "route", "status"], buckets: seconds, registers });
  const jobs = new Histogram({ name: "lockstep_job_seconds", help: "Tries of jobs that ended, by queue and outcome", labelNames: ["queue", "outcome"], buckets: longSeconds, registers });
  const okta = new Counter({ name: "lockstep_okta_requests_total", help: "Requests answered by Okta", labelNames: ["org", "bucket", "status"], registers });
  const remaining = new Gauge({ name: "lockstep_okta_rate_limit_remaining", help: "Requests that remain in a bucket of Okta's rate limits, as last told", labelNames: ["org", "bucket"], registers });
  addAsked(registry, sources);
  return {
    request: (method, route, status, took) => requests.observe({ method, route, status }, took),
    job: ({ queue }, outcome, took) => jobs.observe({ queue, outcome }, took),
    okta: (org, bucket, status, left) => {
      okta.inc({ org, bucket, status });
      if (left !== undefined) remaining.set({ org, bucket }, left);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Gauges whose values are in the database. */
function addAsked(registry: Registry, sources: MetricSources): void {
  asked(registry, "lockstep_queue_jobs", "Jobs of a queue", ["queue", "state"], async () =>
    (await sources.queueSizes()).flatMap(({ name: queue, ...sizes }) => Object.entries(sizes).map(([state, value]) => ({ labels: { queue, state }, value }))),
  );
  asked(registry, "lockstep_runs", "Runs by status", ["status"], async () => [...(await sources.runsByStatus())].map(([status, value]) => ({ labels: { status }, value })));
  asked(registry, "lockstep_drift_scan_age_seconds", "Seconds since the last finished drift scan", ["workspace"], async () =>
    [...(await sources.driftScanAges())].map(([workspace, value]) => ({ labels: { workspace }, value })),
  );
}

type Sample = { labels: Record<string, string>; value: number };

function asked(registry: Registry, name: string, help: string, labelNames: string[], ask: () => Promise<Sample[]>): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    collect: async () => {
      // Without a database the metrics of the process are still wanted.
      const samples = await ask().catch(() => []);
      gauge.reset();
      for (const { labels, value } of samples) gauge.set(labels, value);
    },
  });
}

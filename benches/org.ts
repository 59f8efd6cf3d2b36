// What a plan of a large org costs in requests: 1,300 objects and 2,000 app-group assignments, counted by the sandbox.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quotasOf, startSandbox, type RunningOrg } from "@lockstep/sandbox";
import { measure } from "./measure.ts";
import { writeOrg } from "./org-configuration.ts";

/** What the official provider needs for the same refresh, worked out from what it reads per object. */
const officialRequests = 3269;

const lockstep = [process.execPath, join(import.meta.dirname, "../packages/cli/bin/lockstep.js")];

/** Wide enough that creating 3,300 objects does not take the hour that Okta's quotas would make of it. Requests count the same. */
const buckets = ["/api/v1", "/api/v1/apps", "/api/v1/apps/{id}", "/api/v1/groups", "/api/v1/groups/{id}", "/api/v1/users", "/api/v1/users/{id}", "/api/v1/users/{id} (write)"];
const wide = { ...quotasOf("workforce"), enforced: false, perMinute: Object.fromEntries(buckets.map((bucket) => [bucket, 1_000_000])) };

/** Creates the org with Lockstep itself, then plans it again: requests, buckets, seconds. */
export async function benchOrg(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const sandbox = await startSandbox({ orgs: [{ name: "bench" }], quotas: wide });
  const [org] = sandbox.running;
  try {
    if (!org) throw new Error("The sandbox did not start.");
    mkdirSync(folder, { recursive: true });
    const resources = writeOrg(folder);
    writeFileSync(join(folder, "provider.tf"), provider);
    const applied = await run(folder, org, ["apply", "-auto-approve", "-parallelism=20"], 900);
    console.log(`${resources} resources: created in ${applied.seconds.toFixed(1)} s with ${applied.requests} requests`);
    const planned = await run(folder, org, ["plan", "-detailed-exitcode"], 300);
    const ratio = (officialRequests / planned.requests).toFixed(1);
    console.log(`plan without changes: ${planned.requests} requests in ${planned.seconds.toFixed(1)} s; the official provider needs about ${officialRequests} (${ratio} times as many)`);
    for (const [bucket, count] of planned.buckets) console.log(`  ${bucket.padEnd(28)} ${String(count).padStart(5)}`);
    if (planned.code !== 0) console.log(`the plan was not empty (exit code ${planned.code}):\n${planned.output.slice(-1500)}`);
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const provider = `terraform {
  required_providers {
    okta = { source = "okta/okta" }
  }
}

provider "okta" {}
`;

async function run(folder: string, { url, token, name, org }: RunningOrg, words: readonly string[], limit: number) {
  org.requests.clear();
  const environment = { OKTA_ORG_NAME: name, OKTA_BASE_URL: url, OKTA_API_TOKEN: token };
  const measured = await measure(folder, [...lockstep, ...words], environment, limit);
  if (measured.code !== 0 && measured.code !== 2) throw new Error(`lockstep ${words.join(" ")} ended with ${measured.code}:\n${measured.output.slice(-3000)}`);
  const buckets = new Map<string, number>();
  for (const { bucket } of org.requests.last) buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  return { ...measured, requests: org.requests.last.length, buckets: [...buckets].sort(([, a], [, b]) => b - a) };
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { startSandbox } from "@lockstep/sandbox";
import { expect, test, vi } from "vitest";
import { createFirstAccount } from "../../server/src/accounts/first-account.ts";
import { readSettings } from "../../server/src/settings.ts";
import { start, type Started } from "../../server/src/start.ts";
import { testDatabase } from "../../server/test/database.ts";
import { madeWorkspace, setVariables, startedRun, uploaded } from "../../server/test/runs.ts";
import { phaseProgram, type Answer, type TestServer } from "../../server/test/test-server.ts";
import { builtPages, closeBrowser, visit } from "./browser.ts";
import { settledPatiently } from "./patiently.ts";
import { asksTheOrg } from "./run-configurations.ts";

// Several processes after each other, on a machine that may be busy.
vi.setConfig({ testTimeout: 300_000 });

const account = { username: "alex", email: "alex@example.com", password: "correct horse battery", organization: "acme" };

/** Asks over the network, as the app of a server that was stopped is gone. */
const callOf = (url: string, token: string): TestServer["call"] => async (method, path, body) => {
  const octets = body instanceof Uint8Array;
  const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": octets ? "application/octet-stream" : path.startsWith("/api/v2") ? "application/vnd.api+json" : "application/json" }) };
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body: octets ? Buffer.from(body) : JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, body: (text.startsWith("{") ? JSON.parse(text) : {}) as Answer, headers: {} };
};

test("a server that is restarted in the middle of a run takes it up again, and its page goes on by itself", async () => {
  const data = mkdtempSync(join(tmpdir(), "lockstep-restart-"));
  const database = await testDatabase();
  // It does not wait for what is under way: that is taken up again.
  const begin = async (listen: string, close: () => Promise<void>): Promise<Started> => {
    const settings = readSettings({ LOCKSTEP_DATA: data, LOCKSTEP_LISTEN: listen, LOCKSTEP_PUBLIC_URL: "http://lockstep.test", LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "true", LOCKSTEP_REQUESTS_PER_SECOND: "0", LOCKSTEP_ALLOW_PROVISIONERS: "true", LOCKSTEP_STOP_SECONDS: "1" });
    return start({ settings, phaseProgram: [...phaseProgram], serve: true, work: true, listen: true, database: { ...database, close }, pages: builtPages, logTo: new Writable({ write: (_line, _encoding, done) => done() }) });
  };
  const first = await begin("127.0.0.1:0", async () => {});
  const url = first.address ?? "";
  const { token } = await createFirstAccount(first.server, account);
  const lockstep = { call: callOf(url, token) };
  const id = await madeWorkspace(lockstep, "restart");
  const sandbox = await startSandbox({ orgs: [{ name: "org" }] });
  const [org] = sandbox.running;
  if (!org) throw new Error("The sandbox did not start.");
  await setVariables(first, id, "env", { OKTA_ORG_NAME: "sandbox", OKTA_BASE_URL: new URL(org.url).origin, OKTA_API_TOKEN: org.token });
  // The first plan waits for the org until the server is stopped; the next one does not.
  org.org.faults.add({ id: "slow", kind: "latency", milliseconds: 20_000, method: "GET", path: "/api/v1/groups", times: 1 });
  await uploaded(lockstep, id, asksTheOrg);
  const run = await startedRun(lockstep, id, { message: "Goes on" });
  const { page } = await visit({ url });
  await page.goto(`/app/acme/workspaces/restart/runs/${run}`);
  const status = page.getByRole("status", { name: "Status of the run" });
  await status.getByText("Planning").waitFor({ timeout: 150_000 });

  await first.stop("It is restarted.");
  const second = await begin(new URL(url).host, database.close);
  try {
    await settledPatiently(lockstep, run, "planned");
    await status.getByText("Needs confirmation").waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: /Create terraform_data\.a/ }).waitFor();
    await page.getByRole("button", { name: "Confirm & Apply" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Confirm & Apply" }).click();
    await status.getByText("Applied").waitFor({ timeout: 150_000 });
    await page.getByRole("tab", { name: "Activity" }).click();
    await page.getByText(/took the run up again|Attempt \d/).first().waitFor();
    expect((await lockstep.call("GET", `/api/v1/runs/${run}`)).body).toMatchObject({ status: "applied", applied: { add: 1 } });
  } finally {
    await closeBrowser();
    await second.stop("The test is done.");
    await sandbox.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

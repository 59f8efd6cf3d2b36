import { request } from "node:http";
import { mkdtempSync, rmSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startSandbox, type RunningOrg, type Sandbox, type SandboxOptions } from "./sandbox.ts";
import { quotasOf } from "./http/rate-limit.ts";

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
});

const start = async (options: Partial<SandboxOptions> = {}): Promise<RunningOrg> => {
  sandbox = await startSandbox({ orgs: [{ name: "dev" }], ...options });
  const [first] = sandbox.running;
  if (!first) throw new Error("no org listens");
  return first;
};

interface Reply {
  status: number;
  text: string;
  headers: NodeJS.Dict<string | string[]>;
}

/** One request, with the target exactly as given. */
const ask = (org: RunningOrg, method: string, target: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const url = new URL(org.url);
    const sent = request({ host: url.hostname, port: url.port, method, path: target, headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json", ...headers }, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

const group = (name: string) => ({ profile: { name } });

describe("a sandbox", () => {
  test("has each org on a port of its own, and nothing in common", async () => {
    await start({ orgs: [{ name: "dev" }, { name: "prod" }] });
    const [dev, prod] = sandbox?.running ?? [];
    if (!dev || !prod) throw new Error("two orgs should listen");
    await ask(dev, "POST", "/api/v1/groups", group("only dev"));
    expect((await ask(prod, "GET", "/api/v1/groups?q=only")).text).toBe("[]");
    expect((await ask({ ...prod, token: dev.token }, "GET", "/api/v1/groups")).status).toBe(401);
  });

  test("takes targets in absolute form, and links to the host that was asked", async () => {
    const org = await start();
    const { text } = await ask(org, "GET", "http://dev.okta.test/api/v1/groups?q=Everyone");
    expect(text).toContain('"href":"http://dev.okta.test/api/v1/groups/');
  });

  test("answers every org under its name on every port", async () => {
    const org = await start();
    const made = JSON.parse((await ask(org, "POST", "/__sandbox/orgs", { name: "fresh" })).text) as { baseUrl: string; token: string };
    expect(made.baseUrl).toBe(`${org.url}/orgs/fresh`);
    const reply = await ask({ ...org, token: made.token }, "GET", "/orgs/fresh/api/v1/groups?q=Everyone");
    expect(reply.text).toContain(`${made.baseUrl}/api/v1/groups/`);
  });

  test("makes the same ids from the same seed", async () => {
    const first = await start({ seed: 7, clock: () => 1_000_000 });
    await sandbox?.stop();
    const second = await start({ seed: 7, clock: () => 1_000_000 });
    expect(second.token).toBe(first.token);
    expect(second.org.id).toBe(first.org.id);
  });

  test("tells its own time, from which the end of a rate limit is counted", async () => {
    const org = await start({ clock: () => Date.UTC(2030, 0, 1) });
    const { headers } = await ask(org, "GET", "/api/v1/groups");
    expect(headers["date"]).toBe("Tue, 01 Jan 2030 00:00:00 GMT");
    expect(headers["x-rate-limit-reset"]).toBe(String(Date.UTC(2030, 0, 1) / 1000 + 60));
  });

  test("answers 404 where Okta has nothing, 405 where it has another method, 501 where only the sandbox has nothing", async () => {
    const org = await start();
    const codes = async (method: string, path: string) => /"errorCode":"(\w+)"/.exec((await ask(org, method, path)).text)?.[1];
    expect(await codes("GET", "/api/v1/nothing")).toBe("E0000008");
    expect(await codes("PATCH", "/api/v1/groups")).toBe("E0000022");
    const missing = await ask(org, "POST", "/api/v1/policies/simulate");
    expect([missing.status, missing.text]).toEqual([501, expect.stringContaining("POST /api/v1/policies/simulate")]);
  });

  test("refuses a body that is no JSON, or that does not say so", async () => {
    const org = await start();
    const send = (type: string) => ask(org, "POST", "/api/v1/groups", undefined, { "content-type": type, "content-length": "0" });
    expect((await send("application/json")).text).toContain("E0000001");
    const url = new URL(org.url);
    const raw = await new Promise<number>((resolve) => {
      request({ host: url.hostname, port: url.port, method: "POST", path: "/api/v1/groups", headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json" } }, (response) => resolve(response.resume().statusCode ?? 0)).end("{");
    });
    expect(raw).toBe(400);
  });
});

describe("limits", () => {
  test("end in 429 with Okta's headers, and are counted per bucket", async () => {
    const org = await start({ quotas: { ...quotasOf("workforce"), perMinute: { "/api/v1/groups": 2 } } });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask(org, "GET", "/api/v1/groups")).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await ask(org, "GET", "/api/v1/groups");
    expect(refused.text).toContain("E0000047");
    expect([refused.headers["x-rate-limit-limit"], refused.headers["x-rate-limit-remaining"]]).toEqual(["2", "0"]);
    expect(JSON.parse((await ask(org, "GET", "/__sandbox/requests")).text)).toMatchObject({ total: 4, buckets: { "/api/v1/groups": 4 }, statuses: { 200: 2, 429: 2 } });
  });
});

describe("faults", () => {
  const fault = (org: RunningOrg, body: unknown) => ask(org, "POST", "/__sandbox/faults", body);

  test("strike the requests they are meant for, as often as they should", async () => {
    const org = await start();
    await fault(org, { kind: "status", status: 500, method: "GET", path: "/api/v1/groups", skip: 1, times: 1 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask(org, "GET", "/api/v1/groups")).status);
    expect(statuses).toEqual([200, 500, 200]);
    await fault(org, { kind: "status", status: 429, path: "/api/v1/**" });
    const limited = await ask(org, "GET", "/api/v1/users/me");
    expect([limited.status, limited.headers["x-rate-limit-remaining"]]).toEqual([429, "0"]);
    await ask(org, "DELETE", "/__sandbox/faults");
    expect((await ask(org, "GET", "/api/v1/users/me")).status).toBe(200);
  });

  test("break the connection before the write, or after it took effect", async () => {
    const org = await start();
    await fault(org, { kind: "drop-before", method: "POST", times: 1 });
    await expect(ask(org, "POST", "/api/v1/groups", group("lost"))).rejects.toThrow();
    await fault(org, { kind: "drop-after", method: "POST", times: 1 });
    await expect(ask(org, "POST", "/api/v1/groups", group("done"))).rejects.toThrow();
    const { text } = await ask(org, "GET", "/api/v1/groups");
    expect([text.includes("lost"), text.includes("done")]).toEqual([false, true]);
  });

  test("let lists lag behind what is read by id", async () => {
    let now = Date.UTC(2026, 0, 1);
    const org = await start({ clock: () => now });
    const old = JSON.parse((await ask(org, "POST", "/api/v1/groups", group("old"))).text) as { id: string };
    now += 60_000;
    await fault(org, { kind: "late", milliseconds: 5000 });
    const made = JSON.parse((await ask(org, "POST", "/api/v1/groups", group("new"))).text) as { id: string };
    await ask(org, "PUT", `/api/v1/groups/${old.id}`, group("renamed"));
    expect((await ask(org, "GET", `/api/v1/groups/${made.id}`)).status).toBe(200);
    const before = (await ask(org, "GET", "/api/v1/groups")).text;
    expect([before.includes('"new"'), before.includes('"old"'), before.includes('"renamed"')]).toEqual([false, true, false]);
    now += 5001;
    const after = (await ask(org, "GET", "/api/v1/groups")).text;
    expect([after.includes('"new"'), after.includes('"old"'), after.includes('"renamed"')]).toEqual([true, false, true]);
  });
});

describe("the System Log", () => {
  const last = (org: RunningOrg) => org.org.log.all.at(-1)?.body;

  test("knows a token, its owner and the client", async () => {
    const org = await start();
    await ask(org, "POST", "/api/v1/groups", group("a"), { "user-agent": "Lockstep/1" });
    const [token] = [...org.org.apiTokens.values()];
    expect(last(org)).toMatchObject({
      eventType: "group.lifecycle.create",
      actor: { type: "User", alternateId: org.admin },
      client: { userAgent: { rawUserAgent: "Lockstep/1" }, ipAddress: "127.0.0.1" },
      target: [{ type: "UserGroup", displayName: "a" }],
      transaction: { detail: { requestApiTokenId: token?.id } },
      debugContext: { debugData: { requestUri: "/api/v1/groups" } },
    });
  });

  test("knows an administrator in the console, who has no token", async () => {
    const org = await start();
    await ask(org, "POST", "/__sandbox/admins", { login: "grace.hopper@example.com" });
    const done = await ask(org, "POST", "/__sandbox/console", { admin: "grace.hopper@example.com", method: "POST", path: "/api/v1/groups", body: group("b") });
    expect(done.status).toBe(200);
    const event = last(org);
    expect(event).toMatchObject({ actor: { alternateId: "grace.hopper@example.com", displayName: "Grace Hopper" }, client: { userAgent: { browser: "CHROME", os: "Mac OS X" }, device: "Computer" } });
    expect(event?.["transaction"]).toMatchObject({ detail: {} });
  });
});

describe("an org in a folder", () => {
  test("goes on where it stopped", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    const first = await start({ folder });
    await ask(first, "POST", "/api/v1/groups", group("kept"));
    await sandbox?.stop();
    expect(readFileSync(join(folder, "dev.json"), "utf8")).toContain("kept");
    const second = await start({ folder });
    expect(second.token).toBe(first.token);
    expect((await ask(second, "GET", "/api/v1/groups?q=kept")).text).toContain("kept");
    const made = JSON.parse((await ask(second, "POST", "/api/v1/groups", group("later"))).text) as { id: string };
    expect(made.id).toMatch(/^00g/);
    rmSync(folder, { recursive: true });
  });

  test("can be put back to a moment, and to its birth", async () => {
    const org = await start();
    const { text } = await ask(org, "GET", "/__sandbox/snapshot");
    await ask(org, "POST", "/api/v1/groups", group("a"));
    await ask(org, "PUT", "/__sandbox/snapshot", JSON.parse(text));
    expect((await ask(org, "GET", "/api/v1/groups?q=a")).text).toBe("[]");
    const reset = JSON.parse((await ask(org, "POST", "/__sandbox/reset")).text) as { token: string };
    expect((await ask({ ...org, token: reset.token }, "GET", "/api/v1/users/me")).status).toBe(200);
  });
});

import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { domains } from "../src/app.ts";
import { gzipSync } from "node:zlib";
import { archiveOf, headerOf } from "./archive.ts";
import { anyBody, anyPath, anyQuery, dice } from "./hostile-requests.ts";
import { testServer, type TestServer } from "./test-server.ts";

let lockstep: TestServer;
let ids: string[];

beforeAll(async () => {
  lockstep = await testServer({ listen: true, environment: { LOCKSTEP_REQUESTS_PER_SECOND: "0", LOCKSTEP_SMTP_URL: "smtp://127.0.0.1:1" } });
  ids = ["acme", ...(await someIds())];
});
afterAll(() => lockstep.stop());

const idIn = async (method: "POST" | "GET", path: string, body?: unknown): Promise<string> => {
  const answer = await lockstep.call(method, path, body);
  return String(answer.body.data?.id ?? answer.body.id ?? answer.body.notification?.id);
};

/** One of each thing, so that the routes of things that exist are reached. */
async function someIds(): Promise<string[]> {
  const workspace = await idIn("POST", "/api/v2/organizations/acme/workspaces", { data: { attributes: { name: "victim" } } });
  const version = await lockstep.call("POST", `/api/v2/workspaces/${workspace}/configuration-versions`, { data: { attributes: { "auto-queue-runs": false } } });
  await lockstep.call("PUT", new URL(String(version.body.data?.attributes?.["upload-url"])).pathname, archiveOf({ "main.tf": "" }), null);
  const run = await idIn("POST", "/api/v2/runs", { data: { attributes: {}, relationships: { workspace: { data: { id: workspace } } } } });
  const variable = await idIn("POST", `/api/v2/workspaces/${workspace}/vars`, { data: { attributes: { key: "a", value: "b", category: "terraform" } } });
  const set = await idIn("POST", "/api/v2/organizations/acme/varsets", { data: { attributes: { name: "set" } } });
  const team = await idIn("POST", "/api/v2/organizations/acme/teams", { data: { attributes: { name: "team" } } });
  const notification = await idIn("POST", `/api/v1/workspaces/${workspace}/notifications`, { name: "n", destination: "generic", url: "http://127.0.0.1:1/x" });
  const schedule = await idIn("POST", `/api/v1/workspaces/${workspace}/schedules`, { kind: "drift", everyMinutes: 60 });
  return ["victim", workspace, "user-nobody", String(version.body.data?.id), run, run.replace("run-", "plan-"), run.replace("run-", "apply-"), variable, set, team, notification, schedule].filter((id) => id !== "undefined");
}

interface Target {
  readonly method: string;
  readonly path: string;
  readonly schema: z.core.JSONSchema.BaseSchema | undefined;
}

const json = (schema: z.ZodType): z.core.JSONSchema.BaseSchema => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

/** Every route of every domain; streams do not end, and are left out. What deletes comes last. */
function targets(): readonly Target[] {
  const own = domains.flatMap(({ routes }) => routes?.(lockstep.server) ?? []).filter(({ route }) => route.media !== "text/event-stream");
  const tfe = domains.flatMap((domain) => domain.tfe?.(lockstep.server) ?? []);
  const all = [...own.map(({ route: { method, path, body } }) => ({ method, path, schema: body && json(body) })), ...tfe.map(({ method, path }) => ({ method, path: `/api/v2${path}`, schema: undefined }))];
  return [...all.filter(({ method }) => method !== "DELETE"), ...all.filter(({ method }) => method === "DELETE")];
}

const tries = Number(process.env["LOCKSTEP_TEST_HOSTILE"] ?? 6);
const slow = 20_000;

async function attack({ method, path, schema }: Target, seed: number): Promise<string | undefined> {
  const roll = dice(seed);
  const query = anyQuery(roll);
  const url = `${anyPath(roll, path, ids)}${query === "" ? "" : `?${query}`}`;
  const body = method === "GET" ? undefined : anyBody(roll, schema, ids);
  const type = roll() < 0.9 ? (path.startsWith("/api/v2") ? "application/vnd.api+json" : "application/json") : ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "x", "multipart/form-data; boundary=x"][Math.floor(roll() * 5)];
  const headers = { authorization: `Bearer ${lockstep.token}`, ...(body !== undefined && { "content-type": type }) };
  const sent = `${method} ${url.slice(0, 300)} (seed ${seed}) ${body?.slice(0, 400) ?? ""}`;
  const answer = await Promise.race([lockstep.app.inject({ method: method as "GET", url, headers, ...(body !== undefined && { payload: body }) }), pause(slow, undefined, { ref: false })]);
  if (!answer) return `no answer: ${sent}`;
  if (answer.statusCode >= 500 && answer.statusCode !== 501) return `${answer.statusCode} ${answer.body.slice(0, 200)}: ${sent}`;
  if (answer.statusCode < 400) return undefined;
  return isErrorDocument(answer.body) ? undefined : `no JSON:API error (${answer.statusCode} ${answer.body.slice(0, 200)}): ${sent}`;
}

const errorDocument = z.object({ errors: z.array(z.object({ status: z.string().regex(/^[45]\d\d$/), title: z.string().min(3), detail: z.string().min(10) })).min(1) });

function isErrorDocument(text: string): boolean {
  try {
    return errorDocument.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

describe("whatever is sent", () => {
  test("archives that reach out, lie, or blow up are refused, and the next one is taken", async () => {
    const made = await lockstep.call("POST", `/api/v2/organizations/acme/workspaces`, { data: { attributes: { name: "archives" } } });
    const version = await lockstep.call("POST", `/api/v2/workspaces/${String(made.body.data?.id)}/configuration-versions`, { data: { attributes: { "auto-queue-runs": false } } });
    const address = new URL(String(version.body.data?.attributes?.["upload-url"])).pathname;
    const end = Buffer.alloc(1024);
    const bad: readonly (readonly [string, Buffer])[] = [
      ["not gzip", Buffer.from("hello")],
      ["empty", Buffer.alloc(0)],
      ["cut off", archiveOf({ "main.tf": "x".repeat(5000) }).subarray(0, 40)],
      ["above itself", archiveOf({ "../../main.tf": "" })],
      ["absolute", archiveOf({ "/etc/cron.d/x": "" })],
      ["a link out", gzipSync(Buffer.concat([headerOf("out", 0, { type: "2", link: "../../../etc/passwd" }), end]))],
      ["a device", gzipSync(Buffer.concat([headerOf("dev", 0, { type: "3" }), end]))],
      ["a file larger than it says", gzipSync(Buffer.concat([headerOf("main.tf", 8_000_000_000), Buffer.alloc(512)]))],
      ["a bomb of padding", gzipSync(Buffer.alloc(64 << 20))],
      ["random bytes", gzipSync(Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251)))],
    ];
    for (const [what, bytes] of bad) {
      const { status, body } = await lockstep.call("PUT", address, bytes, null);
      expect([what, status >= 400 && status < 500, isErrorDocument(JSON.stringify(body))]).toEqual([what, true, true]);
    }
    expect((await lockstep.call("PUT", address, archiveOf({ "main.tf": "" }), null)).status).toBe(200);
  });

  test("to any route of both interfaces gets an answer in time, which is never an internal error, and errors are JSON:API", { timeout: 600_000 }, async () => {
    const failures: string[] = [];
    let sent = 0;
    for (const [number, target] of targets().entries()) {
      for (let attempt = 0; attempt < tries; attempt++) {
        sent++;
        const failure = await attack(target, number * 1000 + attempt);
        if (failure !== undefined) failures.push(failure);
      }
    }
    expect(sent).toBeGreaterThan(100);
    expect(failures.slice(0, 40)).toEqual([]);
  });

  test("without a token nobody gets anything from a route that is not open", async () => {
    const own = domains.flatMap(({ routes }) => routes?.(lockstep.server) ?? []).filter(({ route }) => !route.open).map(({ route }) => route);
    const tfe = domains.flatMap((domain) => domain.tfe?.(lockstep.server) ?? []).filter(({ capability }) => !capability).map(({ method, path }) => ({ method, path: `/api/v2${path}` }));
    const given: string[] = [];
    for (const { method, path } of [...own, ...tfe]) {
      const { statusCode } = await lockstep.app.inject({ method, url: path.replace(/:\w+/g, "acme"), ...(method !== "GET" && { payload: "{}", headers: { "content-type": "application/json" } }) });
      if (statusCode !== 401) given.push(`${method} ${path}: ${statusCode}`);
    }
    expect(given).toEqual([]);
  });

  test.each([
    ["a header larger than is taken", `GET /api/v2/ping HTTP/1.1\r\nHost: x\r\nX-Long: ${"a".repeat(40_000)}\r\n\r\n`, "HTTP/1.1 431"],
    ["a thousand headers", `GET /api/v2/ping HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 4000 }, (_, number) => `X-${number}: a`).join("\r\n")}\r\n\r\n`, "HTTP/1.1 431"],
    ["what is no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n", "HTTP/1.1 400"],
    ["a second length", "POST /api/v2/runs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "HTTP/1.1 400"],
    ["a body that is larger than it may be", `POST /api/v1/setup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n`, "HTTP/1.1 413"],
  ])("%s is refused, as JSON:API", async (_what, sent, status) => {
    const answer = await raw(sent);
    expect(answer.slice(0, 12)).toBe(status);
    expect(isErrorDocument(answer.slice(answer.indexOf("\r\n\r\n")).trim())).toBe(true);
  });
});

/** What the server answers to bytes, until it closes. */
async function raw(bytes: string): Promise<string> {
  const { port } = new URL(lockstep.address ?? "");
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(15_000, () => socket.destroy(new Error("no answer")));
    socket.on("data", (part: Uint8Array) => parts.push(part)).on("close", () => resolve(Buffer.concat(parts).toString())).on("error", (error) => (parts.length > 0 ? resolve(Buffer.concat(parts).toString()) : reject(error)));
  });
}

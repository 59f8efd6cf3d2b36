import { Writable } from "node:stream";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { createFirstAccount } from "../src/accounts/first-account.ts";
import type { Actor } from "../src/actor.ts";
import type { Clock } from "../src/clock.ts";
import { readSettings, type Environment } from "../src/settings.ts";
import { start, type Started } from "../src/start.ts";
import { testDatabase } from "./database.ts";

/** The body of an answer, as tests look into it. */
export interface Answer {
  readonly [name: string]: Answer;
}

/** A server on a database of its own, with a first account and organization; nothing listens unless it is asked to. */
export interface TestServer extends Omit<Started, "app" | "stop"> {
  readonly app: NonNullable<Started["app"]>;
  readonly stop: () => Promise<void>;
  /** The first account: an admin of the site, owner of the organization. */
  readonly owner: Extract<Actor, { kind: "account" }>;
  readonly token: string;
  readonly organization: string;
  /** Every line that was logged. */
  readonly logged: () => string;
  /** Asks as the owner, or with another token; gives status and parsed body. */
  readonly call: (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, token?: string | null) => Promise<{ readonly status: number; readonly body: Answer; readonly headers: Readonly<Record<string, unknown>> }>;
}

export interface TestServerOptions {
  readonly work?: boolean;
  readonly listen?: boolean;
  readonly clock?: Clock;
  readonly environment?: Environment;
  /** The folder of the built web pages. */
  readonly pages?: string;
  /** false: nobody has set it up yet; the token is good for nothing. */
  readonly first?: boolean;
}

/** The command line of this checkout, as workers start it. */
export const phaseProgram = [process.execPath, join(import.meta.dirname, "../../cli/bin/lockstep.js"), "phase"] as const;

/** Starts it; `stop` drops its database. */
export async function testServer({ work = false, listen = false, clock, environment = {}, pages, first = true }: TestServerOptions = {}): Promise<TestServer> {
  const database = await testDatabase();
  const data = mkdtempSync(join(tmpdir(), "lockstep-test-data-"));
  const lines: string[] = [];
  const logTo = new Writable({ write: (line: Buffer, _encoding, done) =>  (lines.push(line.toString()), done()) });
  const settings = readSettings({ LOCKSTEP_DATA: data, LOCKSTEP_LISTEN: "127.0.0.1:0", LOCKSTEP_PUBLIC_URL: "http://lockstep.test", LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "true", LOCKSTEP_REQUESTS_PER_SECOND: "0", ...environment });
  const started = await start({ settings, phaseProgram: [...phaseProgram], serve: true, work, listen, database, logTo, ...(clock && { clock }), ...(pages !== undefined && { pages }) });
  const { app } = started;
  if (!app) throw new Error("A server was started that serves nothing.");
  const account = { username: "alex", email: "alex@example.com", password: "correct horse battery", organization: "acme" };
  const { accountId, token } = first ? await createFirstAccount(started.server, account) : { accountId: "", token: "" };
  const call: TestServer["call"] = async (method, path, body, as = token) => {
    const octets = body instanceof Uint8Array;
    const headers = { ...(as !== null && { authorization: `Bearer ${as}` }), ...(body !== undefined && { "content-type": octets ? "application/octet-stream" : path.startsWith("/api/v2") ? "application/vnd.api+json" : "application/json" }) };
    const options: InjectOptions = { method, url: path, headers, ...(body !== undefined && { payload: octets ? Buffer.from(body) : JSON.stringify(body) }) };
    const answer = await app.inject(options);
    return { status: answer.statusCode, body: parsed(answer.body) as Answer, headers: answer.headers };
  };
  const stop = async (): Promise<void> => {
    await started.stop("The test is done.");
    rmSync(data, { recursive: true, force: true });
  };
  return { ...started, app, stop, owner: { kind: "account", id: accountId, name: "alex", siteAdmin: true }, token, organization: "acme", logged: () => lines.join(""), call };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { connectTo, transaction } from "../db/connect.ts";
import { start } from "../start.ts";
import { events as domain } from "./register.ts";
import { publish } from "./publish.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer({ listen: true });
});
afterAll(() => lockstep.stop());

/** Reads frames of a stream until one is wanted. */
class Reader {
  readonly frames: { readonly id: string | undefined; readonly event: string; readonly data: { readonly subjectId?: string; readonly data?: unknown } }[] = [];
  readonly #abort = new AbortController();
  status = 0;

  async open(path: string, headers: Readonly<Record<string, string>> = {}, token = lockstep.token, address = lockstep.address): Promise<this> {
    const answer = await fetch(`${address ?? ""}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers }, signal: this.#abort.signal });
    this.status = answer.status;
    if (answer.status === 200 && answer.body) void this.#read(answer.body).catch(() => {});
    return this;
  }

  async #read(body: AsyncIterable<Uint8Array>): Promise<void> {
    let text = "";
    for await (const piece of body) {
      text += Buffer.from(piece).toString("utf8");
      const whole = text.split("\n\n");
      text = whole.pop() ?? "";
      for (const frame of whole) {
        const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1];
        this.frames.push({ id: field("id"), event: field("event") ?? "", data: JSON.parse(field("data") ?? "{}") as Reader["frames"][number]["data"] });
      }
    }
  }

  subjects(): (string | undefined)[] {
    return this.frames.filter(({ event }) => event === "workspace.changed").map(({ data }) => data.subjectId);
  }

  async has(subject: string): Promise<void> {
    await expect.poll(() => this.subjects(), { timeout: 20_000, interval: 20 }).toContain(subject);
  }

  async ready(): Promise<this> {
    await expect.poll(() => this.frames.length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
    return this;
  }

  close(): void {
    this.#abort.abort();
  }
}

const made: string[] = [];
async function workspace(): Promise<string> {
  const { body } = await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name: `events-${made.length}` } } });
  const id = String(body.data?.id);
  made.push(id);
  return id;
}

const path = "/api/v1/organizations/acme/events";

describe("the stream of events", () => {
  test("tells what happens as it happens, and goes on where it broke off", async () => {
    const reader = await (await new Reader().open(path)).ready();
    const first = await workspace();
    await reader.has(first);
    reader.close();
    const place = reader.frames.findLast(({ id }) => id !== undefined)?.id ?? "";
    const missed = [await workspace(), await workspace()];
    const again = await new Reader().open(path, { "last-event-id": place });
    await again.has(missed[1] ?? "");
    expect(again.subjects()).toEqual(missed);
    const later = await workspace();
    await again.has(later);
    expect(again.subjects()).toEqual([...missed, later]);
    again.close();
  });

  test("goes on at another process, and tells what happens in any", async () => {
    const reader = await (await new Reader().open(path)).ready();
    const place = reader.frames[0]?.id ?? "";
    reader.close();
    const missed = await workspace();
    const { settings, database, phaseProgram } = lockstep.server;
    const second = await start({ settings, phaseProgram, database: connectTo(database.connection, 3), serve: true, work: false, logTo: new Writable({ write: (_line, _encoding, done) => done() }) });
    const there = await new Reader().open(path, { "last-event-id": place }, lockstep.token, second.address);
    await there.has(missed);
    const elsewhere = await workspace();
    await there.has(elsewhere);
    expect(there.subjects()).toEqual([missed, elsewhere]);
    // A stop does not wait for those who listen.
    expect(await second.stop("The test is done.")).toEqual([]);
  });

  test("misses nothing of a transaction that began before others and ended after them", async () => {
    const reader = await (await new Reader().open(path)).ready();
    const { server } = lockstep;
    const organization = await server.db.selectFrom("organizations").select("id").where("name", "=", "acme").executeTakeFirstOrThrow();
    const event = (subjectId: string) => ({ kind: "workspace.changed" as const, organizationId: organization.id, workspaceId: null, subjectId });
    let quick = "";
    await transaction(server.db, async (trx) => {
      await publish(server, trx, event("slow"));
      quick = await workspace();
      await reader.has(quick);
    });
    await reader.has("slow");
    expect(reader.subjects()).toEqual([quick, "slow"]);
    reader.close();
  });

  test("tells of one workspace alone when it is asked to", async () => {
    const [mine, other] = [await workspace(), await workspace()];
    const reader = await (await new Reader().open(`${path}?workspace=events-${made.indexOf(mine)}`)).ready();
    for (const id of [other, mine]) await lockstep.call("POST", `/api/v2/workspaces/${id}/actions/lock`, { reason: "look" });
    await reader.has(mine);
    expect(reader.subjects()).toEqual([mine]);
    reader.close();
  });

  test("begins anew with a place that is not of this database", async () => {
    const reader = await new Reader().open(path, { "last-event-id": "999999999999:999999999999:" });
    await expect.poll(() => reader.frames.map(({ event }) => event), { timeout: 20_000 }).toContain("reset");
    reader.close();
  });

  test("is for those who belong to the organization, and of their workspaces alone", async () => {
    const { server } = lockstep;
    const organization = await server.db.selectFrom("organizations").select("id").where("name", "=", "acme").executeTakeFirstOrThrow();
    const { newAccessToken } = await import("../secrets/tokens.ts");
    const { token, hash } = newAccessToken();
    await server.db.insertInto("teams").values({ id: "team-readers", organizationId: organization.id, name: "readers" }).execute();
    await server.db.insertInto("accessTokens").values({ id: "at-readers", teamId: "team-readers", hash }).execute();
    const [theirs, other] = [await workspace(), await workspace()];
    await server.db.insertInto("teamWorkspaces").values({ id: "tws-1", teamId: "team-readers", workspaceId: theirs, access: "read" }).execute();
    const reader = await (await new Reader().open(path, {}, token)).ready();
    for (const id of [other, theirs]) await lockstep.call("POST", `/api/v2/workspaces/${id}/actions/lock`, {});
    await reader.has(theirs);
    expect(reader.subjects()).toEqual([theirs]);
    reader.close();
    expect((await lockstep.call("GET", "/api/v1/organizations/nowhere/events")).status).toBe(404);
    expect((await lockstep.call("GET", path, undefined, null)).status).toBe(401);
  });

  test("is forgotten after a week", async () => {
    const { server } = lockstep;
    await server.db.updateTable("outboxEvents").set({ at: new Date(Date.now() - 8 * 86_400_000) } as never).execute();
    for (const { round } of domain.loops?.(server) ?? []) await round(new AbortController().signal);
    expect(await server.db.selectFrom("outboxEvents").selectAll().execute()).toEqual([]);
  });
});

import { createHash } from "node:crypto";
import { adminAccess, isChangeEvent, isOurs, readLog, systemClock, touches, type LogEvent, type LogRead, type OrgLink } from "@lockstep/okta";
import { z } from "zod";
import { transaction, type Transaction } from "../db/connect.ts";
import type { Loop } from "../domain.ts";
import { publish } from "../events/publish.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { linkOrg } from "../okta-orgs/connection.ts";
import { countRequests, type OrgWatch } from "../okta-orgs/watches.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { connectionOfOrg, connectionOfWorkspace, type OrgConnection } from "./connection.ts";
import { alertMinutes, nextPoll, type PaceInput } from "./pace.ts";
import { requestScan } from "./request-scan.ts";
import { runsApplyingSince } from "./run-addresses.ts";
import { objectsOfVersion } from "./state-objects.ts";

/** The job that reads what an org's log has that is new. */
export const pollJob = "drift.poll";

/** Finds the logs that are due and has each read by one worker; due times are moved on in the same statement, so that each is read once. */
export const pollLoop = (server: Pick<Server, "db" | "jobs" | "clock">): Loop => ({
  name: "drift.poll",
  everySeconds: 1,
  round: async () => {
    const now = server.clock.now();
    // Until the read ends and says when the next one is; a worker that is lost does not stop the watch.
    const meanwhile = new Date(now.getTime() + 60_000);
    await transaction(server.db, async (trx) => {
      const due = await trx
        .updateTable("orgWatches")
        .set({ nextPollAt: meanwhile })
        .where("id", "in", (row) => row.selectFrom("orgWatches").select("id").where("nextPollAt", "<=", now).limit(500).forUpdate().skipLocked())
        .returning("id")
        .execute();
      for (const { id } of due) await server.jobs.enqueue(trx, pollJob, { watchId: id }, { key: id });
    });
  },
});

/** Reads logs. */
export const pollJobOf = (server: Server): JobHandler => {
  const links = new Links(server);
  return jobHandler({
    name: pollJob,
    rule: "one of each",
    retries: 0,
    limitSeconds: 120,
    keepSeconds: 300,
    lookSeconds: 2,
    concurrency: 8,
    data: z.object({ watchId: z.string() }),
    handle: async ({ data: { watchId } }, signal) => {
      const watch = await server.db.selectFrom("orgWatches").selectAll().where("id", "=", watchId).executeTakeFirst();
      if (watch) await poll(server, watch, links, signal);
    },
  });
};

async function poll(server: Server, watch: OrgWatch, links: Links, signal: AbortSignal): Promise<void> {
  const link = await links.of(watch);
  if ("problem" in link) return giveUp(server, watch, link.problem);
  const read = await readLog(link.org, { next: watch.nextUrl, since: watch.since.toISOString() }, AbortSignal.any([signal, AbortSignal.timeout(60_000)]));
  signal.throwIfAborted();
  await countRequests(server.db, watch.id, read.requests, server.clock.now());
  await keepRead(server, watch, link.org, read);
}

/** What was read is acted on and the cursor moved in one transaction: an event is neither lost nor met twice. */
async function keepRead(server: Server, watch: OrgWatch, org: OrgLink, read: LogRead): Promise<void> {
  const now = server.clock.now();
  const workspaces = read.events.length === 0 ? [] : await workspacesOf(server, watch);
  const changes = await withoutOurs(server, workspaces, read.events.filter(isChangeEvent));
  const touched = await touchedBy(server, workspaces, changes);
  const awake = changes.length > 0 || read.events.some(({ type }) => type === adminAccess);
  const alertUntil = awake ? new Date(now.getTime() + alertMinutes * 60_000) : watch.alertUntil;
  const failures = read.problem ? watch.failures + 1 : 0;
  const newest = Math.max(0, ...read.events.map(({ published }) => published));
  await transaction(server.db, async (trx) => {
    for (const [workspaceId, addresses] of touched) await requestScan(server, trx, workspaceId, { addresses: [...addresses], reason: "log" });
    const next = read.more ? now : nextPoll({ now, alertUntil, failures, ...logLimit(org) });
    await trx
      .updateTable("orgWatches")
      .set({ nextUrl: read.next, alertUntil, failures, readAt: now, ...(newest > 0 && { lastEventAt: new Date(newest) }), nextPollAt: isHopeless(read) ? null : next, problem: read.problem ? `${read.problem.summary}: ${read.problem.detail}` : null })
      .where("id", "=", watch.id)
      .execute();
    await tellHealth(server, trx, watch, read);
  });
}

// Credentials that are refused do not mend by themselves, and asking on locks the owner of a token out.
const isHopeless = ({ problem }: LogRead): boolean => problem?.status === 401 || problem?.status === 403;

async function giveUp(server: Server, watch: OrgWatch, problem: string): Promise<void> {
  await server.db.updateTable("orgWatches").set({ nextPollAt: null, problem, failures: watch.failures + 1 }).where("id", "=", watch.id).execute();
}

/** The connection shows what following it has met; told when it changes. */
async function tellHealth(server: Server, trx: Transaction, watch: OrgWatch, read: LogRead): Promise<void> {
  const problem = read.problem ? `${read.problem.summary}: ${read.problem.detail}` : null;
  if (problem === watch.problem || watch.oktaOrgId === null) return;
  const org = await trx.selectFrom("oktaOrgs").select(["health", "name"]).where("id", "=", watch.oktaOrgId).executeTakeFirst();
  if (!org) return;
  const { problem: _before, ...rest } = org.health ?? { reachable: true };
  const health = { ...rest, reachable: read.problem?.status !== 0, ...(problem !== null && { problem }) };
  await trx.updateTable("oktaOrgs").set({ health: JSON.stringify(health), checkedAt: server.clock.now() }).where("id", "=", watch.oktaOrgId).execute();
  await publish(server, trx, { kind: "okta-org.changed", organizationId: watch.organizationId, workspaceId: null, subjectId: watch.oktaOrgId, data: { name: org.name, reachable: health.reachable, problem } });
}

const workspacesOf = async ({ db }: Pick<Server, "db">, { id }: OrgWatch): Promise<readonly Workspace[]> =>
  db.selectFrom("orgWatchWorkspaces").innerJoin("workspaces", "workspaces.id", "orgWatchWorkspaces.workspaceId").selectAll("workspaces").where("orgWatchId", "=", id).execute();

/** Which addresses of which workspaces the events can have touched. */
async function touchedBy(server: Server, workspaces: readonly Workspace[], changes: readonly LogEvent[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const touched = new Map<string, Set<string>>();
  if (changes.length === 0) return touched;
  for (const { id, currentStateVersionId } of workspaces) {
    const objects = await objectsOfVersion(server, currentStateVersionId);
    const addresses = [...objects.values()].filter(({ type, attributes }) => changes.some((event) => touches(event, type, attributes as Parameters<typeof touches>[2]))).map(({ address }) => address);
    if (addresses.length > 0) touched.set(id, new Set(addresses));
  }
  return touched;
}

/** Clocks of the org and ours may differ by so much. */
const slack = 60_000;

/** Without what our own runs did: events that carry our name, at a time when one of these workspaces was being applied. */
async function withoutOurs(server: Server, workspaces: readonly Workspace[], changes: readonly LogEvent[]): Promise<readonly LogEvent[]> {
  const ours = changes.filter(isOurs);
  if (ours.length === 0) return changes;
  const since = new Date(Math.min(...ours.map(({ published }) => published)) - slack);
  const runs = (await Promise.all(workspaces.map(async ({ id }) => runsApplyingSince(server.db, id, since)))).flat();
  const spans = runs.map(({ statusTimes, status, updatedAt }) => [Date.parse(statusTimes.applying ?? "") - slack, status === "applying" ? Number.POSITIVE_INFINITY : updatedAt.getTime() + slack] as const);
  return changes.filter((event) => !isOurs(event) || !spans.some(([from, to]) => event.published >= from && event.published <= to));
}

function logLimit(org: OrgLink): Pick<PaceInput, "limit"> {
  const { limit, remaining, resetAt } = org.limits().get("/api/v1/logs") ?? {};
  // The client reckons by the machine's clock.
  return limit === undefined || remaining === undefined || resetAt === undefined ? {} : { limit: { limit, remaining, seconds: (resetAt - systemClock.now()) / 1000 } };
}

/** The ways to the orgs that this worker reads: a service app's access token is kept from one read to the next. */
class Links {
  readonly #server: Server;
  readonly #links = new Map<string, { readonly fingerprint: string; readonly org: OrgLink }>();

  constructor(server: Server) {
    this.#server = server;
  }

  async of(watch: OrgWatch): Promise<{ readonly org: OrgLink } | { readonly problem: string }> {
    const connection = await this.#connection(watch);
    if (connection?.orgUrl !== watch.orgUrl) return { problem: "No credentials lead to this org any more. Connect it, or set the variables of a workspace." };
    const fingerprint = createHash("sha256").update(JSON.stringify(connection.environment)).digest("base64");
    const known = this.#links.get(watch.id);
    if (known?.fingerprint === fingerprint) return known;
    const opened = linkOrg(this.#server.settings, connection.environment);
    if ("problem" in opened) return { problem: `${opened.problem.summary}: ${opened.problem.detail}` };
    this.#links.set(watch.id, { fingerprint, org: opened.org });
    return opened;
  }

  async #connection({ oktaOrgId, sourceWorkspaceId }: OrgWatch): Promise<OrgConnection | undefined> {
    if (oktaOrgId !== null) return connectionOfOrg(this.#server, oktaOrgId);
    return sourceWorkspaceId === null ? undefined : connectionOfWorkspace(this.#server, sourceWorkspaceId);
  }
}

import { sql } from "kysely";
import type { Sql } from "../db/connect.ts";
import { isMigrated } from "../db/migrate.ts";
import type { Worker } from "../jobs/worker.ts";

/** Whether a process can do its work, and if not, what is missing. */
export interface Readiness {
  readonly ready: boolean;
  /** "ok", or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}

/** What a process consists of; one without a worker serves requests only. */
export interface ReadinessOf {
  readonly db: Sql;
  readonly worker?: Pick<Worker, "isAlive">;
  /** It was told to stop: no more requests should come. */
  readonly stopping?: AbortSignal;
}

const patience = 2000;

/** A process that answers at all is alive: whoever restarts processes asks this, and a database that is away is no reason to. */
export const liveness = (): { live: true } => ({ live: true });

/** Asked by load balancers before each minute's requests, so the questions are cheap. */
export async function readiness({ db, worker, stopping }: ReadinessOf): Promise<Readiness> {
  const checks = {
    database: await check(() => sql`select 1`.execute(db).then(() => true), "cannot be reached"),
    migrations: await check(() => isMigrated(db), "are not done"),
    ...(worker ? { worker: worker.isAlive() ? "ok" : "does not look for jobs" } : {}),
    ...(stopping?.aborted ? { process: "is stopping" } : {}),
  };
  return { ready: Object.values(checks).every((each) => each === "ok"), checks };
}

async function check(ask: () => Promise<boolean>, otherwise: string): Promise<string> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, patience, false).unref());
  const answer = await Promise.race([ask().catch(() => false), late]);
  return answer ? "ok" : otherwise;
}

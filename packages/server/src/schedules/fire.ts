import { isFinal, type RunOperation } from "@lockstep/contract";
import { sql } from "kysely";
import { system } from "../actor.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import type { Loop } from "../domain.ts";
import { requestScan } from "../drift/request-scan.ts";
import { Problem } from "../problem.ts";
import { createRun } from "../runs/service.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { describeTiming } from "./cron.ts";
import { timesAfter, timingOf, type Schedule } from "./schedule.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners" | "clock" | "vault">;

/**
 * Does what is due. A schedule is held while it fires, and what it starts and its next time are stored together: however many
 * workers look, each time comes once. Times that passed while nothing ran come once, together.
 */
export const tickLoop = (server: Needs): Loop => ({
  name: "schedules.tick",
  everySeconds: 1,
  round: async (signal) => {
    while (!signal.aborted && (await fireNext(server)));
  },
});

async function fireNext(server: Needs): Promise<boolean> {
  return transaction(server.db, async (trx) => {
    const due = await trx.selectFrom("schedules").selectAll().where("enabled", "=", true).where("nextAt", "<=", server.clock.now()).orderBy("nextAt").limit(1).forUpdate().skipLocked().executeTakeFirst();
    if (!due) return false;
    const [next] = timesAfter(due, server.clock.now(), 1);
    await fire(server, trx, due, next ?? null);
    return true;
  });
}

/** Does now what a schedule does, and keeps what came of it. */
export async function fire(server: Needs, trx: Transaction, schedule: Schedule, nextAt: Date | null): Promise<void> {
  const started = await attempt({ ...server, db: trx }, trx, schedule);
  const problem = started instanceof Problem ? started.message : null;
  await trx
    .updateTable("schedules")
    .set({ lastAt: server.clock.now(), nextAt, problem, ...(!(started instanceof Problem) && { lastStartedId: started }) })
    .where("id", "=", schedule.id)
    .execute();
}

// What is refused is kept as the schedule's problem; what it had begun to write is undone, and nothing else.
async function attempt(server: Needs, trx: Transaction, schedule: Schedule): Promise<string | Problem> {
  await sql`savepoint schedule_fires`.execute(trx);
  try {
    return await start(server, trx, schedule);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    await sql`rollback to savepoint schedule_fires`.execute(trx);
    return problem;
  }
}

const operations: Readonly<Record<Exclude<Schedule["kind"], "drift">, RunOperation>> = { plan_only: "plan_only", plan_and_apply: "plan_and_apply", refresh_only: "refresh_only" };

async function start(server: Needs, trx: Transaction, schedule: Schedule): Promise<string> {
  const { kind, workspaceId } = schedule;
  if (kind === "drift") return (await requestScan(server, trx, workspaceId, { reason: "schedule" })).id;
  const workspace = await selectWorkspace(trx, workspaceId);
  if (!workspace) throw new Problem("not-found", { kind: "workspace", name: workspaceId });
  await refuseWhileUnfinished(trx, schedule);
  const run = await createRun(server, system("Schedule"), workspace, { operation: operations[kind], message: `Scheduled: ${describeTiming(timingOf(schedule))}`, source: "lockstep-schedule", triggerReason: "schedule" });
  return run.id;
}

// A plan that nobody confirms would have one more wait behind it each time.
async function refuseWhileUnfinished(trx: Transaction, { kind, lastStartedId }: Schedule): Promise<void> {
  if (kind === "plan_only" || lastStartedId === null) return;
  const last = await trx.selectFrom("runs").select("status").where("id", "=", lastStartedId).executeTakeFirst();
  if (last && !isFinal(last.status)) throw new Problem("invalid", { detail: `The run of last time (${lastStartedId}) is not over: it is ${last.status.replaceAll("_", " ")}. Confirm or discard it.` });
}

import { requireAccess } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { describeTiming } from "./cron.ts";
import { fire } from "./fire.ts";
import { checkedTiming, timesAfter, timingOf, type GivenTiming, type Schedule } from "./schedule.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners" | "clock" | "vault">;

/** What is given of a schedule. */
export interface ScheduleSettings extends GivenTiming {
  readonly kind?: Schedule["kind"] | undefined;
  readonly enabled?: boolean | undefined;
}

/** A workspace's schedules, the oldest first. */
export async function listSchedules(server: Pick<Server, "db">, actor: Actor, workspaceId: string): Promise<readonly Schedule[]> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  await requireAccess(server, actor, workspace, "workspace.read");
  return server.db.selectFrom("schedules").selectAll().where("workspaceId", "=", workspace.id).orderBy("createdAt").orderBy("id").execute();
}

/** A schedule with its workspace, for who may see or change it. */
export async function getSchedule(server: Pick<Server, "db">, actor: Actor, id: string, action: "workspace.read" | "schedule.write" = "workspace.read"): Promise<{ readonly schedule: Schedule; readonly workspace: Workspace }> {
  const schedule = found(await server.db.selectFrom("schedules").selectAll().where("id", "=", id).executeTakeFirst(), "schedule", id);
  const workspace = found(await selectWorkspace(server.db, schedule.workspaceId), "schedule", id);
  await requireAccess(server, actor, workspace, action).catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "schedule", name: id }) : problem;
  });
  return { schedule, workspace };
}

/** Makes a schedule. */
export async function createSchedule(server: Needs, actor: Actor, workspaceId: string, { kind = "drift", enabled = true, ...timing }: ScheduleSettings): Promise<Schedule> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  await requireAccess(server, actor, workspace, "schedule.write");
  const now = server.clock.now();
  const columns = checkedTiming(timing, undefined, now);
  return transaction(server.db, async (trx) => {
    const [nextAt] = enabled ? timesAfter({ ...columns, createdAt: now }, now, 1) : [];
    const schedule = await trx.insertInto("schedules").values({ id: newId("schedule"), workspaceId: workspace.id, kind, enabled, ...columns, nextAt: nextAt ?? null, createdAt: now }).returningAll().executeTakeFirstOrThrow();
    await tell(server, trx, actor, workspace, schedule, "schedule.create");
    return schedule;
  });
}

/** Changes a schedule; its next time is counted anew. */
export async function updateSchedule(server: Needs, actor: Actor, id: string, { kind, enabled, ...timing }: ScheduleSettings): Promise<Schedule> {
  const { schedule: before, workspace } = await getSchedule(server, actor, id, "schedule.write");
  const now = server.clock.now();
  const columns = checkedTiming(timing, before, now);
  const on = enabled ?? before.enabled;
  return transaction(server.db, async (trx) => {
    const [nextAt] = on ? timesAfter({ ...columns, createdAt: before.createdAt }, now, 1) : [];
    const schedule = await trx.updateTable("schedules").set({ ...columns, kind: kind ?? before.kind, enabled: on, nextAt: nextAt ?? null, problem: null }).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
    await tell(server, trx, actor, workspace, schedule, "schedule.update");
    return schedule;
  });
}

/** Deletes a schedule; what it has started goes on. */
export async function deleteSchedule(server: Needs, actor: Actor, id: string): Promise<void> {
  const { schedule, workspace } = await getSchedule(server, actor, id, "schedule.write");
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("schedules").where("id", "=", id).execute();
    await tell(server, trx, actor, workspace, schedule, "schedule.delete");
  });
}

/** Does now what a schedule does; its next time stays. */
export async function runScheduleNow(server: Needs, actor: Actor, id: string): Promise<Schedule> {
  const { schedule, workspace } = await getSchedule(server, actor, id, "schedule.write");
  return transaction(server.db, async (trx) => {
    await fire(server, trx, schedule, schedule.nextAt);
    await tell(server, trx, actor, workspace, schedule, "schedule.run");
    return trx.selectFrom("schedules").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  });
}

async function tell(server: Needs, trx: Transaction, actor: Actor, workspace: Workspace, schedule: Schedule, action: string): Promise<void> {
  const words = describeTiming(timingOf(schedule));
  await audit(trx, actor, { organizationId: workspace.organizationId, action, subject: { kind: "schedule", id: schedule.id, name: words }, details: { workspace: workspace.name, kind: schedule.kind, enabled: schedule.enabled } });
  await publish(server, trx, { kind: "workspace.changed", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: workspace.id, data: { schedule: schedule.id, action } });
}

/** The schedule that HCP Terraform's "assessments-enabled" stands for: a look for drift once a day. */
const assessmentMinutes = 24 * 60;

/** Turns health assessments on or off: off, no scheduled look for drift is left enabled. */
export async function setAssessments(server: Needs, actor: Actor, workspace: Workspace, enabled: boolean): Promise<void> {
  const schedules = (await listSchedules(server, actor, workspace.id)).filter(({ kind }) => kind === "drift");
  if (enabled === schedules.some((each) => each.enabled)) return;
  if (!enabled) for (const { id } of schedules) await updateSchedule(server, actor, id, { enabled: false });
  else if (schedules[0]) await updateSchedule(server, actor, schedules[0].id, { enabled: true });
  else await createSchedule(server, actor, workspace.id, { kind: "drift", everyMinutes: assessmentMinutes });
}

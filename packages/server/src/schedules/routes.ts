import { scheduleRoutes, type Schedule as Shown } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { describeTiming } from "./cron.ts";
import { checkedTiming, timesAfter, timingOf, type Schedule } from "./schedule.ts";
import { createSchedule, deleteSchedule, getSchedule, listSchedules, runScheduleNow, updateSchedule } from "./service.ts";

/** Our own interface to schedules. */
export const scheduleRoutesOf = (server: Server): readonly Mounted[] =>
  handlers(scheduleRoutes, {
    list: async ({ actor, params }) => ({ items: (await listSchedules(server, actor, params.workspace)).map((each) => show(server, each)) }),
    create: async ({ actor, params, body }) => show(server, await createSchedule(server, actor, params.workspace, body)),
    show: async ({ actor, params }) => show(server, (await getSchedule(server, actor, params.id)).schedule),
    update: async ({ actor, params, body }) => show(server, await updateSchedule(server, actor, params.id, body)),
    remove: async ({ actor, params }) => deleteSchedule(server, actor, params.id),
    runNow: async ({ actor, params }) => show(server, await runScheduleNow(server, actor, params.id)),
    preview: async ({ body }) => {
      const now = server.clock.now();
      const columns = checkedTiming(body, undefined, now);
      return { words: describeTiming(timingOf(columns)), next: timesAfter({ ...columns, createdAt: now }, now, shownTimes).map((time) => time.toISOString()) };
    },
  });

const shownTimes = 5;

const show = ({ clock }: Pick<Server, "clock">, schedule: Schedule): Shown => ({
  id: schedule.id,
  workspaceId: schedule.workspaceId,
  kind: schedule.kind,
  cron: schedule.cron,
  timeZone: schedule.timeZone,
  everyMinutes: schedule.everyMinutes,
  enabled: schedule.enabled,
  words: describeTiming(timingOf(schedule)),
  lastAt: schedule.lastAt?.toISOString() ?? null,
  nextAt: schedule.nextAt?.toISOString() ?? null,
  next: schedule.enabled ? timesAfter(schedule, clock.now(), shownTimes).map((time) => time.toISOString()) : [],
  problem: schedule.problem,
  lastStartedId: schedule.lastStartedId,
  createdAt: schedule.createdAt.toISOString(),
});

import type { Selectable } from "kysely";
import { Problem } from "../problem.ts";
import { nextTimes, timingProblem, type Timing } from "./cron.ts";
import type { ScheduleRow } from "./tables.ts";

export type Schedule = Selectable<ScheduleRow>;

/** What is given of a schedule's times; what is not named stays. */
export interface GivenTiming {
  readonly cron?: string | null | undefined;
  readonly timeZone?: string | undefined;
  readonly everyMinutes?: number | null | undefined;
}

type TimingColumns = Pick<Schedule, "cron" | "timeZone" | "everyMinutes">;

/** When a schedule comes. */
export const timingOf = ({ cron, timeZone, everyMinutes }: TimingColumns): Timing => (everyMinutes === null ? { kind: "cron", cron: cron ?? "", zone: timeZone } : { kind: "every", minutes: everyMinutes });

/** The columns of a timing that was given, over what there was; refuses what never comes. */
export function checkedTiming(given: GivenTiming, before: TimingColumns = { cron: null, timeZone: "UTC", everyMinutes: null }, now = new Date()): TimingColumns {
  if (given.cron && typeof given.everyMinutes === "number") throw new Problem("bad-schedule", { detail: "A schedule comes at times of the clock or every so many minutes, not both. Give one of the two." }, "/body/cron");
  const cron = given.cron === undefined ? (typeof given.everyMinutes === "number" ? null : before.cron) : given.cron;
  const everyMinutes = given.everyMinutes === undefined ? (given.cron ? null : before.everyMinutes) : given.everyMinutes;
  const columns = { cron, timeZone: given.timeZone ?? before.timeZone, everyMinutes };
  if (cron === null && everyMinutes === null) throw new Problem("bad-schedule", { detail: 'Say when: as "cron" with five fields, such as "0 9 * * *", or as "everyMinutes".' }, "/body/cron");
  const problem = timingProblem(timingOf(columns), now) ?? (everyMinutes === null ? undefined : timingProblem({ kind: "cron", cron: "0 0 * * *", zone: columns.timeZone }, now));
  if (problem !== undefined) throw new Problem("bad-schedule", { detail: problem }, everyMinutes === null ? "/body/cron" : "/body/everyMinutes");
  return columns;
}

/** The next times of a schedule after a moment; every so many minutes counts from when it was made. */
export const timesAfter = (schedule: TimingColumns & Pick<Schedule, "createdAt">, from: Date, count: number): Date[] => nextTimes(timingOf(schedule), from, count, schedule.createdAt);

/** How a schedule's times are chosen; `cron` is whatever the others cannot say. */
export type TimingMode = "daily" | "weekdays" | "weekly" | "every" | "cron";

/** The times of a schedule as a form has them. */
export interface TimingChoice {
  readonly mode: TimingMode;
  /** "09:00". */
  readonly time: string;
  /** 0 is Sunday, as in cron. */
  readonly day: string;
  readonly minutes: number;
  readonly cron: string;
  readonly timeZone: string;
}

interface Timing {
  readonly cron: string | null;
  readonly timeZone: string;
  readonly everyMinutes: number | null;
}

const usual: TimingChoice = { mode: "daily", time: "09:00", day: "1", minutes: 60, cron: "0 9 * * 1-5", timeZone: "UTC" };

/** The choice that a schedule's times stand for; none: nine every day, where the viewer is. */
export function choiceOf(timing: Timing | undefined, viewersZone: string): TimingChoice {
  if (!timing) return { ...usual, timeZone: viewersZone };
  const { cron, timeZone, everyMinutes } = timing;
  if (everyMinutes !== null) return { ...usual, mode: "every", minutes: everyMinutes, timeZone };
  const [, minute = "", hour = "", days = ""] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-6])$/.exec(cron ?? "") ?? [];
  const base = { ...usual, cron: cron ?? "", timeZone };
  if (days === "") return { ...base, mode: "cron" };
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (days === "*") return { ...base, mode: "daily", time };
  return days === "1-5" ? { ...base, mode: "weekdays", time } : { ...base, mode: "weekly", time, day: days };
}

/** What the server is told of a choice. */
export function timingOf({ mode, time, day, minutes, cron, timeZone }: TimingChoice): Timing {
  if (mode === "every") return { cron: null, timeZone, everyMinutes: minutes };
  if (mode === "cron") return { cron: cron.trim(), timeZone, everyMinutes: null };
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const days = { daily: "*", weekdays: "1-5", weekly: day }[mode];
  return { cron: `${minute} ${hour} * * ${days}`, timeZone, everyMinutes: null };
}

/** The names of all time zones, with UTC, which the list of the platform leaves out. */
export const timeZones = (): readonly string[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

/** "Wed, 25 Nov 2026, 09:00 EST": a time as a clock in that zone shows it. */
export const timeIn = (at: string, timeZone: string): string => new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(new Date(at));

import { CronExpressionParser } from "cron-parser";
import cronstrue from "cronstrue";

/** When something happens by itself: at times of a clock somewhere, or every so many minutes. */
export type Timing =
  | { readonly kind: "cron"; readonly cron: string; readonly zone: string }
  | { readonly kind: "every"; readonly minutes: number };

const longestMinutes = 31 * 24 * 60;
const fieldNames = ["minute", "hour", "day of the month", "month", "day of the week"] as const;
const fieldExample = 'Write five fields: minute, hour, day of the month, month, day of the week. "0 9 * * 1-5" is 09:00 from Monday to Friday.';

/** What is wrong with a timing and what to do, or undefined. */
export function timingProblem(timing: Timing, now: Date = new Date()): string | undefined {
  if (timing.kind === "every") {
    const right = Number.isInteger(timing.minutes) && timing.minutes >= 1 && timing.minutes <= longestMinutes;
    return right ? undefined : `A schedule repeats every 1 to ${longestMinutes} minutes, in whole minutes; this one says ${timing.minutes}.`;
  }
  return zoneProblem(timing.zone) ?? cronProblem(timing.cron, timing.zone, now);
}

function zoneProblem(zone: string): string | undefined {
  // Offsets ("+02:00") are no places: they know nothing of daylight saving.
  if (/^[A-Za-z]/.test(zone) && isZone(zone)) return undefined;
  return `There is no time zone "${zone}". Use a name of the IANA list, such as "America/New_York" or "UTC".`;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function cronProblem(cron: string, zone: string, now: Date): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) return `"${cron}" has ${cron.trim() === "" ? "no" : fields.length} field${fields.length === 1 ? "" : "s"}. ${fieldExample}`;
  const wrong = fields.findIndex((field, index) => !isField(field, index));
  if (wrong >= 0) return `"${fields[wrong]}" is no ${fieldNames[wrong]} of a schedule. ${fieldExample}`;
  try {
    CronExpressionParser.parse(fields.join(" "), { currentDate: now, tz: zone }).next();
    return undefined;
  } catch {
    return `"${cron}" never happens: there is no such day. ${fieldExample}`;
  }
}

/** Whether a field is right by itself, with stars in the others. Chance ("H") has no place in a schedule that people read. */
function isField(field: string, index: number): boolean {
  if (/[^\w*,\-/#?]/.test(field) || /h\b|^h/i.test(field.replace(/thu|mar/gi, ""))) return false;
  try {
    CronExpressionParser.parse(fieldNames.map((_, other) => (other === index ? field : "*")).join(" "));
    return true;
  } catch {
    return false;
  }
}

/**
 * The next times after a moment. "Every n minutes" counts from `anchor`, so that it does not wander when a time is missed.
 * On the night the clocks go forward, a time that does not exist happens an hour later by the clock (02:30 at 03:30); on the
 * night they go back, a time that comes twice happens once, the first time. Schedules of every hour or minute go on evenly.
 */
export function nextTimes(timing: Timing, from: Date, count: number, anchor: Date = new Date(0)): Date[] {
  if (timing.kind === "every") {
    const step = timing.minutes * 60_000;
    const passed = Math.floor((from.getTime() - anchor.getTime()) / step);
    return Array.from({ length: count }, (_, index) => new Date(anchor.getTime() + (passed + index + 1) * step));
  }
  const expression = CronExpressionParser.parse(timing.cron.trim(), { currentDate: from, tz: timing.zone });
  return Array.from({ length: count }, () => expression.next().toDate());
}

/** A timing in words: "At 09:00, every day, America/New_York". */
export function describeTiming(timing: Timing): string {
  if (timing.kind === "every") return timing.minutes === 1 ? "Every minute" : timing.minutes % 60 === 0 ? everyHours(timing.minutes / 60) : `Every ${timing.minutes} minutes`;
  // "Every day" is worth saying of a time of the day, not of every fifteen minutes.
  const verbose = /^\d+\s+\d+\s/.test(timing.cron.trim());
  const words = cronstrue.toString(timing.cron.trim(), { use24HourTimeFormat: true, verbose });
  return `${words}, ${timing.zone}`;
}

const everyHours = (hours: number): string => (hours === 1 ? "Every hour" : hours === 24 ? "Every day" : `Every ${hours} hours`);

// Moments as RFC 3339 writes them, durations as Go writes them.
import { quote } from "../values/quote.ts";

/** A moment: nanoseconds since 1970, and its offset from UTC in minutes. */
export interface Moment {
  readonly nanoseconds: bigint;
  readonly offset: number;
}

interface Problem {
  readonly problem: string;
}

const SECOND = 1_000_000_000n;

/** The steps of a timestamp, in order; what they are called in messages. */
const steps: readonly { readonly name: string; readonly pattern: RegExp; readonly most?: number; readonly least?: number }[] = [
  { name: "year", pattern: /^\d{4}/ },
  { name: "-", pattern: /^-/ },
  { name: "month", pattern: /^\d\d/, least: 1, most: 12 },
  { name: "-", pattern: /^-/ },
  { name: "day of month", pattern: /^\d\d/ },
  { name: "T", pattern: /^T/ },
  { name: "hour", pattern: /^\d\d?/ },
  { name: ":", pattern: /^:/ },
  { name: "minute", pattern: /^\d\d/ },
  { name: ":", pattern: /^:/ },
  { name: "second", pattern: /^\d\d/, most: 59 },
];

/** The moment of a timestamp, or what is wrong with it. */
export function parseMoment(text: string): Moment | Problem {
  const moment = readMoment(text);
  return "problem" in moment ? { problem: `not a valid RFC3339 timestamp: ${moment.problem}` } : moment;
}

function readMoment(text: string): Moment | Problem {
  let rest = text;
  const numbers: number[] = [];
  let isShort = false;
  for (const { name, pattern, least = 0, most } of steps) {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) return { problem: missing(name, rest) };
    rest = rest.slice(found.length);
    if (name.length === 1) continue;
    if (name === "hour") isShort = found.length < 2;
    const number = Number(found);
    if ((name === "hour" && number > 23) || (name === "minute" && number > 59)) return { problem: badTime[name] };
    if (most !== undefined && (number > most || number < least)) return { problem: `cannot use ${quote(rest)} as ${name}` };
    numbers.push(number);
  }
  const moment = readEnd(rest, numbers);
  // Go reads an hour of one digit; only a timestamp that is otherwise right is refused for it.
  return isShort && !("problem" in moment) ? { problem: "hour must have exactly two digits" } : moment;
}

/** What is said of an hour and a minute, whatever is wrong with them. */
const badTime = { hour: "hour must be between 0 and 23 inclusive", minute: "minute must have exactly two digits" };

function missing(name: string, rest: string): string {
  if (name === "T") return "missing required time introducer 'T'";
  if ((name === "hour" || name === "minute") && rest !== "") return badTime[name];
  if (name.length > 1) return rest === "" ? `end of string before ${name}` : `cannot use ${quote(rest)} as ${name}`;
  return rest === "" ? `end of string where ${quote(name)} is expected` : `found ${quote(rest)} where ${quote(name)} is expected`;
}

/** Parts of a second, and the offset. */
function readEnd(text: string, [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: readonly number[]): Moment | Problem {
  if (/^,\d/.test(text)) return { problem: 'cannot use "," as timestamp segment' };
  const fraction = /^\.(\d+)/.exec(text);
  const rest = text.slice(fraction?.[0].length ?? 0);
  const zone = /^(?:Z|([+-])(\d\d):(\d\d))/.exec(rest);
  if (!zone) return { problem: missing("UTC offset", rest) };
  if (zone[0].length < rest.length) return { problem: `cannot use ${quote(rest.slice(zone[0].length))} as timestamp segment` };
  const [, sign, hours = "0", minutes = "0"] = zone;
  if (Number(hours) > 24 || Number(minutes) > 60) return { problem: "end of string before UTC offset" };
  if (Number(hours) > 23 || Number(minutes) > 59) return { problem: `cannot use ${quote(rest)} as UTC offset` };
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (day < 1 || date.getUTCDate() !== day) return { problem: "day out of range" };
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  const parts = BigInt((fraction?.[1] ?? "").slice(0, 9).padEnd(9, "0"));
  return { nanoseconds: BigInt(date.getTime() - offset * 60_000) * 1_000_000n + parts, offset };
}

/** The calendar at the moment's own offset. */
export function calendar({ nanoseconds, offset }: Moment): Date {
  const seconds = nanoseconds / SECOND - (nanoseconds % SECOND < 0n ? 1n : 0n);
  return new Date(Number(seconds) * 1000 + offset * 60_000);
}

/** The moment to the second. */
export function printMoment(moment: Moment): string {
  const date = calendar(moment);
  const [month, day, hour, minute, second] = [
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ].map((part) => String(part).padStart(2, "0"));
  return `${printYear(date)}-${month}-${day}T${hour}:${minute}:${second}${printOffset(moment.offset, ":", "Z")}`;
}

/** At least four digits. */
export function printYear(date: Date): string {
  const year = date.getUTCFullYear();
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`;
}

/** +02:00, or `utc` for none. */
export function printOffset(offset: number, separator: string, utc?: string): string {
  if (offset === 0 && utc !== undefined) return utc;
  const minutes = Math.abs(offset);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${offset < 0 ? "-" : "+"}${hour}${separator}${minute}`;
}

/** Units of a duration in nanoseconds. */
const units: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ms", 1_000_000n],
  ["s", SECOND],
  ["m", 60n * SECOND],
  ["h", 3600n * SECOND],
]);

/** A duration like 1h30m in nanoseconds, or what is wrong with it. */
export function parseDuration(text: string): bigint | Problem {
  const invalid: Problem = { problem: `time: invalid duration ${quote(text)}` };
  let rest = text.replace(/^[+-]/, "");
  if (rest === "0") return 0n;
  if (rest === "") return invalid;
  let total = 0n;
  while (rest !== "") {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest);
    const [matched = "", whole = "", fraction = ""] = number ?? [];
    if (whole === "" && fraction === "") return invalid;
    rest = rest.slice(matched.length);
    const name = /^[^\d.]*/.exec(rest)?.[0] ?? "";
    if (name === "") return { problem: `time: missing unit in duration ${quote(text)}` };
    const unit = units.get(name);
    if (unit === undefined) return { problem: `time: unknown unit ${quote(name)} in duration ${quote(text)}` };
    rest = rest.slice(name.length);
    const digits = fraction.slice(0, 30);
    total += BigInt(whole || "0") * unit + (BigInt(digits || "0") * unit) / 10n ** BigInt(digits.length);
    if (total >= 2n ** 63n) return invalid;
  }
  return text.startsWith("-") ? -total : total;
}

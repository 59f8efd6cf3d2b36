// Functions of dates and times.
import { quote } from "../values/quote.ts";
import { numberType, stringType } from "../values/type.ts";
import { stringValue, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { count, string, textOf } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";
import { calendar, parseDuration, parseMoment, printMoment, printOffset, printYear } from "./timestamp.ts";
import type { Moment } from "./timestamp.ts";

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const pad = (number: number): string => String(number).padStart(2, "0");
const inTwelve = (hour: number): number => ((hour + 11) % 12) + 1;

type Write = (date: Date, moment: Moment) => string;

/** Every sequence of letters that means something, and what it writes. */
const verbs: Readonly<Record<string, Write>> = {
  YY: (date) => printYear(date).slice(-2),
  YYYY: (date) => printYear(date),
  M: (date) => String(date.getUTCMonth() + 1),
  MM: (date) => pad(date.getUTCMonth() + 1),
  MMM: (date) => (months[date.getUTCMonth()] ?? "").slice(0, 3),
  MMMM: (date) => months[date.getUTCMonth()] ?? "",
  D: (date) => String(date.getUTCDate()),
  DD: (date) => pad(date.getUTCDate()),
  EEE: (date) => (weekdays[date.getUTCDay()] ?? "").slice(0, 3),
  EEEE: (date) => weekdays[date.getUTCDay()] ?? "",
  h: (date) => String(date.getUTCHours()),
  hh: (date) => pad(date.getUTCHours()),
  H: (date) => String(inTwelve(date.getUTCHours())),
  HH: (date) => pad(inTwelve(date.getUTCHours())),
  AA: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  aa: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  m: (date) => String(date.getUTCMinutes()),
  mm: (date) => pad(date.getUTCMinutes()),
  s: (date) => String(date.getUTCSeconds()),
  ss: (date) => pad(date.getUTCSeconds()),
  Z: (_, { offset }) => printOffset(offset, ":", "Z"),
  ZZZ: (_, { offset }) => printOffset(offset, "", "UTC"),
  ZZZZ: (_, { offset }) => printOffset(offset, ""),
  ZZZZZ: (_, { offset }) => printOffset(offset, ":"),
};

/** What a letter that may stand in a format asks for. */
const complaints: Readonly<Record<string, string>> = {
  Y: 'year must either be "YY" or "YYYY"',
  M: 'month must be "M", "MM", "MMM", or "MMMM"',
  D: 'day of month must either be "D" or "DD"',
  E: 'day of week must either be "EEE" or "EEEE"',
  h: '24-hour must either be "h" or "hh"',
  H: '12-hour must either be "H" or "HH"',
  A: 'must be "AA"',
  a: 'must be "aa"',
  m: 'minute must either be "m" or "mm"',
  s: 'second must either be "s" or "ss"',
  Z: "timezone must be Z, ZZZZ, or ZZZZZ",
};

/** A literal in quotes, a run of one letter, or a run of anything else. */
const token = /''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g;

function formatDate(args: readonly Value[]): Value | Failure {
  const moment = parseMoment(textOf(args, 1));
  if ("problem" in moment) return failArgument(1, moment.problem);
  const date = calendar(moment);
  let written = "";
  for (const [part, letter] of textOf(args, 0).matchAll(token)) {
    if (part === "''") {
      written += "'";
      continue;
    }
    if (part.startsWith("'")) {
      if (part.length < 2 || !part.endsWith("'") || (part.length - 2 - part.slice(1, -1).replaceAll("''", "").length) % 2 !== 0) {
        return failArgument(0, "unterminated literal '");
      }
      written += part.slice(1, -1).replaceAll("''", "'");
      continue;
    }
    const write = letter === undefined ? () => part : Object.hasOwn(verbs, part) ? verbs[part] : undefined;
    if (!write) return failArgument(0, badVerb(part, letter ?? ""));
    written += write(date, moment);
  }
  return stringValue(written);
}

function badVerb(part: string, letter: string): string {
  const complaint = Object.hasOwn(complaints, letter) ? `: ${complaints[letter]}` : "";
  return `invalid date format verb ${quote(part)}${complaint}`;
}

function timeAdd(args: readonly Value[]): Value | Failure {
  const moment = parseMoment(textOf(args, 0));
  if ("problem" in moment) return fail(moment.problem);
  const duration = parseDuration(textOf(args, 1));
  if (typeof duration !== "bigint") return fail(duration.problem);
  return stringValue(printMoment({ ...moment, nanoseconds: moment.nanoseconds + duration }));
}

function timeCompare(args: readonly Value[]): Value | Failure {
  const [a, b] = [parseMoment(textOf(args, 0)), parseMoment(textOf(args, 1))];
  if ("problem" in a) return failArgument(0, a.problem);
  if ("problem" in b) return failArgument(1, b.problem);
  return count(a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds ? 1 : 0);
}

const present = (milliseconds: number | undefined): Value =>
  milliseconds === undefined
    ? unknownValue(stringType)
    : stringValue(printMoment({ nanoseconds: BigInt(Math.floor(milliseconds)) * 1_000_000n, offset: 0 }));

/** Functions of dates and times. */
export const dateFunctions: readonly FunctionDefinition[] = [
  { name: "formatdate", parameters: [string("format"), string("time")], returns: stringType, notNull: true, run: formatDate },
  { name: "timeadd", parameters: [string("timestamp"), string("duration")], returns: stringType, notNull: true, run: timeAdd },
  { name: "timecmp", parameters: [string("timestamp_a"), string("timestamp_b")], returns: numberType, notNull: true, run: timeCompare },
  {
    name: "timestamp",
    parameters: [],
    returns: stringType,
    notNull: true,
    run: (_args, _type, { context }) => present(context.now),
  },
  {
    name: "plantimestamp",
    parameters: [],
    returns: stringType,
    notNull: true,
    run: (_args, _type, { context }) => present(context.planTime),
  },
];


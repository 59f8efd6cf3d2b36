/** A day somewhere: from when until when. */
export interface Day {
  readonly date: string;
  readonly from: Date;
  readonly until: Date;
}

/** The last days in a time zone, the one of `now` the last; undefined: there is no such zone. */
export function lastDays(now: Date, count: number, zone: string): readonly Day[] | undefined {
  const clock = clockOf(zone);
  if (!clock) return undefined;
  const today = Date.parse(new Date(clock(now.getTime())).toISOString().slice(0, 10));
  return Array.from({ length: count }, (_day, at) => {
    const shown = today - (count - 1 - at) * day;
    return { date: new Date(shown).toISOString().slice(0, 10), from: midnight(shown, clock), until: midnight(shown + day, clock) };
  });
}

const day = 86_400_000;

type ZoneClock = (at: number) => number;

/** What the clocks of a zone show at a moment, as if it were UTC. */
function clockOf(zone: string): ZoneClock | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
    return (at) => {
      const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"], part["hour"], part["minute"], part["second"]);
    };
  } catch {
    return undefined;
  }
}

// Clocks are moved in the night: the offset of the guess may not be that of the midnight.
function midnight(shown: number, clock: ZoneClock): Date {
  const guess = shown - (clock(shown) - shown);
  return new Date(guess + shown - clock(guess));
}

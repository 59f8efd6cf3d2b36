import { Text, Tooltip, type TextProps } from "@mantine/core";
import { useEffect, useState } from "react";

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/** "3 minutes ago", "in 2 hours". */
export function relativeTime(at: string, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  if (unit === "second" && Math.abs(seconds) < 10) return "just now";
  return relative.format(Math.round(seconds / size), unit);
}

/** The exact time in the viewer's own zone. */
export const exactTime = (at: string): string => exact.format(new Date(at));

/** "1 h 4 min", "12 s", from milliseconds. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min${seconds % 60 ? ` ${seconds % 60} s` : ""}`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ""}` : `${Math.floor(hours / 24)} d`;
}

/** The time now, moving on every `seconds`. */
export function useNow(seconds = 15): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return now;
}

/** A time as people say it, with the exact one on hover or focus. */
export function Moment({ at, ...rest }: { readonly at: string } & TextProps) {
  const now = useNow();
  return (
    <Tooltip label={exactTime(at)} openDelay={200} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit span {...rest} style={{ whiteSpace: "nowrap" }}>
        {relativeTime(at, now)}
      </Text>
    </Tooltip>
  );
}

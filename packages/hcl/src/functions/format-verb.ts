// One verb of a format string: %-08.3f.
import { quoteCharacterAlone } from "../values/quote.ts";

/** What stands between % and its letter. */
export interface Verb {
  readonly raw: string;
  readonly offset: number;
  readonly mode: string;
  /** From 1. */
  readonly argument: number;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly sharp: boolean;
  readonly zero: boolean;
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
}

export type FormatPart = string | Verb;

const flags = /^[#0 +-]*/;

/** Splits a format string into texts and verbs, or says what is wrong with it. */
export function parseFormat(format: string): { parts: FormatPart[] } | { problem: string } {
  const parts: FormatPart[] = [];
  let next = 1;
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf("%", at);
    if (percent === -1) {
      parts.push(format.slice(at));
      break;
    }
    if (percent > at) parts.push(format.slice(at, percent));
    if (format[percent + 1] === "%") {
      parts.push("%");
      at = percent + 2;
      continue;
    }
    const verb = readVerb(format, percent, next);
    if ("problem" in verb) return verb;
    parts.push(verb);
    next = verb.argument + 1;
    at = percent + verb.raw.length;
  }
  return { parts };
}

function readVerb(format: string, start: number, next: number): Verb | { problem: string } {
  let at = start + 1;
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(format.slice(at))?.[0] ?? "";
    at += found.length;
    return found;
  };
  const given = take(flags);
  const width = take(/^[1-9]\d*/);
  const precision = take(/^\.\d*/);
  const index = take(/^\[[1-9]\d*\]/);
  const mode = take(/^[a-zA-Z]/);
  if (mode === "") return { problem: badCharacter(format, at) };
  return {
    raw: format.slice(start, at),
    offset: byteLength(format.slice(0, start)),
    mode,
    argument: index === "" ? next : Number(index.slice(1, -1)),
    width: width === "" ? undefined : Number(width),
    precision: precision === "" ? undefined : Number(precision.slice(1)),
    sharp: given.includes("#"),
    zero: given.includes("0"),
    minus: given.includes("-"),
    plus: given.includes("+"),
    space: given.includes(" "),
  };
}

function badCharacter(format: string, at: number): string {
  // In "%[0]s" the position is to blame, not the bracket.
  const inIndex = format[at] === "[" ? at + (/^\[([1-9]\d*)?/.exec(format.slice(at))?.[0].length ?? 1) : at;
  const bad = format.codePointAt(inIndex);
  const offset = byteLength(format.slice(0, inIndex));
  if (bad === undefined) return `invalid format string starting at offset ${offset}`;
  return `unrecognized format character ${quoteCharacterAlone(String.fromCodePoint(bad))} at offset ${offset}`;
}

const byteLength = (text: string): number => Buffer.byteLength(text);

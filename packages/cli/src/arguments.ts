import { Option } from "commander";
import type { GivenInput } from "@lockstep/engine";

/** Terraform writes long options with one dash; both forms are taken. `-out=x` → `--out=x`; `-h` and what follows `--` stay. */
export function withTwoDashes(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const options = end === -1 ? argv : argv.slice(0, end);
  const rest = end === -1 ? [] : argv.slice(end);
  return [...options.map((word) => (/^-[a-zA-Z][\w-]+(=|$)/.test(word) ? `-${word}` : word)), ...rest];
}

/** An option of a command, as data. `many` may be given again; `switch` takes =true or =false. */
export interface Flag {
  readonly name: string;
  readonly kind: "switch" | "text" | "number" | "many";
  readonly value?: string;
  readonly describe: string;
  readonly default?: boolean | number | string;
}

/** What the flags came to. */
export type Flags = Readonly<Record<string, boolean | number | string | readonly string[] | undefined>>;

const flag = (name: string, kind: Flag["kind"], describe: string, rest: Partial<Flag> = {}): Flag => ({ name, kind, describe, ...rest });

/** Groups of flags that several commands take, with Terraform's names. */
export const flags = {
  variables: [
    flag("var", "many", "Set an input variable of the root module: -var 'name=value'.", { value: "name=value" }),
    flag("var-file", "many", "Read input variables from a file.", { value: "file" }),
  ],
  planning: [
    flag("destroy", "switch", "Plan to destroy everything that is managed."),
    flag("refresh-only", "switch", "Only take what has changed in the org into the state."),
    flag("refresh", "switch", "Look at the org before planning.", { default: true }),
    flag("target", "many", "Only this resource and what it depends on.", { value: "address" }),
    flag("replace", "many", "Replace this object even when it need not be.", { value: "address" }),
    flag("parallelism", "number", "How many things to do at once.", { value: "n", default: 10 }),
  ],
  state: [
    flag("state", "text", "The state file.", { value: "file" }),
    flag("lock", "switch", "Hold the state while working on it.", { default: true }),
    flag("lock-timeout", "text", "How long to wait for somebody else's lock: 10s, 2m.", { value: "duration", default: "0s" }),
  ],
  output: [
    flag("json", "switch", "Write JSON for programs."),
    flag("no-color", "switch", "Write without colours."),
    flag("compact-warnings", "switch", "Show warnings as one line each."),
  ],
  input: [flag("input", "switch", "Ask for what is missing.", { default: true })],
  approval: [flag("auto-approve", "switch", "Do not ask before changing anything.")],
} as const satisfies Record<string, readonly Flag[]>;

/** A switch takes its value only behind `=`: in `apply -auto-approve plan` the plan is not the switch's. */
export function withSwitchValues(argv: readonly string[], all: readonly Flag[]): string[] {
  const switches = new Set(all.filter(({ kind }) => kind === "switch").map(({ name }) => `--${name}`));
  const end = argv.indexOf("--");
  return argv.map((word, at) => (switches.has(word) && (end === -1 || at < end) ? `${word}=true` : word));
}

/** The flag as commander knows it. */
export function toOption({ name, kind, value, describe, default: initial }: Flag): Option {
  const option = new Option(kind === "switch" ? `--${name} [bool]` : `--${name} <${value ?? "value"}>`, describe);
  // "no-color" is a switch of that name, not the absence of "color".
  option.negate = false;
  if (kind === "switch") option.argParser((text: string) => toSwitch(name, text)).preset("true");
  if (kind === "number") option.argParser((text: string) => toNumber(name, text));
  if (kind === "many") option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text]);
  if (initial !== undefined) option.default(initial);
  return option;
}

/** A mistake in how a command was called: shown with the summary, exit code 1. */
export class UsageProblem extends Error {}

function toSwitch(name: string, text: string): boolean {
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw new UsageProblem(`"-${name}" is true or false, not "${text}".`);
}

function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new UsageProblem(`"-${name}" is a whole number from 1, not "${text}".`);
  return number;
}

/** "30s", "2m", "500ms", "1h30m" in milliseconds, as Go's durations are written. */
export function parseDuration(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (text === "0") return 0;
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text) {
    throw new UsageProblem(`"${text}" is not a duration; write 30s, 2m or 1h30m.`);
  }
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0), 0);
}

/** `-var` and `-var-file` in the order in which they stand: the later one wins, whichever kind it is. */
export function givenInputs(argv: readonly string[]): GivenInput[] {
  const given: GivenInput[] = [];
  const words = withTwoDashes(argv);
  for (let at = 0; at < words.length && words[at] !== "--"; at++) {
    const [, name, equals, rest = ""] = /^--(var|var-file)(?:(=)([\s\S]*))?$/.exec(words[at] ?? "") ?? [];
    if (!name) continue;
    const text = equals ? rest : (words[++at] ?? "");
    given.push(name === "var" ? { kind: "var", text } : { kind: "file", path: text });
  }
  return given;
}

export const isOn = (given: Flags, name: string): boolean => given[name] === true;
export const textOf = (given: Flags, name: string): string | undefined => {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
};
export const manyOf = (given: Flags, name: string): readonly string[] => {
  const value = given[name];
  return Array.isArray(value) ? value : [];
};
export const numberOf = (given: Flags, name: string, otherwise: number): number => {
  const value = given[name];
  return typeof value === "number" ? value : otherwise;
};

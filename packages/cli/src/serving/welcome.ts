import type { Settings } from "@lockstep/server";
import { paint, say, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import type { FirstAccount } from "./first-account.ts";
import type { Parts } from "./process.ts";

interface Facts {
  readonly settings: Settings;
  readonly parts: Parts;
  readonly address: string | undefined;
  readonly first: FirstAccount | undefined;
}

/** The screen after a start, for a person; a pipe has its lines of JSON and is told only how to get in, beside them. */
export function welcome(terminal: Terminal, facts: Facts): void {
  const colours = paint(terminal);
  const row = ([name, value]: readonly [string, string]): string => `  ${colours.dim(name.padEnd(10))} ${value}`;
  const account = accountRows(facts.first).map(row);
  if (!terminal.live) {
    if (account.length > 0) terminal.err.write(`${["First start: an account was made.", ...account].join("\n")}\n`);
    return;
  }
  say(terminal, `${colours.bold(`Lockstep v${version}`)} is running.\n`);
  for (const each of processRows(facts)) say(terminal, row(each));
  if (account.length > 0) say(terminal, ["", colours.bold("First start: an account was made."), ...account].join("\n"));
  say(terminal, `\nPress Ctrl-C to stop. Runs under way then get ${facts.settings.stopSeconds} seconds to end.\n`);
}

const processRows = ({ settings, parts, address }: Facts): (readonly [string, string])[] => [
  ...(parts.serve ? [["Address", settings.publicUrl] as const, ["Listens at", address ?? ""] as const] : []),
  ["Database", settings.databaseUrl === undefined ? `embedded PostgreSQL in ${settings.data}` : withoutSecrets(settings.databaseUrl)],
  ["Worker", parts.work ? `${settings.workerConcurrency} runs at once` : "none here; start one with: lockstep worker"],
  ...(settings.key.kind === "file" ? [["Key", `${settings.key.path} (keep a copy: without it nothing sealed can be read again)`] as const] : []),
];

function withoutSecrets(address: string): string {
  const { host, pathname } = new URL(address);
  return `PostgreSQL at ${host}${pathname}`;
}

function accountRows(first: FirstAccount | undefined): (readonly [string, string])[] {
  if (!first) return [];
  return [["Name", first.username], ...(first.password === undefined ? [] : [["Password", first.password] as const]), ["Token", first.token], ["For", `organization "${first.organization}"; shown only now`]];
}

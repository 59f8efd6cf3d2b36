import type { Settings } from "@lockstep/server";
import { paint, say, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import type { Parts } from "./process.ts";

interface Facts {
  readonly settings: Settings;
  readonly parts: Parts;
  readonly address: string | undefined;
  readonly setupLink: string | undefined;
}

/** The screen after a start, for a person; a pipe has its lines of JSON and is told only how to get in, beside them. */
export function welcome(terminal: Terminal, facts: Facts): void {
  const colours = paint(terminal);
  const row = ([name, value]: readonly [string, string]): string => `  ${colours.dim(name.padEnd(10))} ${value}`;
  const first = facts.setupLink === undefined ? [] : [colours.bold("There is no account yet. Make the first one here, within 24 hours:"), `\n  ${facts.setupLink}\n`];
  if (!terminal.live) {
    if (first.length > 0) terminal.err.write(`${first.join("\n")}\n`);
    return;
  }
  say(terminal, `${colours.bold(`Lockstep v${version}`)} is running.\n`);
  for (const each of processRows(facts)) say(terminal, row(each));
  if (first.length > 0) say(terminal, ["", ...first].join("\n"));
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

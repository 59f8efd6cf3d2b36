import { type DestinationStream, type Logger, pino } from "pino";
import type { Redactor } from "../secrets/redactor.ts";
import type { Settings } from "../settings.ts";
import { redactLine } from "./redact.ts";

export interface LogOptions {
  readonly level: Settings["logLevel"];
  /** Secrets this process knows; they are looked for in every form. */
  readonly redactor?: Pick<Redactor, "text">;
  readonly destination?: DestinationStream;
}

/**
 * Structured logs: lines of JSON on standard output, without secrets. Every finished line is looked through, so that it does
 * not matter how a secret came into it: as a field, within an error's message, or in an address.
 */
export function createLog({ level, redactor, destination }: LogOptions): Logger {
  const streamWrite = (line: string): string => redactLine(redactor ? redactor.text(line) : line);
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label: string) => ({ level: label }) }, hooks: { streamWrite } };
  return destination ? pino(options, destination) : pino(options);
}

/** The secrets among the settings, for the redactor. */
export function settingSecrets(settings: Settings): string[] {
  const password = settings.databaseUrl === undefined ? undefined : decodeURIComponent(new URL(settings.databaseUrl).password);
  const smtp = settings.smtpUrl === undefined ? undefined : decodeURIComponent(new URL(settings.smtpUrl).password);
  const keys = settings.key.kind === "text" ? settings.key.text.split(/[\n,]/) : [];
  return [password, smtp, settings.adminPassword, settings.oidcClientSecret, settings.metricsToken, ...keys].filter((each) => each !== undefined && each.trim() !== "").map((each) => String(each));
}

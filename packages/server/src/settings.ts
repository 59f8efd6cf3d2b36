import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { StartProblem } from "./start-problem.ts";

/** The environment that settings are read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One setting: a row of the table from which settings are read and the guide's page is made. */
export interface SettingRow<T = unknown> {
  readonly variable: string;
  readonly schema: z.ZodType<T, string | undefined>;
  /** What it is when nothing is set, as the guide says it. */
  readonly otherwise: string;
  readonly says: string;
  /** A secret can also be given as a file: `NAME_FILE` holds its path. */
  readonly secret?: boolean;
  readonly example?: string;
}

const row = <T>(variable: string, schema: z.ZodType<T, string | undefined>, otherwise: string, says: string, more: { secret?: boolean; example?: string } = {}): SettingRow<T> => ({ variable, schema, otherwise, says, ...more });

const words = new Map([["1", true], ["true", true], ["yes", true], ["on", true], ["0", false], ["false", false], ["no", false], ["off", false]]);
const flag = (otherwise: boolean) =>
  z.string().optional().transform((text, context) => {
    const value = text === undefined ? otherwise : words.get(text.toLowerCase());
    if (value === undefined) context.addIssue({ code: "custom", message: `is "${text}"; write "true" or "false"` });
    return value ?? otherwise;
  });

const number = (otherwise: number, least: number, most: number) =>
  z.string().optional().transform((text, context) => {
    const value = text === undefined ? otherwise : Number(text);
    if (!Number.isInteger(value) || value < least || value > most) context.addIssue({ code: "custom", message: `is "${text}"; write a whole number from ${least} to ${most}` });
    return value;
  });

const address = (schemes: readonly string[], advice: string) =>
  z.string().optional().transform((text, context) => {
    if (text === undefined) return undefined;
    const scheme = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : undefined;
    if (scheme === undefined || !schemes.includes(scheme)) context.addIssue({ code: "custom", message: advice });
    return text.replace(/\/+$/, "");
  });

const text = z.string().optional();
const file = text.transform((path, context) => {
  if (path !== undefined && !existsSync(path)) context.addIssue({ code: "custom", message: `names "${path}", which does not exist` });
  return path;
});

const readPlace = (value: string, context: z.RefinementCtx): { host: string; port: number } => {
  const [, host, digits] = /^(\[[0-9a-fA-F:]+\]|[^:]*):(\d{1,5})$/.exec(value) ?? [];
  const port = Number(digits);
  if (host === undefined || port > 65_535) context.addIssue({ code: "custom", message: `is "${value}"; write an address and a port, such as "127.0.0.1:8080", or ":8080" for every address of this machine` });
  return { host: host === "" || host === undefined ? "::" : host.replace(/^\[|\]$/g, ""), port };
};
const listen = z.string().default("127.0.0.1:8080").transform(readPlace);
const listenIfSet = text.transform((value, context) => (value === undefined ? undefined : readPlace(value, context)));

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const level = z.string().default("info").transform((value, context) => {
  const found = levels.find((each) => each === value.toLowerCase());
  if (!found) context.addIssue({ code: "custom", message: `is "${value}"; write one of ${levels.join(", ")}` });
  return found ?? "info";
});

/** As root a place for services, otherwise one of one's own. */
function usualFolder(environment: Environment): string {
  if (process.getuid?.() === 0) return "/var/lib/lockstep";
  return join(environment["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "lockstep");
}

/** Every setting, in the order of the guide. */
export const settingRows = {
  data: row("LOCKSTEP_DATA", text, "`/var/lib/lockstep` as root, else `~/.local/share/lockstep`", "The folder of everything that is kept: the embedded database and the key. It must be on a local disk."),
  databaseUrl: row("DATABASE_URL", address(["postgres", "postgresql"], 'must begin with "postgres://", as in "postgres://user:password@host:5432/lockstep"'), "the embedded PostgreSQL", "A PostgreSQL (15 or later) of your own, for several processes on one or many machines.", { secret: true, example: "postgres://lockstep:…@db:5432/lockstep" }),
  databasePool: row("LOCKSTEP_DATABASE_POOL", number(10, 2, 200), "`10`", "Sessions of each process on the database, beside the five of its queue and one for its keys."),
  listen: row("LOCKSTEP_LISTEN", listen, "`127.0.0.1:8080`", "Where the server listens: address and port; `:8080` is every address of the machine.", { example: "0.0.0.0:8080" }),
  workerListen: row("LOCKSTEP_WORKER_LISTEN", listenIfSet, "a worker answers nothing", "Where a `lockstep worker` answers `/healthz`, `/readyz` and `/metrics`, and nothing else: address and port. A server answers them at LOCKSTEP_LISTEN.", { example: ":8080" }),
  publicUrl: row("LOCKSTEP_PUBLIC_URL", address(["http", "https"], 'must begin with "http://" or "https://"'), "made from LOCKSTEP_LISTEN", "The address under which people, Terraform and webhooks reach the server.", { example: "https://lockstep.example.com" }),
  tlsCertificate: row("LOCKSTEP_TLS_CERT", file, "plain HTTP, for a proxy in front", "The file of the server's certificate chain (PEM)."),
  tlsKey: row("LOCKSTEP_TLS_KEY", file, "plain HTTP", "The file of the certificate's key (PEM)."),
  trustProxy: row("LOCKSTEP_TRUST_PROXY", flag(false), "`false`", "Whether X-Forwarded-For and X-Forwarded-Proto of a proxy in front are believed. Only if nobody can reach the server past it."),
  requestsPerSecond: row("LOCKSTEP_REQUESTS_PER_SECOND", number(30, 0, 100_000), "`30`", "How many requests a second one token or one signed-in browser may make, for each server process; twice as many at once. Who asks more is told when to try again. `0`: as many as they like."),
  key: row("LOCKSTEP_KEY", text, "a file in the data folder; required with DATABASE_URL", "The key that seals states, plans, variables and credentials: 32 bytes in base64 (`openssl rand -base64 32`). Several, parted by commas, while they are being rotated: the first seals. Without it nothing sealed can be read again: keep a copy.", { secret: true }),
  logLevel: row("LOCKSTEP_LOG_LEVEL", level, "`info`", `How much is logged: ${levels.join(", ")}. Logs are lines of JSON on standard output.`),
  workerConcurrency: row("LOCKSTEP_WORKER_CONCURRENCY", number(4, 1, 64), "`4`", "Runs that one worker carries out at once."),
  stopSeconds: row("LOCKSTEP_STOP_SECONDS", number(30, 1, 3600), "`30`", "How long runs may go on after the server was told to stop; then they are given to another worker."),
  runMemory: row("LOCKSTEP_RUN_MEMORY_MB", number(2048, 128, 1_048_576), "`2048`", "Megabytes that the process of one run may use for its objects; a run that needs more fails and says so."),
  keepPlansDays: row("LOCKSTEP_KEEP_PLANS_DAYS", number(90, 1, 36_500), "`90`", "How long the plans of finished runs are kept in whole. Their logs, counts and states stay."),
  allowProvisioners: row("LOCKSTEP_ALLOW_PROVISIONERS", flag(false), "`false`", "Whether configurations may run programs on the worker (`local-exec`, `external`)."),
  allowPrivateNetworks: row("LOCKSTEP_ALLOW_PRIVATE_NETWORKS", flag(false), "`false`", "Whether webhooks, Git hosts and Okta addresses may lie in private networks or on this machine."),
  allowLocalGit: row("LOCKSTEP_ALLOW_LOCAL_GIT", flag(false), "`false`", "Whether repositories may lie in folders of the server: for set-ups of one machine."),
  vcsPollSeconds: row("LOCKSTEP_VCS_POLL_SECONDS", number(20, 1, 86_400), "`20`", "How often repositories are asked for new commits. Those whose webhooks arrive are asked fifteen times less often."),
  smtpUrl: row("LOCKSTEP_SMTP_URL", address(["smtp", "smtps"], 'must begin with "smtp://" or "smtps://"'), "no e-mail", "The server that sends e-mail.", { secret: true, example: "smtps://user:…@smtp.example.com" }),
  mailFrom: row("LOCKSTEP_MAIL_FROM", text, "`lockstep@` and the host of the public address", "The sender of e-mail."),
  adminUsername: row("LOCKSTEP_ADMIN_USERNAME", z.string().default("admin"), "`admin`", "The name of the account that is made at the first start."),
  adminPassword: row("LOCKSTEP_ADMIN_PASSWORD", text, "a link, printed at the first start, under which one is chosen", "The password of that account.", { secret: true }),
  adminOrganization: row("LOCKSTEP_ADMIN_ORGANIZATION", z.string().default("main"), "`main`", "The name of the organization that is made with that account."),
  oidcIssuer: row("LOCKSTEP_OIDC_ISSUER", address(["https", "http"], 'must begin with "https://"'), "sign-in by password only", "Sign-in through an OpenID Connect provider, such as an Okta org.", { example: "https://example.okta.com" }),
  oidcClientId: row("LOCKSTEP_OIDC_CLIENT_ID", text, "", "The client which that provider knows Lockstep as."),
  oidcClientSecret: row("LOCKSTEP_OIDC_CLIENT_SECRET", text, "", "The client's secret.", { secret: true }),
  oidcName: row("LOCKSTEP_OIDC_NAME", z.string().default("single sign-on"), "`single sign-on`", "How the provider is called on the page where people sign in.", { example: "Okta" }),
  oidcCreateAccounts: row("LOCKSTEP_OIDC_CREATE_ACCOUNTS", flag(false), "`false`", "Whether everybody whom the provider lets in gets an account. It belongs to no team until somebody puts it into one."),
  metricsToken: row("LOCKSTEP_METRICS_TOKEN", text, "`/metrics` answers to this machine only", "A bearer token with which Prometheus may read `/metrics`.", { secret: true }),
  otlpEndpoint: row("OTEL_EXPORTER_OTLP_ENDPOINT", address(["http", "https"], 'must begin with "http://" or "https://"'), "no traces", "Where traces are sent (OpenTelemetry over HTTP). The other variables of the OpenTelemetry exporter hold too, such as OTEL_EXPORTER_OTLP_HEADERS.", { example: "http://collector:4318" }),
  serviceName: row("OTEL_SERVICE_NAME", z.string().default("lockstep"), "`lockstep`", "The name of this process in traces."),
} satisfies Record<string, SettingRow>;

type Read = { [Name in keyof typeof settingRows]: z.output<(typeof settingRows)[Name]["schema"]> };

/** Where the keys that seal secrets are: in a text, or in a file which is made if it may be. */
export type KeySource = { kind: "text"; text: string } | { kind: "file"; path: string; create: boolean };

/** All settings of a process, checked. */
export type Settings = Omit<Read, "data" | "key" | "publicUrl" | "mailFrom"> & { data: string; key: KeySource; publicUrl: string; mailFrom: string };

/** Reads the environment; every problem is told at once, with the variable's name and what to do. */
export function readSettings(environment: Environment = process.env): Settings {
  const problems: string[] = [];
  const entries = Object.entries<SettingRow>(settingRows).map(([name, each]) => [name, readRow(environment, name, each, problems)]);
  // The cast restores what the rows' schemas have checked one by one.
  const read = Object.fromEntries(entries) as Read;
  const settings = problems.length === 0 ? complete(environment, read, problems) : undefined;
  if (settings && problems.length === 0) return settings;
  throw new StartProblem(["Some settings are wrong:", ...problems.map((each) => `  ${each}`)].join("\n"));
}

function readRow(environment: Environment, name: string, { variable, schema, secret }: SettingRow, problems: string[]): unknown {
  const value = secret && name !== "key" ? givenSecret(environment, variable, problems) : given(environment, variable);
  const answer = schema.safeParse(value);
  if (answer.success) return answer.data;
  for (const { message } of answer.error.issues) problems.push(`${variable} ${secret ? message.replace(/^is ".*?";/, "is not valid;") : message}.`);
  return undefined;
}

/** An empty variable is one that is not set: compose files pass those on. */
const given = (environment: Environment, variable: string): string | undefined => (environment[variable]?.trim() === "" ? undefined : environment[variable]?.trim());

function givenSecret(environment: Environment, variable: string, problems: string[]): string | undefined {
  const direct = given(environment, variable);
  const path = given(environment, `${variable}_FILE`);
  if (path === undefined) return direct;
  if (direct !== undefined) problems.push(`${variable} and ${variable}_FILE are both set; keep one of them.`);
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    problems.push(`${variable}_FILE names "${path}", which cannot be read (${error instanceof Error && "code" in error ? String(error.code) : "unknown"}).`);
    return undefined;
  }
}

/** What follows from several settings together. */
function complete(environment: Environment, read: Read, problems: string[]): Settings | undefined {
  const { listen: place } = read;
  if ((read.tlsCertificate === undefined) !== (read.tlsKey === undefined)) problems.push("LOCKSTEP_TLS_CERT and LOCKSTEP_TLS_KEY belong together; set both or neither.");
  if (read.oidcIssuer !== undefined && (read.oidcClientId === undefined || read.oidcClientSecret === undefined)) problems.push("LOCKSTEP_OIDC_ISSUER needs LOCKSTEP_OIDC_CLIENT_ID and LOCKSTEP_OIDC_CLIENT_SECRET too.");
  const data = resolve(read.data ?? usualFolder(environment));
  const key = keySource(environment, read, data, problems);
  const host = ["::", "0.0.0.0", "127.0.0.1", "::1"].includes(place.host) ? "localhost" : place.host.includes(":") ? `[${place.host}]` : place.host;
  const publicUrl = read.publicUrl ?? `${read.tlsCertificate === undefined ? "http" : "https"}://${host}:${place.port}`;
  return key && { ...read, data, key, publicUrl, mailFrom: read.mailFrom ?? `lockstep@${new URL(publicUrl).hostname}` };
}

/** With a database of its own the process keeps its key beside it; several processes on one database need the same key. */
function keySource(environment: Environment, { key, databaseUrl }: Read, data: string, problems: string[]): KeySource | undefined {
  const path = given(environment, "LOCKSTEP_KEY_FILE");
  if (key !== undefined && path !== undefined) problems.push("LOCKSTEP_KEY and LOCKSTEP_KEY_FILE are both set; keep one of them.");
  if (key !== undefined) return { kind: "text", text: key };
  if (path !== undefined) {
    if (!existsSync(path)) problems.push(`LOCKSTEP_KEY_FILE names "${path}", which does not exist. Make one with "openssl rand -base64 32", readable by Lockstep alone.`);
    return { kind: "file", path, create: false };
  }
  if (databaseUrl === undefined) return { kind: "file", path: join(data, "key"), create: true };
  problems.push('LOCKSTEP_KEY (or LOCKSTEP_KEY_FILE) is required with DATABASE_URL: every process on one database needs the same. Make one with "openssl rand -base64 32".');
  return undefined;
}

/** The guide's page of settings. */
export function settingsPage(): string {
  const lines = Object.values<SettingRow>(settingRows).map(({ variable, otherwise, says, secret, example }) => `| \`${variable}\`${secret ? ` or \`${variable}_FILE\`` : ""} | ${says}${example ? ` Example: \`${example}\`.` : ""} | ${otherwise || "–"} |`);
  return ["# Settings", "", "The server and its workers are set by environment variables. All of them are checked at the start, and everything that is wrong is told at once. This page is made from the table in `packages/server/src/settings.ts`.", "", "A secret need not stand in the environment: `NAME_FILE` names a file that holds it.", "", "| Variable | What it sets | If not set |", "|---|---|---|", ...lines, ""].join("\n");
}

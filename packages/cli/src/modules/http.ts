import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { FetchProblem, archiveLimits } from "./fetch-problem.ts";
import type { FetchTools } from "./fetch.ts";
import { withoutSecrets } from "./secrets.ts";

/** Asks for an address and takes every answer; credentials in the address, or in .netrc, are sent as basic authentication. */
export async function ask(address: string, { environment, signal }: FetchTools, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const url = new URL(address);
  const login = url.username === "" ? netrcLogin(url.hostname, environment) : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  [url.username, url.password] = ["", ""];
  const basic = login === undefined ? {} : { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
  try {
    return await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]), redirect: "follow", headers: { ...basic, ...headers } });
  } catch (problem) {
    throw new FetchProblem(signal.aborted ? "it was interrupted" : `${url.host} could not be reached: ${reasonOf(problem)}`);
  }
}

/** The same, when only success will do. */
export async function get(address: string, tools: FetchTools): Promise<Response> {
  const answer = await ask(address, tools);
  if (!answer.ok) throw new FetchProblem(`${withoutSecrets(address)} answered ${answer.status}${answer.status === 401 || answer.status === 403 ? ", so that it wants to know who asks: sign in with .netrc" : ""}`);
  return answer;
}

/** The whole body, as long as it is not larger than an archive may be. */
export async function bytesOf(answer: Response, address: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body ?? []) {
      size += part.length;
      if (size > archiveLimits.bytes) throw new FetchProblem(`${withoutSecrets(address)} gives more than ${archiveLimits.bytes / 1024 / 1024} MiB, and that is no module`);
      parts.push(part);
    }
  } catch (problem) {
    throw problem instanceof FetchProblem ? problem : new FetchProblem(`${withoutSecrets(address)} broke off: ${reasonOf(problem)}`);
  }
  return Buffer.concat(parts);
}

function reasonOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const { cause } = problem;
  if (!(cause instanceof Error)) return problem.message;
  return cause.message === "" && "code" in cause ? String(cause.code) : cause.message;
}

/** "login:password" for a host, from NETRC or ~/.netrc. */
function netrcLogin(host: string, environment: FetchTools["environment"]): string | undefined {
  const path = environment["NETRC"] ?? join(environment["HOME"] ?? homedir(), process.platform === "win32" ? "_netrc" : ".netrc");
  if (!existsSync(path)) return undefined;
  const words = readFileSync(path, "utf8").split(/\s+/);
  const at = words.findIndex((word, index) => word === "default" || (word === "machine" && words[index + 1] === host));
  if (at === -1) return undefined;
  const own = words.slice(at + 1);
  const end = own.findIndex((word) => word === "machine" || word === "default");
  const settings = end === -1 ? own : own.slice(0, end);
  const after = (name: string): string | undefined => (settings.includes(name) ? settings[settings.indexOf(name) + 1] : undefined);
  return after("login") === undefined ? undefined : `${after("login")}:${after("password") ?? ""}`;
}

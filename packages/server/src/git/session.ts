import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redactor } from "../secrets/redactor.ts";
import { readGitAddress, type GitAddress, type GitTransport } from "./address.ts";
import { GitError } from "./failure.ts";
import { runGit, type GitRun } from "./run-git.ts";
import { gitDefaults, type GitCredentials, type GitSettings, type GitSource } from "./source.ts";

/** Git with the right to read one repository, in a home of its own. */
export interface GitSession {
  readonly address: GitAddress;
  /** A folder that goes away with the session. */
  readonly home: string;
  /** Runs Git; what it writes comes back without credentials. `about` is the branch or commit that messages name. */
  readonly git: (args: readonly string[], options?: { readonly cwd?: string; readonly about?: string; readonly measure?: string }) => Promise<string>;
}

/** Does something with a repository; home, key and configuration are gone afterwards. */
export async function withGit<T>(source: GitSource, settings: GitSettings, work: (session: GitSession) => Promise<T>): Promise<T> {
  const address = readGitAddress(source.url);
  checkAllowed(address, settings);
  const credentials = source.credentials ?? (address.password === "" ? undefined : { kind: "token" as const, token: address.password, user: address.user });
  const home = await mkdtemp(join(tmpdir(), "lockstep-git-"));
  try {
    const environment = { ...baseEnvironment(home, settings), ...(await proof(address, credentials, home)) };
    await writeFile(join(home, ".gitconfig"), config(settings));
    const redactor = new Redactor(secretsOf(credentials));
    const deadline = AbortSignal.timeout(settings.timeoutMs ?? gitDefaults.timeoutMs);
    const run = (args: readonly string[], { cwd = home, about = "", measure }: { cwd?: string; about?: string; measure?: string } = {}): Promise<string> => {
      const command: GitRun = { program: settings.program ?? gitDefaults.program, args, cwd, environment, settings, deadline, about, redactor, measure };
      return runGit(command);
    };
    return await work({ address, home, git: run });
  } finally {
    await learn(credentials, home);
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Refuses an address that the settings do not allow. */
export function checkAllowed({ transport, host }: GitAddress, { allowedHosts, allowLocal = false, allowHttp = false }: GitSettings): void {
  if (transport === "file" && !allowLocal) throw new GitError("not-allowed", "repositories in folders of the server");
  if (transport === "http" && !allowHttp) throw new GitError("not-allowed", "unencrypted http");
  if (transport === "file" || allowedHosts === undefined) return;
  const allowed = allowedHosts.some((name) => (name.startsWith("*.") ? host.endsWith(name.slice(1).toLowerCase()) : host === name.toLowerCase()));
  if (!allowed) throw new GitError("not-allowed", `the host "${host}"`);
}

const protocolNames: Readonly<Record<GitTransport, string>> = { https: "https", http: "http", ssh: "ssh", file: "file" };

const passedOn = ["PATH", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "SystemRoot"];

function baseEnvironment(home: string, settings: GitSettings): NodeJS.ProcessEnv {
  const allowed = [protocolNames.https, protocolNames.ssh, ...(settings.allowHttp ? [protocolNames.http] : []), ...(settings.allowLocal ? [protocolNames.file] : [])];
  return {
    ...Object.fromEntries(passedOn.map((name) => [name, process.env[name]] as const).filter(([, value]) => value !== undefined)),
    HOME: home, XDG_CONFIG_HOME: home, TMPDIR: home, LC_ALL: "C", LANGUAGE: "C", TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: join(home, ".gitconfig"), GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "true", SSH_ASKPASS: "true", GIT_ALLOW_PROTOCOL: allowed.join(":"), GIT_PROTOCOL_FROM_USER: "0", GIT_LFS_SKIP_SMUDGE: "1",
    ...(settings.caFile === undefined ? {} : { GIT_SSL_CAINFO: settings.caFile }),
  };
}

/** Nothing of the machine's or the repository's own may run: no hooks, no helpers, no monitors; and no password is followed elsewhere. */
const config = ({ allowLocal = false }: GitSettings): string => `[core]
\thooksPath = /dev/null
\tfsmonitor = false
\tattributesFile = /dev/null
\tautocrlf = false
[credential]
\thelper =
[http]
\tfollowRedirects = false
\tlowSpeedLimit = 1
\tlowSpeedTime = 60
[protocol]
\tversion = 2
[protocol "ext"]
\tallow = never
[protocol "file"]
\tallow = ${allowLocal ? "always" : "never"}
[transfer]
\tfsckObjects = true
[fetch "fsck"]
\tzeroPaddedFilemode = ignore
\tmissingSpaceBeforeDate = ignore
\tbadTimezone = ignore
[gc]
\tauto = 0
[maintenance]
\tauto = false
[advice]
\tdetachedHead = false
[submodule]
\trecurse = false
${allowLocal ? "[safe]\n\tdirectory = *\n" : ""}`;

async function proof(address: GitAddress, credentials: GitCredentials | undefined, home: string): Promise<NodeJS.ProcessEnv> {
  if (credentials?.kind === "token") return tokenProof(address, credentials);
  if (address.transport !== "ssh") return {};
  const key = join(home, "key");
  const hosts = join(home, "known_hosts");
  const hostKeys = credentials?.hostKeys ?? { known: "" };
  if (credentials !== undefined) await writeFile(key, `${credentials.privateKey.replaceAll("\r\n", "\n").trimEnd()}\n`, { mode: 0o600 });
  await writeFile(hosts, "known" in hostKeys ? `${hostKeys.known}\n` : "", { mode: 0o600 });
  const options = [
    "BatchMode=yes", "IdentitiesOnly=yes", "IdentityAgent=none", "PasswordAuthentication=no", "ConnectTimeout=20", "GlobalKnownHostsFile=/dev/null",
    `UserKnownHostsFile=${hosts}`, `StrictHostKeyChecking=${"known" in hostKeys ? "yes" : "accept-new"}`, "HashKnownHosts=no",
  ];
  return { GIT_SSH_COMMAND: ["ssh", "-F", "/dev/null", "-i", key, ...options.flatMap((option) => ["-o", option])].map(quote).join(" "), GIT_SSH_VARIANT: "ssh" };
}

/** The token goes into a header by the environment: neither into an address, nor a file, nor the list of processes; and to this host only. */
function tokenProof(address: GitAddress, { token, user = "x-access-token" }: GitCredentials & { kind: "token" }): NodeJS.ProcessEnv {
  if (address.transport !== "https" && address.transport !== "http") return {};
  const basic = Buffer.from(`${user}:${token}`).toString("base64");
  return { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: `http.${new URL(address.url).origin}/.extraHeader`, GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}` };
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function secretsOf(credentials: GitCredentials | undefined): string[] {
  if (credentials === undefined) return [];
  if (credentials.kind === "ssh-key") return [credentials.privateKey];
  return [credentials.token, Buffer.from(`${credentials.user ?? "x-access-token"}:${credentials.token}`).toString("base64")];
}

async function learn(credentials: GitCredentials | undefined, home: string): Promise<void> {
  if (credentials?.kind !== "ssh-key" || !("learn" in credentials.hostKeys)) return;
  const seen = await readFile(join(home, "known_hosts"), "utf8").catch(() => "");
  if (seen !== "") credentials.hostKeys.learn(seen);
}

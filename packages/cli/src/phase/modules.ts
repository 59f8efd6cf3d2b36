import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PhaseGitCredential, PhaseRequest } from "@lockstep/contract";
import type { ModuleResolver } from "@lockstep/engine";
import type { Call } from "../commands/command.ts";
import { installModules } from "../modules/install.ts";
import { say } from "../terminal.ts";

/** Where the modules of a configuration are, and whether any had to be fetched. */
export interface FetchedModules {
  readonly resolve: ModuleResolver;
  readonly fetched: boolean;
}

/** Fetches the modules that are neither in the archive nor there already, as the lock file says; what cannot be had is a diagnostic of the one who loads. */
export async function fetchModules(request: PhaseRequest, call: Call): Promise<FetchedModules> {
  let fetched = false;
  const onModule = (text: string): void => {
    fetched = true;
    say(call.terminal, request.logFormat === "json" ? JSON.stringify({ "@level": "info", "@message": text, "@module": "terraform.ui", "@timestamp": new Date().toISOString(), type: "log" }) : text);
  };
  const environment = { ...call.environment, ...gitEnvironment(request) };
  const resolve = await installModules({ folder: call.folder, environment, signal: call.signal, upgrade: false, onModule });
  return { resolve, fetched };
}

/** What Git is told besides the configuration's own variables: which protocols it may use, and its proofs. */
function gitEnvironment({ results, allowLocalGit = false, gitCredentials = [] }: PhaseRequest): Readonly<Record<string, string>> {
  const inherited = Object.fromEntries(["PATH", "HOME", "TMPDIR", "SSL_CERT_FILE"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const tokens = gitCredentials.filter((each) => each.kind === "token");
  const settings = [...tokens.map(headerOf), ["credential.helper", ""], ["protocol.ext.allow", "never"], ["core.fsmonitor", "false"], ...(allowLocalGit ? [["safe.directory", "*"]] : [])];
  const counted = settings.flatMap(([key = "", value = ""], at) => [[`GIT_CONFIG_KEY_${at}`, key], [`GIT_CONFIG_VALUE_${at}`, value]]);
  return {
    ...inherited,
    GIT_ALLOW_PROTOCOL: ["https", "http", "ssh", "git", ...(allowLocalGit ? ["file"] : [])].join(":"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_ASKPASS: "true",
    SSH_ASKPASS: "true",
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(counted),
    GIT_SSH_COMMAND: sshCommand(results, gitCredentials.filter((each) => each.kind === "ssh-key")),
    GIT_SSH_VARIANT: "ssh",
  };
}

// By the environment a token is neither in an address nor a file nor the list of processes; and it goes to this host only.
const headerOf = ({ origin, user, token }: Extract<PhaseGitCredential, { kind: "token" }>): string[] => [`http.${origin}/.extraHeader`, `Authorization: Basic ${Buffer.from(`${user}:${token}`).toString("base64")}`];

function sshCommand(results: string, keys: readonly Extract<PhaseGitCredential, { kind: "ssh-key" }>[]): string {
  const blocks = keys.map(({ host, privateKey, knownHosts }, at) => {
    const [key, hosts] = [join(results, `key-${at}`), join(results, `known-hosts-${at}`)];
    writeFileSync(key, `${privateKey.replaceAll("\r\n", "\n").trimEnd()}\n`, { mode: 0o600 });
    writeFileSync(hosts, `${knownHosts ?? ""}\n`, { mode: 0o600 });
    return `Host ${host.replace(/[^\w.:*-]/g, "")}\n  IdentityFile "${key}"\n  UserKnownHostsFile "${hosts}"\n  StrictHostKeyChecking ${knownHosts === undefined ? "accept-new" : "yes"}\n`;
  });
  const config = join(results, "ssh-config");
  const always = ["BatchMode yes", "IdentitiesOnly yes", "IdentityAgent none", "PasswordAuthentication no", "ConnectTimeout 20", "GlobalKnownHostsFile /dev/null"];
  writeFileSync(config, `${blocks.join("")}Host *\n${always.map((line) => `  ${line}\n`).join("")}`, { mode: 0o600 });
  return `ssh -F '${config.replaceAll("'", "'\\''")}'`;
}

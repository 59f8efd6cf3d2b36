import type { PhaseGitCredential } from "@lockstep/contract";
import { readGitAddress } from "../git/address.ts";
import type { GitCredentials, GitSettings, GitSource } from "../git/source.ts";
import { requirePublicHost } from "../http-client/fetch-bounded.ts";
import { Redactor } from "../secrets/redactor.ts";
import type { SealContext } from "../secrets/sealed.ts";
import type { Server } from "../server.ts";
import { repositoryUrl, type VcsConnection } from "./connection.ts";
import { reasonOf } from "./hosts/failure.ts";
import { gitHub } from "./hosts/github.ts";
import { installationAccount, installationToken, type GitHubApp } from "./hosts/github-app.ts";
import { gitLab } from "./hosts/gitlab.ts";
import { hostApi } from "./hosts/host-api.ts";
import type { VcsHost } from "./hosts/host.ts";
import { plainGit } from "./hosts/plain.ts";
import { keepKnownHosts, selectConnection, usedRepositories } from "./queries.ts";
import { z } from "zod";

export type SecretColumn = "token_sealed" | "private_key_sealed" | "webhook_secret_sealed" | "ssh_key_sealed";

/** Where a secret of a connection is sealed. */
export const secretContext = ({ id, organizationId }: Pick<VcsConnection, "id" | "organizationId">, column: SecretColumn): SealContext => ({ organization: organizationId, table: "vcs_connections", column, row: id });

/** What proves us to a host; kept no longer than the work with it. */
export interface ConnectionSecrets {
  readonly token?: string;
  readonly privateKey?: string;
  readonly sshKey?: string;
}

type Needs = Pick<Server, "db" | "vault" | "settings" | "clock">;

/** A connection with its secrets: what it takes to read repositories and speak with the host. */
export interface OpenConnection {
  readonly connection: VcsConnection;
  readonly host: VcsHost;
  readonly source: (repository: string) => Promise<GitSource>;
  readonly settings: GitSettings;
}

/** Opens the secrets of a connection. */
export async function openSecrets({ vault }: Pick<Server, "vault">, connection: VcsConnection): Promise<ConnectionSecrets> {
  const open = async (column: SecretColumn, sealed: Buffer | null): Promise<string | undefined> => (sealed ? vault.openText(sealed, secretContext(connection, column)) : undefined);
  const [token, privateKey, sshKey] = [await open("token_sealed", connection.tokenSealed), await open("private_key_sealed", connection.privateKeySealed), await open("ssh_key_sealed", connection.sshKeySealed)];
  return { ...(token !== undefined && { token }), ...(privateKey !== undefined && { privateKey }), ...(sshKey !== undefined && { sshKey }) };
}

/** A connection that is stored, with its secrets. */
export const openConnection = async (server: Needs, connection: VcsConnection, signal?: AbortSignal): Promise<OpenConnection> => connectWith(server, connection, await openSecrets(server, connection), signal);

/** A connection as it is described, with these secrets: it need not be stored yet. */
export function connectWith(server: Needs, connection: VcsConnection, secrets: ConnectionSecrets, signal?: AbortSignal): OpenConnection {
  const { allowPrivateNetworks, allowLocalGit } = server.settings;
  const credentials = async (): Promise<GitCredentials | undefined> => gitCredentials(server, connection, secrets);
  return {
    connection,
    host: hostOf(server, connection, secrets, signal),
    settings: { allowLocal: allowLocalGit, allowHttp: allowPrivateNetworks, ...(signal && { signal }) },
    source: async (repository) => {
      const url = repositoryUrl(connection, repository);
      const { host, transport } = readGitAddress(url);
      if (transport !== "file") await requirePublicHost(host, allowPrivateNetworks);
      const proof = await credentials();
      return { url, ...(proof && { credentials: proof }) };
    },
  };
}

function hostOf(server: Needs, connection: VcsConnection, secrets: ConnectionSecrets, signal: AbortSignal | undefined): VcsHost {
  const { kind, httpUrl } = connection;
  const { token = "" } = secrets;
  if (kind === "git") return plainGit(httpUrl, async () => usedRepositories(server.db, connection.id));
  const where = apiOf(server, connection, secrets, signal);
  if (kind === "gitlab") return gitLab(hostApi({ ...where, headers: async () => ({ "private-token": token }) }), httpUrl);
  const app = appOf(connection, secrets);
  const proof = async (): Promise<string> => (app ? installationToken(where, app, server.clock.now().getTime()) : token);
  const api = hostApi({ ...where, headers: async () => ({ accept: "application/vnd.github+json", authorization: `Bearer ${await proof()}`, "x-github-api-version": "2022-11-28" }) });
  const account = async (): Promise<string> => {
    if (!app) return (await api.ask("GET", "/user", z.object({ login: z.string() }))).login;
    await proof();
    return installationAccount(where, app, server.clock.now().getTime());
  };
  return gitHub({ api, httpUrl, asApp: app !== undefined, account });
}

const appOf = ({ kind, appId, installationId }: VcsConnection, { privateKey }: ConnectionSecrets): GitHubApp | undefined =>
  kind === "github_app" ? { appId: appId ?? "", installationId: installationId ?? "", privateKey: privateKey ?? "" } : undefined;

function apiOf({ settings }: Needs, { apiUrl, httpUrl }: VcsConnection, { token, privateKey }: ConnectionSecrets, signal: AbortSignal | undefined) {
  const redactor = new Redactor([token, privateKey].filter((secret) => secret !== undefined));
  return { base: apiUrl ?? httpUrl, allowHttp: settings.allowPrivateNetworks, allowPrivate: settings.allowPrivateNetworks, redactor, ...(signal && { signal }) };
}

/** What Git shows to the host. */
async function gitCredentials(server: Needs, connection: VcsConnection, secrets: ConnectionSecrets): Promise<GitCredentials | undefined> {
  const app = appOf(connection, secrets);
  if (app) return { kind: "token", user: "x-access-token", token: await installationToken(apiOf(server, connection, secrets, undefined), app, server.clock.now().getTime()) };
  const { token, sshKey } = secrets;
  if (sshKey !== undefined) {
    const { knownHosts, id } = connection;
    const learn = (seen: string): void => void keepKnownHosts(server.db, id, seen).catch(() => {});
    return { kind: "ssh-key", privateKey: sshKey, hostKeys: knownHosts ? { known: knownHosts } : { learn } };
  }
  return token === undefined ? undefined : { kind: "token", token, user: userNames[connection.kind] ?? connection.username ?? "x-access-token" };
}

const userNames: Readonly<Partial<Record<VcsConnection["kind"], string>>> = { github_token: "x-access-token", gitlab: "oauth2" };

/** The right to read a workspace's repositories, for the modules of its configuration: a phase is given it, and what of it no log may show. */
export async function phaseGitAccess(server: Needs, vcsConnectionId: string | null): Promise<{ readonly gitCredentials: readonly PhaseGitCredential[]; readonly secrets: readonly string[] }> {
  const connection = vcsConnectionId === null ? undefined : await selectConnection(server.db, vcsConnectionId);
  if (!connection) return { gitCredentials: [], secrets: [] };
  // A host that gives us no token now is told by the module that needs it, not by every run.
  const credentials = await gitCredentials(server, connection, await openSecrets(server, connection)).catch((problem: unknown) => {
    if (reasonOf(problem) === undefined) throw problem;
    return undefined;
  });
  const { transport, host } = readGitAddress(repositoryUrl(connection, "x"));
  if (!credentials || transport === "file") return { gitCredentials: [], secrets: [] };
  if (credentials.kind === "ssh-key") {
    const { privateKey } = credentials;
    return { gitCredentials: [{ kind: "ssh-key", host, privateKey, ...(connection.knownHosts && { knownHosts: connection.knownHosts }) }], secrets: [privateKey] };
  }
  const { token, user = "x-access-token" } = credentials;
  return { gitCredentials: [{ kind: "token", origin: new URL(connection.httpUrl).origin, user, token }], secrets: [token, Buffer.from(`${user}:${token}`).toString("base64")] };
}

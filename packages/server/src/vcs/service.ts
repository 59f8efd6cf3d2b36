import { randomBytes } from "node:crypto";
import { vcsKinds, type Body, type VcsField, type VcsKind, type vcsRoutes } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction } from "../db/connect.ts";
import { listRefs } from "../git/repository.ts";
import { newId } from "../ids.ts";
import { selectOrganization, type Organization } from "../organizations/queries.ts";
import { getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { checkBaseUrl, checkRepositoryName, usualApiUrl, type VcsConnection } from "./connection.ts";
import { connectWith, openConnection, openSecrets, secretContext, type ConnectionSecrets, type SecretColumn } from "./credentials.ts";
import { reasonOf } from "./hosts/failure.ts";
import type { RepositoryListing } from "./hosts/host.ts";
import { countWorkspaces, keepKnownHosts, selectConnection, selectConnections, setConnection } from "./queries.ts";

export type VcsServer = Pick<Server, "db" | "vault" | "settings" | "clock">;
export type NewConnection = Body<typeof vcsRoutes.createVcsConnection>;
export type ConnectionChanges = Omit<Body<typeof vcsRoutes.updateVcsConnection>, "repository"> & { readonly repository?: string | undefined };

/** A connection with its organization, for who may see it. */
export async function getConnection(server: Pick<Server, "db">, actor: Actor, id: string, action: "vcs.read" | "vcs.write" = "vcs.read"): Promise<{ readonly connection: VcsConnection; readonly organization: Organization }> {
  const connection = found(await selectConnection(server.db, id), "connection", id);
  const organization = found(await selectOrganization(server.db, connection.organizationId), "connection", id);
  await requireRight(server, actor, organization, action).catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "connection", name: id }) : problem;
  });
  return { connection, organization };
}

/** The connections of an organization, as pages show them. */
export async function listConnections(server: Pick<Server, "db">, actor: Actor, organizationName: string) {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "vcs.read");
  return selectConnections(server.db, organization.id);
}

/** A connection as pages show it. */
export async function showConnection(server: Pick<Server, "db">, actor: Actor, id: string) {
  const { organization } = await getConnection(server, actor, id);
  return found((await selectConnections(server.db, organization.id, id))[0], "connection", id);
}

/** The secret that a host signs its webhooks with. */
const newWebhookSecret = (): string => randomBytes(24).toString("base64url");

/** Connects a host: what is given is tried at once, and kept only when it works. The webhook's secret is told this once. */
export async function createConnection(server: VcsServer, actor: Actor, organizationName: string, wanted: NewConnection): Promise<{ readonly id: string; readonly secret: string }> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "vcs.write");
  const id = newId("vcsConnection");
  const { connection, secrets } = described(wanted.kind, wanted, { ...blank, id, organizationId: organization.id, name: wanted.name, kind: wanted.kind, createdAt: server.clock.now(), updatedAt: server.clock.now() }, {});
  const { account, knownHosts } = await check(server, connection, secrets, wanted.repository);
  const secret = newWebhookSecret();
  const sealed = { ...(await seal(server, connection, secrets)), webhookSecretSealed: await server.vault.seal(secret, secretContext(connection, "webhook_secret_sealed")) };
  await transaction(server.db, async (trx) => {
    const { createdAt: _made, ...values } = connection;
    await trx.insertInto("vcsConnections").values({ ...values, ...sealed, account, knownHosts, checkedAt: server.clock.now() }).execute().catch(refuseTaken(wanted.name));
    await audit(trx, actor, { organizationId: organization.id, action: "vcs-connection.create", subject: { kind: "vcs-connection", id, name: wanted.name }, details: { kind: wanted.kind, address: connection.httpUrl } });
  });
  return { id, secret };
}

const blank = {
  apiUrl: null, httpUrl: "", username: null, tokenSealed: null, appId: null, installationId: null, privateKeySealed: null, webhookSecretSealed: null, sshKeySealed: null, knownHosts: null, account: null, checkedAt: null, problem: null,
};

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "connection", name }, "/body/name") : problem;
};

type Given = { readonly [F in VcsField]?: string | null | undefined };

/** A connection with what was given in the place of what it had, checked by the table of kinds. */
function described(kind: VcsKind, given: Given, before: VcsConnection, had: ConnectionSecrets): { readonly connection: VcsConnection; readonly secrets: ConnectionSecrets } {
  const { needs, takes, httpUrl: usual, label } = vcsKinds[kind];
  const foreign = (Object.keys(fieldNames) as VcsField[]).find((field) => given[field] && !needs.includes(field) && !takes.includes(field));
  if (foreign) throw new Problem("invalid", { detail: `A connection to ${label} has no ${fieldNames[foreign]}.` }, `/body/${foreign}`);
  const pick = (field: VcsField, old: string | null | undefined): string | null => (given[field] === undefined ? (old ?? null) : given[field]);
  const address = (pick("httpUrl", before.httpUrl || usual) ?? "").replace(/(?<=.)\/+$/, "");
  const apiUrl = given.apiUrl === undefined && before.httpUrl !== "" && before.apiUrl && given.httpUrl === undefined ? before.apiUrl : (given.apiUrl?.replace(/\/+$/, "") ?? usualApiUrl(kind, address));
  const [token, privateKey, sshKey] = [pick("token", had.token), pick("privateKey", had.privateKey), pick("sshKey", had.sshKey)];
  const connection = { ...before, httpUrl: address, apiUrl, username: pick("username", before.username), appId: pick("appId", before.appId), installationId: pick("installationId", before.installationId), knownHosts: pick("knownHosts", before.knownHosts) };
  const now: Given = { ...connection, token, privateKey, sshKey };
  const missing = needs.find((field) => !now[field]);
  if (missing) throw new Problem("invalid", { detail: `A connection to ${label} needs ${fieldNames[missing]}.` }, `/body/${missing}`);
  return { connection, secrets: { ...(token !== null && { token }), ...(privateKey !== null && { privateKey }), ...(sshKey !== null && { sshKey }) } };
}

const fieldNames: Readonly<Record<VcsField, string>> = {
  apiUrl: "address of an API", httpUrl: "an address", username: "user name", token: "a token", appId: "the app's id", installationId: "the id of the app's installation", privateKey: "the app's private key", sshKey: "SSH key", knownHosts: "known host keys",
};

async function seal({ vault }: Pick<Server, "vault">, connection: VcsConnection, { token, privateKey, sshKey }: ConnectionSecrets) {
  const sealed = async (column: SecretColumn, secret: string | undefined): Promise<Buffer | null> => (secret === undefined ? null : vault.seal(secret, secretContext(connection, column)));
  return { tokenSealed: await sealed("token_sealed", token), privateKeySealed: await sealed("private_key_sealed", privateKey), sshKeySealed: await sealed("ssh_key_sealed", sshKey) };
}

interface Checked {
  readonly account: string | null;
  readonly knownHosts: string | null;
}

/** Asks the host who we are, and reads a repository where one is named; a problem says why that did not work. */
async function check(server: VcsServer, connection: VcsConnection, secrets: ConnectionSecrets, repository?: string): Promise<Checked> {
  if (repository) checkRepositoryName(repository);
  try {
    checkBaseUrl(connection.kind, connection.httpUrl);
    const open = connectWith(server, connection, secrets);
    const account = await open.host.account();
    let { knownHosts } = connection;
    if (repository) {
      const source = await open.source(repository);
      const learning = source.credentials?.kind === "ssh-key" && !knownHosts ? { ...source, credentials: { ...source.credentials, hostKeys: { learn: (seen: string) => void (knownHosts = seen) } } } : source;
      await listRefs(learning, open.settings);
    } else if (connection.kind === "git") {
      await open.source("x");
      if (!server.settings.allowLocalGit && /^(\/|file:)/.test(connection.httpUrl)) throw new Problem("repository-unreachable", { name: connection.httpUrl, detail: "the settings of this server do not allow repositories in its own folders (LOCKSTEP_ALLOW_LOCAL_GIT)." });
    }
    return { account: account === "" ? null : account, knownHosts };
  } catch (problem) {
    const reason = reasonOf(problem);
    throw reason === undefined ? problem : new Problem("repository-unreachable", { name: repository ?? connection.httpUrl, detail: reason });
  }
}

/** Changes a connection; what it would be is tried before it is kept. Secrets that are not named stay. */
export async function updateConnection(server: VcsServer, actor: Actor, id: string, changes: ConnectionChanges): Promise<void> {
  const { connection: before, organization } = await getConnection(server, actor, id, "vcs.write");
  const { name = before.name, repository } = changes;
  const { connection, secrets } = described(before.kind, changes, { ...before, name }, await openSecrets(server, before));
  // A secret goes only to the host that it was given for.
  if (hostOf(connection.httpUrl) !== hostOf(before.httpUrl) && !changes.token && !changes.sshKey && !changes.privateKey) throw new Problem("invalid", { detail: "With another address the token or key must be given anew: the old one is not sent there." }, "/body/httpUrl");
  if (connection.apiUrl !== before.apiUrl && !changes.token && !changes.privateKey) throw new Problem("invalid", { detail: "With another address of the API the token or key must be given anew: the old one is not sent there." }, "/body/apiUrl");
  const { account, knownHosts } = await check(server, connection, secrets, repository);
  const sealed = await seal(server, connection, secrets);
  const { httpUrl, apiUrl, username, appId, installationId } = connection;
  await transaction(server.db, async (trx) => {
    const values = { name, httpUrl, apiUrl, username, appId, installationId, knownHosts, ...sealed, account, problem: null, checkedAt: server.clock.now(), updatedAt: server.clock.now() };
    await trx.updateTable("vcsConnections").set(values).where("id", "=", id).execute().catch(refuseTaken(name));
    await audit(trx, actor, { organizationId: organization.id, action: "vcs-connection.update", subject: { kind: "vcs-connection", id, name }, details: { changed: Object.keys(changes) } });
    await trx.updateTable("vcsRepositories").set({ nextPollAt: server.clock.now(), failures: 0 }).where("vcsConnectionId", "=", id).execute();
  });
}

const hostOf = (address: string): string => /^(?:\w+:\/\/)?(?:[^@/]*@)?([^/]*)/.exec(address)?.[1] ?? "";

/** Deletes a connection that nothing uses. */
export async function deleteConnection(server: Pick<Server, "db">, actor: Actor, id: string): Promise<void> {
  const { connection, organization } = await getConnection(server, actor, id, "vcs.write");
  await transaction(server.db, async (trx) => {
    const count = await countWorkspaces(trx, id);
    if (count > 0) throw new Problem("connection-in-use", { name: connection.name, count });
    // A workspace that was connected this very moment keeps it too.
    await trx.deleteFrom("vcsConnections").where("id", "=", id).execute().catch((problem: unknown) => {
      throw codeOf(problem) === "23503" ? new Problem("connection-in-use", { name: connection.name, count: 1 }) : problem;
    });
    await audit(trx, actor, { organizationId: organization.id, action: "vcs-connection.delete", subject: { kind: "vcs-connection", id, name: connection.name } });
  });
}

/** Tries a connection and writes down how it went. */
export async function testConnection(server: VcsServer, actor: Actor, id: string, repository?: string): Promise<{ readonly ok: boolean; readonly account: string | null; readonly problem: string | null }> {
  const { connection } = await getConnection(server, actor, id, "vcs.write");
  try {
    const { account, knownHosts } = await check(server, connection, await openSecrets(server, connection), repository);
    if (knownHosts) await keepKnownHosts(server.db, id, knownHosts);
    await setConnection(server.db, id, { account, problem: null, checkedAt: server.clock.now() });
    return { ok: true, account, problem: null };
  } catch (problem) {
    if (!(problem instanceof Problem && problem.code === "repository-unreachable")) throw problem;
    const said = problem.message;
    if (!repository) await setConnection(server.db, id, { problem: said, checkedAt: server.clock.now() });
    return { ok: false, account: connection.account, problem: said };
  }
}

/** A new secret for the webhook; the old one is no longer believed. */
export async function renewWebhookSecret(server: Pick<Server, "db" | "vault">, actor: Actor, id: string): Promise<string> {
  const { connection, organization } = await getConnection(server, actor, id, "vcs.write");
  const secret = newWebhookSecret();
  const sealed = await server.vault.seal(secret, secretContext(connection, "webhook_secret_sealed"));
  await transaction(server.db, async (trx) => {
    await setConnection(trx, id, { webhookSecretSealed: sealed });
    await audit(trx, actor, { organizationId: organization.id, action: "vcs-connection.renew-webhook", subject: { kind: "vcs-connection", id, name: connection.name } });
  });
  return secret;
}

/** Repositories that the connection sees. */
export const listRepositories = async (server: VcsServer, actor: Actor, id: string, search: string): Promise<readonly RepositoryListing[]> =>
  asked(async () => (await openConnection(server, (await getConnection(server, actor, id)).connection)).host.repositories(search), id);

/** Branches of a repository, the default one apart. */
export async function listBranches(server: VcsServer, actor: Actor, id: string, repository: string, search: string) {
  const { connection } = await getConnection(server, actor, id);
  checkRepositoryName(repository);
  const { refs, defaultBranch } = await asked(async () => {
    const open = await openConnection(server, connection);
    return listRefs(await open.source(repository), open.settings);
  }, repository);
  const branches = refs.flatMap(({ name, commit }) => (name.startsWith("refs/heads/") ? [{ name: name.slice("refs/heads/".length), commit }] : []));
  return { defaultBranch: defaultBranch ?? null, items: branches.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())).slice(0, 500) };
}

async function asked<T>(ask: () => Promise<T>, name: string): Promise<T> {
  try {
    return await ask();
  } catch (problem) {
    const reason = reasonOf(problem);
    throw reason === undefined ? problem : new Problem("repository-unreachable", { name, detail: reason });
  }
}

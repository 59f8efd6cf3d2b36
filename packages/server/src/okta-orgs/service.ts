import type { OrgLimit } from "@lockstep/contract";
import type { OrgLink } from "@lockstep/okta";
import { createPrivateKey } from "node:crypto";
import type { Updateable } from "kysely";
import { membershipOf, requireRight } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { checkOrg, probeLimits, type Checked } from "./check.ts";
import { linkOrg } from "./connection.ts";
import { accessOf } from "./credentials.ts";
import { checkedUrl, orgUrlOf, type OktaOrg } from "./okta-org.ts";
import { selectManagedTypes, selectOktaOrg, selectOktaOrgs, selectOrgWorkspaces } from "./queries.ts";
import type { OktaOrgRow } from "./tables.ts";

type Needs = Pick<Server, "db" | "vault" | "clock" | "settings" | "jobs" | "listeners">;

/** What is given of a connection; secrets only ever come in. */
export interface OktaOrgSettings {
  readonly name?: string;
  readonly orgName?: string;
  readonly baseUrl?: string;
  readonly authentication?: "api_token" | "private_key";
  readonly apiToken?: string;
  readonly clientId?: string | null;
  readonly privateKey?: string;
  readonly privateKeyId?: string | null;
  readonly scopes?: readonly string[];
}

/** The connections of an organization. */
export async function listOktaOrgs(server: Pick<Server, "db">, actor: Actor, organizationName: string): Promise<readonly OktaOrg[]> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "okta-org.read");
  return selectOktaOrgs(server.db, organization.id);
}

/** A connection by its id, for who may do this with it. */
export async function getOktaOrg(server: Pick<Server, "db">, actor: Actor, id: string, action: "okta-org.read" | "okta-org.write" = "okta-org.read"): Promise<OktaOrg> {
  const org = found(await selectOktaOrg(server.db, id), "Okta org", id);
  // Who is not of the organization must not learn that the org is there.
  found(await membershipOf(server, actor, org.organizationId), "Okta org", id);
  await requireRight(server, actor, found(await selectOrganization(server.db, org.organizationId), "Okta org", id), action);
  return org;
}

/** Connects an org. What does not answer, or refuses us, is not saved. */
export async function createOktaOrg(server: Needs, actor: Actor, organizationName: string, settings: OktaOrgSettings & { readonly name: string; readonly orgName: string }): Promise<OktaOrg> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "okta-org.write");
  const blank: OktaOrg = { id: newId("oktaOrg"), organizationId: organization.id, name: settings.name, orgName: settings.orgName, baseUrl: settings.baseUrl ?? "okta.com", authentication: settings.authentication ?? "api_token", apiTokenSealed: null, clientId: null, privateKeySealed: null, privateKeyId: null, scopes: [], health: null, checkedAt: null, createdAt: server.clock.now() };
  const org = await changed(server, blank, settings);
  const { health } = await checkedOrRefused(server, org);
  return transaction(server.db, async (trx) => {
    const stored = await trx
      .insertInto("oktaOrgs")
      .values({ ...org, health: JSON.stringify(health), checkedAt: server.clock.now() })
      .returningAll()
      .executeTakeFirstOrThrow()
      .catch(refuseTaken(org.name));
    await tell(server, trx, actor, stored, "okta-org.create", {});
    return stored;
  });
}

/** Changes a connection; whatever decides about the way in is checked again before it is saved. */
export async function updateOktaOrg(server: Needs, actor: Actor, id: string, settings: OktaOrgSettings): Promise<OktaOrg> {
  const before = await getOktaOrg(server, actor, id, "okta-org.write");
  const org = await changed(server, before, settings);
  const given = Object.keys(settings).filter((name) => settings[name as keyof OktaOrgSettings] !== undefined);
  const way = given.some((name) => name !== "name");
  const checked = way ? await checkedOrRefused(server, org) : undefined;
  return transaction(server.db, async (trx) => {
    const { id: _id, organizationId: _organization, createdAt: _created, health: _health, checkedAt: _checked, ...rest } = org;
    const values: Updateable<OktaOrgRow> = { ...rest, ...(checked && { health: JSON.stringify(checked.health), checkedAt: server.clock.now() }) };
    const stored = await trx.updateTable("oktaOrgs").set(values).where("id", "=", id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(org.name));
    await tell(server, trx, actor, stored, "okta-org.update", { changed: given });
    return stored;
  });
}

/** Disconnects an org that no workspace is connected to. */
export async function deleteOktaOrg(server: Needs, actor: Actor, id: string): Promise<void> {
  const org = await getOktaOrg(server, actor, id, "okta-org.write");
  await transaction(server.db, async (trx) => {
    const users = await selectOrgWorkspaces(trx, [id]);
    if (users.length > 0) throw new Problem("org-in-use", { name: org.name, workspaces: users.slice(0, 5).map(({ name }) => `"${name}"`).join(", ") });
    await trx.deleteFrom("oktaOrgs").where("id", "=", id).execute();
    await tell(server, trx, actor, org, "okta-org.delete", {});
  });
}

/** Looks at an org now, and keeps what was found: also that it cannot be reached, or refuses us. */
export async function checkOktaOrg(server: Needs, actor: Actor, id: string): Promise<OktaOrg> {
  const org = await getOktaOrg(server, actor, id);
  const { health } = await check(server, org);
  return transaction(server.db, async (trx) => {
    const stored = await trx.updateTable("oktaOrgs").set({ health: JSON.stringify(health), checkedAt: server.clock.now() }).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
    await publish(server, trx, { kind: "okta-org.changed", organizationId: org.organizationId, workspaceId: null, subjectId: id, data: { name: org.name, reachable: health.reachable, problem: health.problem ?? null } });
    return stored;
  });
}

/** The org's rate limits as they are now; asked at most every few seconds, however many look. */
export async function orgGauges(server: Needs, actor: Actor, id: string): Promise<readonly OrgLimit[]> {
  const org = await getOktaOrg(server, actor, id);
  const known = org.health?.limits ?? [];
  const newest = Math.max(0, ...known.map(({ asOf }) => Date.parse(asOf)));
  if (server.clock.now().getTime() - newest < gaugesKept) return known;
  const link = await linkTo(server, org);
  if (!link) return known;
  const { limits } = await probeLimits(link, AbortSignal.timeout(checkTime));
  const merged = [...new Map([...known, ...limits].map((each) => [each.bucket, each])).values()];
  await server.db.updateTable("oktaOrgs").set({ health: JSON.stringify({ ...(org.health ?? { reachable: limits.length > 0 }), limits: merged }) }).where("id", "=", id).execute();
  return merged;
}

const gaugesKept = 15_000;
const checkTime = 30_000;

async function changed(server: Needs, org: OktaOrg, settings: OktaOrgSettings): Promise<OktaOrg> {
  const { apiToken, privateKey, ...plain } = settings;
  const next = { ...org, ...(Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as Partial<OktaOrg>) };
  const url = checkedUrl(next.orgName, next.baseUrl, server.settings.allowPrivateNetworks);
  // A token must not follow to another address: who may change the one need not know the other.
  if (org.apiTokenSealed || org.privateKeySealed) {
    const moved = url !== orgUrlOf(org.orgName, org.baseUrl);
    const again = next.authentication === "api_token" ? apiToken : privateKey;
    if (moved && again === undefined) throw new Problem("invalid", { detail: "The address leads to another org: give that org's credentials with it." }, "/body/baseUrl");
  }
  if (privateKey !== undefined) requireKey(privateKey);
  const sealed = async (column: string, text: string | undefined): Promise<Buffer | undefined> =>
    text === undefined ? undefined : server.vault.seal(text.trim(), { organization: org.organizationId, table: "okta_orgs", column, row: org.id });
  const [token, key] = [await sealed("api_token_sealed", apiToken), await sealed("private_key_sealed", privateKey)];
  const whole = { ...next, ...(token && { apiTokenSealed: token }), ...(key && { privateKeySealed: key }) };
  return requireComplete(whole);
}

// Of the two ways to sign in only the chosen one is kept.
function requireComplete(org: OktaOrg): OktaOrg {
  if (org.authentication === "api_token") {
    if (!org.apiTokenSealed) throw new Problem("invalid", { detail: "An API token is needed: make one in the Admin Console under Security, API, Tokens." }, "/body/apiToken");
    return { ...org, clientId: null, privateKeySealed: null, privateKeyId: null, scopes: [] };
  }
  if (!org.privateKeySealed || !org.clientId) throw new Problem("invalid", { detail: "A service app needs its client id and its private key." }, org.clientId ? "/body/privateKey" : "/body/clientId");
  if (org.scopes.length === 0) throw new Problem("invalid", { detail: "Name the scopes that the service app was granted, such as okta.groups.manage and okta.logs.read." }, "/body/scopes");
  return { ...org, apiTokenSealed: null };
}

function requireKey(text: string): void {
  try {
    if (!text.includes("-----BEGIN")) throw new Error("no PEM");
    createPrivateKey(text);
  } catch {
    throw new Problem("invalid", { detail: "The private key is no PEM text of an RSA or EC key. Paste it whole, with its BEGIN and END lines." }, "/body/privateKey");
  }
}

/** A way to the org with its stored credentials. */
export async function linkTo(server: Pick<Server, "vault" | "settings">, org: OktaOrg): Promise<OrgLink | undefined> {
  const { environment } = await accessOf(server, org);
  const opened = linkOrg(server.settings, environment);
  return "org" in opened ? opened.org : undefined;
}

async function check(server: Needs, org: OktaOrg): Promise<Checked> {
  const link = await linkTo(server, org);
  if (!link) return { health: { reachable: false, problem: "The credentials cannot be used." }, failure: { kind: "org-refused", summary: "Invalid credentials", detail: "The credentials cannot be used" } };
  const types = await selectManagedTypes(server.db, org.id);
  return checkOrg(link, { authentication: org.authentication, clientId: org.clientId, scopes: org.scopes, types }, AbortSignal.timeout(checkTime));
}

async function checkedOrRefused(server: Needs, org: OktaOrg): Promise<Checked> {
  const checked = await check(server, org);
  if (checked.failure) throw new Problem(checked.failure.kind, { name: org.name, detail: checked.failure.detail.replaceAll("\n\n", " ").replace(/\.$/, "") });
  return checked;
}

async function tell(server: Needs, trx: Transaction, actor: Actor, org: OktaOrg, action: string, details: Readonly<Record<string, unknown>>): Promise<void> {
  await audit(trx, actor, { organizationId: org.organizationId, action, subject: { kind: "okta-org", id: org.id, name: org.name }, details: { url: orgUrlOf(org.orgName, org.baseUrl), ...details } });
  await publish(server, trx, { kind: "okta-org.changed", organizationId: org.organizationId, workspaceId: null, subjectId: org.id, data: { name: org.name, action } });
}

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "Okta org", name }, "/body/name") : problem;
};

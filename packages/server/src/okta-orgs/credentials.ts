import type { PhaseVariable } from "@lockstep/contract";
import type { Selectable } from "kysely";
import type { Server } from "../server.ts";
import type { OktaOrgRow } from "./tables.ts";

/** How a run reaches its org. */
export interface OrgAccess {
  /** What the provider reads where its block says nothing. */
  readonly environment: Readonly<Record<string, string>>;
  /** For configurations that pass the connection through variables, as most do. */
  readonly fallbacks: readonly PhaseVariable[];
  readonly secrets: readonly string[];
}

const nothing: OrgAccess = { environment: {}, fallbacks: [], secrets: [] };

/** The credentials of the org that a workspace is connected to; none when it names none. */
export async function orgAccess(server: Pick<Server, "db" | "vault">, oktaOrgId: string | null): Promise<OrgAccess> {
  if (oktaOrgId === null) return nothing;
  const org = await server.db.selectFrom("oktaOrgs").selectAll().where("id", "=", oktaOrgId).executeTakeFirst();
  return org ? accessOf(server, org) : nothing;
}

/** The credentials of an org. */
export async function accessOf({ vault }: Pick<Server, "vault">, org: Selectable<OktaOrgRow>): Promise<OrgAccess> {
  const open = async (column: string, sealed: Buffer | null): Promise<string | undefined> =>
    sealed ? vault.openText(sealed, { organization: org.organizationId, table: "okta_orgs", column, row: org.id }) : undefined;
  const [apiToken, privateKey] = [await open("api_token_sealed", org.apiTokenSealed), await open("private_key_sealed", org.privateKeySealed)];
  const { orgName, baseUrl, clientId, privateKeyId, scopes } = org;
  const environment = {
    OKTA_ORG_NAME: orgName,
    OKTA_BASE_URL: baseUrl,
    ...(apiToken !== undefined && { OKTA_API_TOKEN: apiToken }),
    ...(privateKey !== undefined && { OKTA_API_CLIENT_ID: clientId ?? "", OKTA_API_PRIVATE_KEY: privateKey, OKTA_API_SCOPES: scopes.join(","), ...(privateKeyId && { OKTA_API_PRIVATE_KEY_ID: privateKeyId }) }),
  };
  const texts = { org_name: orgName, base_url: baseUrl, ...(apiToken !== undefined && { api_token: apiToken }), ...(privateKey !== undefined && { client_id: clientId ?? "", private_key: privateKey, ...(privateKeyId && { private_key_id: privateKeyId }) }) };
  const fallbacks = [...Object.entries(texts).map(([key, value]) => ({ key, value, hcl: false })), ...(privateKey === undefined ? [] : [{ key: "scopes", value: JSON.stringify(scopes), hcl: true }])];
  return { environment, fallbacks, secrets: [apiToken, privateKey].filter((secret) => secret !== undefined) };
}

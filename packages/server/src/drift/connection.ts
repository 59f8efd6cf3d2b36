import { orgUrlOf } from "../okta-orgs/okta-org.ts";
import { accessOf, orgAccess } from "../okta-orgs/credentials.ts";
import { selectOktaOrg } from "../okta-orgs/queries.ts";
import type { RunInputs } from "../runs/run.ts";
import type { Server } from "../server.ts";
import { resolveInputs } from "../variables/resolve.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";

/** The way to an org, as the provider's environment names it. */
export interface OrgConnection {
  readonly orgUrl: string;
  readonly environment: Readonly<Record<string, string>>;
}

type Needs = Pick<Server, "db" | "vault">;

/** What a workspace's runs sign in with: its connected org, or what its variables say, as configurations commonly take them. */
export async function connectionOf(server: Needs, workspace: Workspace): Promise<OrgConnection | undefined> {
  const [access, inputs] = [await orgAccess(server, workspace.oktaOrgId), await resolveInputs(server, workspace, [])];
  return fromEnvironment({ ...access.environment, ...fromInputs(inputs) });
}

/** The connection of an org by its id. */
export async function connectionOfOrg(server: Needs, oktaOrgId: string): Promise<OrgConnection | undefined> {
  const org = await selectOktaOrg(server.db, oktaOrgId);
  return org && fromEnvironment((await accessOf(server, org)).environment);
}

/** The connection that a workspace's variables hold, by its id. */
export async function connectionOfWorkspace(server: Needs, workspaceId: string): Promise<OrgConnection | undefined> {
  const workspace = await selectWorkspace(server.db, workspaceId);
  return workspace && (await connectionOf(server, workspace));
}

/** Variables of the names that the provider's arguments have, and the environment that stands for each. */
const byArgument: Readonly<Record<string, string>> = {
  org_name: "OKTA_ORG_NAME",
  base_url: "OKTA_BASE_URL",
  api_token: "OKTA_API_TOKEN",
  client_id: "OKTA_API_CLIENT_ID",
  private_key: "OKTA_API_PRIVATE_KEY",
  private_key_id: "OKTA_API_PRIVATE_KEY_ID",
  scopes: "OKTA_API_SCOPES",
};

/** What of variables and environment leads to an org; the environment is overruled by the configuration, which takes variables. */
export function fromInputs({ variables, environment }: Pick<RunInputs, "variables" | "environment">): Readonly<Record<string, string>> {
  const known: Record<string, string> = {};
  for (const name of Object.values(byArgument)) if (environment[name] !== undefined) known[name] = environment[name];
  for (const [argument, name] of Object.entries(byArgument)) {
    const given = environment[`TF_VAR_${argument}`] ?? environment[`TF_VAR_okta_${argument}`];
    if (given !== undefined) known[name] = given;
  }
  for (const { key, value, hcl } of variables) {
    const name = byArgument[key.replace(/^okta_/, "")];
    if (name !== undefined) known[name] = hcl ? plainText(value) : value;
  }
  return known;
}

/** A string of HCL, or a list of them, as the environment would have it. */
const plainText = (hcl: string): string => [...hcl.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join(",") || hcl;

function fromEnvironment(environment: Readonly<Record<string, string>>): OrgConnection | undefined {
  const { OKTA_ORG_NAME: orgName = "", OKTA_BASE_URL: baseUrl = "" } = environment;
  const key = environment["OKTA_API_PRIVATE_KEY"];
  // A key by the path of a file is a file of the machine where runs are, if anywhere.
  const signsIn = Boolean(environment["OKTA_API_TOKEN"]) || (key !== undefined && key.includes("-----BEGIN"));
  if (!signsIn || (orgName === "" && !/^https?:/.test(baseUrl))) return undefined;
  return { orgUrl: orgUrlOf(orgName, baseUrl === "" ? "okta.com" : baseUrl), environment: key?.includes("-----BEGIN") === false ? without(environment, "OKTA_API_PRIVATE_KEY") : environment };
}

const without = (environment: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(environment).filter(([each]) => each !== name));

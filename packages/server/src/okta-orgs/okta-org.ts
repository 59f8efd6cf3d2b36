import type { OrgHealth, OrgLimit } from "@lockstep/contract";
import type { Selectable } from "kysely";
import { Problem } from "../problem.ts";
import type { OktaOrgRow } from "./tables.ts";

export type OktaOrg = Selectable<OktaOrgRow>;

/** What was found when an org was last looked at, with its rate limits then. */
export interface StoredHealth extends OrgHealth {
  readonly limits?: readonly OrgLimit[];
}

/** Where Okta keeps its customers' orgs. */
const oktaDomains = ["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil"];

/** The address of an org: https://<org_name>.<base_url>; a base_url that is a whole address is the org itself, as for the provider. */
export const orgUrlOf = (orgName: string, baseUrl: string): string => (/^https?:\/\//.test(baseUrl) ? baseUrl.replace(/\/+$/, "") : `https://${orgName}.${baseUrl.replace(/\/+$/, "")}`).toLowerCase();

/** Is this the address of an org at Okta? */
export function isAtOkta(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, pathname, search } = new URL(url);
  return protocol === "https:" && port === "" && username === "" && pathname === "/" && search === "" && oktaDomains.some((domain) => hostname.endsWith(`.${domain}`));
}

/** Refuses addresses that are none of Okta's, unless this server may talk to private networks (a sandbox, a stand-in). */
export function checkedUrl(orgName: string, baseUrl: string, allowPrivate: boolean): string {
  const url = orgUrlOf(orgName, baseUrl);
  if (allowPrivate ? URL.canParse(url) : isAtOkta(url) && /^[A-Za-z0-9-]+$/.test(orgName)) return url;
  throw new Problem("invalid", { detail: `"${url}" is not the address of an Okta org. Give the name of the org (the "dev-123" of dev-123.okta.com) and its domain: ${oktaDomains.join(", ")}.` }, "/body/baseUrl");
}

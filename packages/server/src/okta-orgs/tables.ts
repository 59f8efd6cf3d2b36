import type { Created, Default, Json, Moment } from "../db/columns.ts";
import type { OrgHealth } from "./okta-org.ts";

export interface OktaOrgRow {
  id: string;
  organizationId: string;
  name: string;
  orgName: string;
  baseUrl: string;
  authentication: "api_token" | "private_key";
  apiTokenSealed: Buffer | null;
  clientId: string | null;
  privateKeySealed: Buffer | null;
  privateKeyId: string | null;
  scopes: Default<string[]>;
  health: Json<OrgHealth> | null;
  checkedAt: Moment | null;
  createdAt: Created;
}

export interface OktaOrgTables {
  oktaOrgs: OktaOrgRow;
}

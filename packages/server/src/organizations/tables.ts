import type { Created, Default } from "../db/columns.ts";

export interface OrganizationRow {
  id: string;
  name: string;
  email: Default<string>;
  createdAt: Created;
}

export interface DataKeyRow {
  id: string;
  organizationId: string;
  masterKeyId: string;
  wrapped: Buffer;
  createdAt: Created;
}

export interface OrganizationTables {
  organizations: OrganizationRow;
  dataKeys: DataKeyRow;
}

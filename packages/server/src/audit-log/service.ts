import type { Actor } from "../actor.ts";
import { requireRight, requireSiteAdmin } from "../access/access.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { getOrganization } from "../organizations/service.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectAuditEvents, type AuditEvent, type AuditFilter } from "./queries.ts";

type Found = Promise<{ readonly items: readonly AuditEvent[]; readonly total: number }>;
type Asked = Omit<AuditFilter, "organizationId">;

/** The record of an organization. */
export async function listAuditEvents(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: Asked): Found {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "audit.read");
  return selectAuditEvents(server.db, { ...filter, organizationId: organization.id });
}

/** The record of the whole site, with what belongs to no organization. */
export async function listSiteAuditEvents(server: Pick<Server, "db">, actor: Actor, filter: Asked): Found {
  requireSiteAdmin(actor, "read the record of the site");
  return selectAuditEvents(server.db, filter);
}

/** The record of the organization whose token asks: how HCP Terraform gives it to log collectors. */
export async function listAuditTrail(server: Pick<Server, "db">, actor: Actor, filter: Asked): Found {
  const organization = found(actor.kind === "organization" ? await selectOrganization(server.db, actor.id) : undefined, "audit trail", "of this token");
  return selectAuditEvents(server.db, { ...filter, organizationId: organization.id });
}

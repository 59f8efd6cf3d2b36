import type { Paging } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { requireRight, requireSiteAdmin } from "../access/access.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { getOrganization } from "../organizations/service.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectAuditEvents, selectAuditEventsAfter, type AuditEvent, type AuditFilter } from "./queries.ts";

type Found = Promise<{ readonly items: readonly AuditEvent[]; readonly total: number }>;
type Asked = Omit<AuditFilter, "organizationId">;
type AskedPage = Asked & Paging;

/** The record of an organization. */
export async function listAuditEvents(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: AskedPage): Found {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "audit.read");
  return selectAuditEvents(server.db, { ...filter, organizationId: organization.id });
}

/** All of an organization's record that is asked for, piece by piece; who may not read it is refused before the first. */
export async function readAuditEvents(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: Asked): Promise<AsyncIterable<readonly AuditEvent[]>> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "audit.read");
  return pieces(server, { ...filter, organizationId: organization.id });
}

const pieceSize = 1000;

async function* pieces({ db }: Pick<Server, "db">, filter: AuditFilter): AsyncGenerator<readonly AuditEvent[]> {
  for (let after: { readonly at: string; readonly id: string } | undefined; ; ) {
    const piece = await selectAuditEventsAfter(db, filter, after, pieceSize);
    const last = piece.at(-1);
    if (!last) return;
    yield piece;
    after = { at: last.exactAt, id: last.id };
  }
}

/** The record of the whole site, with what belongs to no organization. */
export async function listSiteAuditEvents(server: Pick<Server, "db">, actor: Actor, filter: AskedPage): Found {
  requireSiteAdmin(actor, "read the record of the site");
  return selectAuditEvents(server.db, filter);
}

/** The record of the organization whose token asks: how HCP Terraform gives it to log collectors. */
export async function listAuditTrail(server: Pick<Server, "db">, actor: Actor, filter: AskedPage): Found {
  const organization = found(actor.kind === "organization" ? await selectOrganization(server.db, actor.id) : undefined, "audit trail", "of this token");
  return selectAuditEvents(server.db, { ...filter, organizationId: organization.id });
}

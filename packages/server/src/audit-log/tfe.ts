import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { TfeRoute } from "../tfe/routes.ts";
import type { AuditEvent } from "./queries.ts";
import { listAuditTrail } from "./service.ts";

/** HCP Terraform's audit trail: for an organization's token, and in a form of its own rather than JSON:API. */
export const auditTfe = (server: Server): readonly TfeRoute[] => [
  {
    method: "GET",
    path: "/organization/audit-trail",
    handle: async ({ actor, query }) => {
      const since = query.get("since");
      const from = since === undefined ? undefined : new Date(since);
      if (from && Number.isNaN(from.getTime())) throw new Problem("bad-request", { detail: `"since" is no time. Write one as 2027-01-31T12:00:00Z.` });
      const { page, size } = query.paging;
      const { items, total } = await listAuditTrail(server, actor, { page, size, from });
      const pages = Math.max(1, Math.ceil(total / size));
      return { data: items.map(entry), pagination: { current_page: page, prev_page: page > 1 ? page - 1 : null, next_page: page < pages ? page + 1 : null, total_pages: pages, total_count: total } };
    },
  },
];

const kinds: Readonly<Record<string, string>> = { account: "Client", team: "Team", organization: "Organization", system: "System" };

const entry = (event: AuditEvent) => ({
  id: event.id,
  version: "0",
  type: "Resource",
  timestamp: event.at.toISOString(),
  auth: { accessor_id: event.actorId, description: event.actorName, type: kinds[event.actorKind] ?? event.actorKind, impersonator_id: null, organization_id: event.organizationId },
  request: { id: null, ip_address: event.address },
  resource: { id: event.subjectId, type: event.subjectKind, action: event.action.slice(event.action.indexOf(".") + 1), meta: { name: event.subjectName, ...event.details } },
});

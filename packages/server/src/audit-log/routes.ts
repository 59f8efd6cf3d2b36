import { Readable } from "node:stream";
import { auditRoutes } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { fileOf } from "./download.ts";
import type { AuditEvent } from "./queries.ts";
import { listAuditEvents, listSiteAuditEvents, readAuditEvents } from "./service.ts";

const view = (event: AuditEvent) => ({
  id: event.id,
  at: event.at.toISOString(),
  action: event.action,
  actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
  subject: { kind: event.subjectKind, id: event.subjectId, name: event.subjectName },
  details: event.details,
  address: event.address,
  organization: event.organizationName,
});

const times = <Q extends { readonly from?: string | undefined; readonly to?: string | undefined }>({ from, to, ...query }: Q) => ({ ...query, ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) });

/** The record of every change. */
export const auditHandlers = (server: Server): readonly Mounted[] =>
  handlers(auditRoutes, {
    listAuditEvents: async ({ actor, params, query }) => {
      const { items, total } = await listAuditEvents(server, actor, params.organization, times(query));
      return { items: items.map(view), total };
    },
    downloadAuditEvents: async ({ actor, params, query: { format, ...query }, reply }) => {
      const pieces = await readAuditEvents(server, actor, params.organization, times(query));
      const name = `audit-log-${params.organization}-${server.clock.now().toISOString().slice(0, 10)}.${format}`;
      await reply.header("content-type", `${format === "csv" ? "text/csv" : "application/jsonl"}; charset=utf-8`).header("content-disposition", `attachment; filename="${name}"`).send(Readable.from(fileOf(format, pieces, view)));
    },
    listSiteAuditEvents: async ({ actor, query }) => {
      const { items, total } = await listSiteAuditEvents(server, actor, times(query));
      return { items: items.map(view), total };
    },
  });

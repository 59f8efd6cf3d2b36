import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";

/** Who did what to what, when, from where. */
export const auditEvent = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  action: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  details: z.record(z.string(), z.unknown()),
  address: z.string().nullable(),
  organization: z.string().nullable(),
});

const word = z.string().max(100).optional();
const time = z.iso.datetime({ offset: true }).optional();

/** What can be asked of the record; "run" as action stands for everything that begins with "run.". */
export const auditQuery = paging.extend({ action: word, actor: word, subject: word, search: word, from: time, to: time });

/** The forms in which a record can be taken away: a table, or one JSON object a line. */
export const auditFormats = ["csv", "jsonl"] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** The record of every change. */
export const auditRoutes = routes({
  listAuditEvents: { method: "GET", path: "/api/v1/organizations/:organization/audit-events", summary: "The record of an organization, the newest first", query: auditQuery, answer: pageOf(auditEvent) },
  downloadAuditEvents: {
    method: "GET",
    path: "/api/v1/organizations/:organization/audit-events/download",
    summary: "Everything of the record that is asked for as a file: CSV, or JSON lines",
    query: auditQuery.omit({ page: true, size: true }).extend({ format: z.enum(auditFormats).default("csv") }),
    media: "text/csv",
  },
  listSiteAuditEvents: { method: "GET", path: "/api/v1/audit-events", summary: "The record of the whole site, for its admins", query: auditQuery, answer: pageOf(auditEvent) },
});

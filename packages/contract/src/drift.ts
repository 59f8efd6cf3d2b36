import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { accessLevels } from "./rights.ts";
import { routes } from "./routes.ts";

/** One attribute that is not as the state has it; of a sensitive one nothing is said but that. */
export const driftDifference = z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional(), sensitive: z.literal(true).optional() });

/** Who made a change, as the org's System Log says it. */
export const driftAttribution = z.object({
  actor: z.string(),
  login: z.string().nullable(),
  /** "the Admin Console", "the API token …", "the app …". */
  client: z.string().nullable(),
  at: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  ipAddress: z.string().nullable(),
});

export const driftStatuses = ["open", "accepted", "resolved"] as const;

/** How a drift came to an end. */
export const driftResolutions = {
  "set-back": "A run set it back",
  "code-changed": "The code was changed to it",
  "gone-by-itself": "Somebody undid it in the org",
  forgotten: "The workspace does not manage the object any more",
} as const;

const named = z.object({ id: z.string(), name: z.string() });

export const drift = z.object({
  id: z.string(),
  workspace: named,
  /** How much of the workspace the reader has. */
  access: z.enum(accessLevels),
  oktaOrg: named.nullable(),
  address: z.string(),
  resourceType: z.string(),
  objectId: z.string().nullable(),
  objectName: z.string().nullable(),
  /** Where the object is in the Admin Console's org. */
  orgUrl: z.string().nullable(),
  kind: z.enum(["changed", "missing"]),
  differences: z.array(driftDifference),
  status: z.enum(driftStatuses),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  attribution: driftAttribution.nullable(),
  resolvedAt: z.string().nullable(),
  resolution: z.string().nullable(),
  resolvedByRunId: z.string().nullable(),
  acceptedUntil: z.string().nullable(),
  acceptedReason: z.string().nullable(),
  acceptedBy: z.string().nullable(),
  /** Runs that were started to set it back and are not over. */
  runIds: z.array(z.string()),
});

/** What happened to a drift, the oldest first. */
export const driftEvent = z.object({ action: z.enum(["found", "changed", "accepted", "reopened", "resolved"]), details: z.record(z.string(), z.unknown()), actor: z.string().nullable(), at: z.string() });

export const driftScan = z.object({
  id: z.string(),
  workspaceId: z.string(),
  kind: z.enum(["full", "targeted"]),
  /** "schedule", "log", "manual", "run", "assessment". */
  reason: z.string(),
  status: z.enum(["queued", "running", "finished", "errored"]),
  addresses: z.array(z.string()).nullable(),
  drifted: z.boolean().nullable(),
  changed: z.number().int().nullable(),
  missing: z.number().int().nullable(),
  scanned: z.number().int().nullable(),
  requestCounts: z.record(z.string(), z.number().int()).nullable(),
  error: z.object({ summary: z.string(), detail: z.string() }).nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

/** The actor of drifts that nobody is known to have made. */
export const unknownActor = "unknown";

const place = z.object({ workspace: z.string().optional().describe("Its id or its name"), oktaOrg: z.string().optional() });

const filters = paging.extend({
  ...place.shape,
  status: z.enum([...driftStatuses, "unresolved", "any"]).default("unresolved"),
  search: z.string().max(200).optional().describe("A part of the address or the name, or the object's id"),
  actor: z.string().max(200).optional().describe(`Who made the change, as the System Log names them; "${unknownActor}": not known`),
  sort: z.enum(["newest", "actor", "workspace"]).default("newest").describe("The newest first; or together what one actor made by one way, what is in one workspace"),
});

/** How many drifts one actor made by one way; null: not known. */
const actorCount = z.object({ actor: z.string().nullable(), client: z.string().nullable(), count: z.number().int() });

/** One day of the history, in the zone that was asked for. */
const driftDay = z.object({
  date: z.iso.date(),
  opened: z.number().int(),
  resolved: z.number().int(),
  /** When the day ended, or now: open and accepted ones. */
  unresolved: z.number().int(),
});

/** An address that has drifted somewhere, over the workspaces that manage it. */
const matrixRow = z.object({
  address: z.string(),
  resourceType: z.string(),
  /** Ids of the workspaces whose state has it. */
  managedBy: z.array(z.string()),
  drifts: z.array(z.object({ id: z.string(), workspaceId: z.string(), objectName: z.string().nullable(), kind: drift.shape.kind, status: z.enum(["open", "accepted"]), since: z.string() })),
});

/** Drift: what in an org is not as its workspaces left it. */
export const driftRoutes = routes({
  list: { method: "GET", path: "/api/v1/organizations/:organization/drifts", query: filters, answer: pageOf(drift).extend({ actors: z.array(actorCount) }), summary: "List drifted objects of an organization, with who made how many" },
  history: {
    method: "GET",
    path: "/api/v1/organizations/:organization/drift-history",
    query: place.extend({ days: z.coerce.number().int().min(1).max(366).default(30), zone: z.string().max(100).default("UTC").describe("A time zone, as Europe/Berlin: where its days begin") }),
    answer: z.object({
      days: z.array(driftDay),
      open: z.number().int(),
      accepted: z.number().int(),
      oldestAt: z.string().nullable(),
      /** When an org was last looked at; what the last full scans of all workspaces read, and with how many requests. */
      looked: z.object({ at: z.string().nullable(), workspaces: z.number().int(), scanned: z.number().int(), objects: z.number().int(), requests: z.number().int() }),
    }),
    summary: "Count drifts that were opened and resolved, day by day",
  },
  matrix: {
    method: "GET",
    path: "/api/v1/organizations/:organization/drift-matrix",
    query: paging.extend({ oktaOrg: place.shape.oktaOrg, search: filters.shape.search }),
    answer: pageOf(matrixRow).extend({ workspaces: z.array(named.extend({ oktaOrg: named.nullable() })) }),
    summary: "List addresses that have drifted somewhere, with where they are managed",
  },
  show: { method: "GET", path: "/api/v1/drifts/:id", answer: drift.extend({ events: z.array(driftEvent) }), summary: "Show a drifted object with its history" },
  accept: { method: "POST", path: "/api/v1/drifts/:id/accept", body: z.object({ until: z.iso.datetime({ offset: true }), reason: z.string().trim().min(1).max(1000) }), answer: drift, summary: "Leave a drift as it is until a date" },
  unaccept: { method: "POST", path: "/api/v1/drifts/:id/unaccept", answer: drift, summary: "Open an accepted drift again" },
  setBack: {
    method: "POST",
    path: "/api/v1/workspaces/:workspace/drifts/set-back",
    body: z.object({ driftIds: z.array(z.string()).min(1).max(200), message: z.string().max(1000).optional(), autoApply: z.boolean().optional() }),
    answer: z.object({ runId: z.string() }),
    summary: "Start a run that sets drifted objects back",
  },
  summary: {
    method: "GET",
    path: "/api/v1/workspaces/:workspace/drift",
    answer: z.object({ open: z.number().int(), accepted: z.number().int(), oldestAt: z.string().nullable(), lastFullScan: driftScan.nullable(), nextScanAt: z.string().nullable(), scanning: z.boolean() }),
    summary: "Summarize a workspace's drift",
  },
  scans: { method: "GET", path: "/api/v1/workspaces/:workspace/drift-scans", query: paging, answer: pageOf(driftScan), summary: "List a workspace's drift scans" },
  scan: { method: "POST", path: "/api/v1/workspaces/:workspace/drift-scans", body: z.object({ addresses: z.array(z.string().max(1000)).max(1000).optional() }), answer: driftScan, summary: "Look for drift now: everywhere, or at some addresses" },
  showScan: { method: "GET", path: "/api/v1/drift-scans/:id", answer: driftScan, summary: "Show a drift scan" },
});

export type Drift = z.output<typeof drift>;
export type DriftScan = z.output<typeof driftScan>;

import { z } from "zod";
import { routes } from "./routes.ts";

/** What can happen, for those who listen: pages, notifications, commit statuses, run triggers. */
export const eventKinds = [
  "run.created",
  "run.changed",
  "run.progress",
  "run.comment",
  "workspace.changed",
  "variable.changed",
  "configuration-version.uploaded",
  "state-version.created",
  "drift.found",
  "drift.changed",
  "drift.resolved",
  "drift-scan.finished",
  "okta-org.changed",
  "vcs.push",
  "vcs.pull-request",
  "vcs.changed",
  "notification.delivered",
  "audit.recorded",
] as const;

export type EventKind = (typeof eventKinds)[number];

/** An event as the stream sends it: the name of the event is its kind, its data this object as JSON. */
export interface LiveEvent {
  readonly kind: EventKind;
  readonly workspaceId: string | null;
  /** The thing it happened to. */
  readonly subjectId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: string;
}

/** Sent instead of what was missed when too much was: everything that is shown should be read again. */
export const resetEvent = "reset";

/** Events of an organization as they happen (server-sent events). */
export const eventRoutes = routes({
  stream: {
    method: "GET",
    path: "/api/v1/organizations/:organization/events",
    summary: "What happens in an organization, as server-sent events. Last-Event-ID goes on where a connection broke off.",
    query: z.object({ workspace: z.string().max(90).optional().describe("The name of a workspace: only its events") }),
    media: "text/event-stream",
  },
});

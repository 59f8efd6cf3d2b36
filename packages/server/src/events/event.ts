/** What can happen, for those who listen: pages, notifications, commit statuses, run triggers. */
export const eventKinds = [
  "run.created",
  "run.changed",
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
  "notification.delivered",
] as const;

export type EventKind = (typeof eventKinds)[number];

/** Something that happened. `data` holds ids and words, never a secret: it goes to pages and to notifications. */
export interface DomainEvent {
  readonly kind: EventKind;
  readonly organizationId: string;
  readonly workspaceId: string | null;
  /** The thing it happened to. */
  readonly subjectId: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What a listening job is given. */
export interface EventJob extends DomainEvent {
  /** The same for each listener of the event: who acts once for each id acts once. */
  readonly eventId: number;
  readonly at: string;
}

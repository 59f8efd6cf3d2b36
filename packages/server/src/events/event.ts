import type { EventKind } from "@lockstep/contract";

export { eventKinds } from "@lockstep/contract";
export type { EventKind } from "@lockstep/contract";

/** Something that happened. `data` holds ids and words, never a secret: it goes to pages and to notifications. */
export interface DomainEvent {
  readonly kind: EventKind;
  readonly organizationId: string;
  readonly workspaceId: string | null;
  /** The thing it happened to. */
  readonly subjectId: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A job that an event starts; of some kinds most events concern nobody, and a job for each would be much for nothing. */
export interface Listening {
  readonly job: string;
  readonly when?: (event: DomainEvent) => boolean;
}

/** What a listening job is given. */
export interface EventJob extends DomainEvent {
  /** The same for each listener of the event: who acts once for each id acts once. */
  readonly eventId: number;
  readonly at: string;
}

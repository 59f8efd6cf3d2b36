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

/** What a listening job is given. */
export interface EventJob extends DomainEvent {
  /** The same for each listener of the event: who acts once for each id acts once. */
  readonly eventId: number;
  readonly at: string;
}

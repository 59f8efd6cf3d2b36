/** One attribute that is not as the state has it; a sensitive one has no values. */
export interface DriftDifference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly sensitive?: true;
}

/** Who made a change, as the org's System Log says it. */
export interface DriftAttribution {
  readonly actor: string;
  readonly login: string | null;
  /** "the Admin Console", "the API", an app's name. */
  readonly client: string | null;
  readonly at: string;
  readonly eventId: string;
  readonly eventType: string;
}

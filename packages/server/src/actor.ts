/** Who does something: a person, a team's or an organization's token, or Lockstep itself (a schedule, a push). */
export type ActorKind = "account" | "team" | "organization" | "system";

interface Named {
  /** As shown: a username, a team's name, "Schedule", the author of a commit. */
  readonly name: string;
  /** Where the request came from, for the audit log. */
  readonly address?: string;
}

export type Actor =
  | (Named & { readonly kind: "account"; readonly id: string; readonly siteAdmin: boolean })
  | (Named & { readonly kind: "team"; readonly id: string; readonly organizationId: string })
  | (Named & { readonly kind: "organization"; readonly id: string })
  | (Named & { readonly kind: "system"; readonly id: null });

/** Lockstep itself, under the name of what made it act. */
export const system = (name: string): Extract<Actor, { kind: "system" }> => ({ kind: "system", id: null, name });

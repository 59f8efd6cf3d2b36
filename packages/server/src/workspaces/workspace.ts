import type { Selectable } from "kysely";
import type { Actor } from "../actor.ts";
import type { WorkspaceRow } from "./tables.ts";

export type Workspace = Selectable<WorkspaceRow>;

/** Who has locked a workspace, in words; undefined: nobody. */
export const lockHolder = ({ lockedByKind, lockedById, lockedByName }: Pick<Workspace, "lockedByKind" | "lockedById" | "lockedByName">): string | undefined =>
  lockedByKind === null ? undefined : `${lockWords[lockedByKind]} ${lockedByName ?? lockedById ?? ""}`.trim();

const lockWords: Readonly<Record<NonNullable<Workspace["lockedByKind"]>, string>> = { account: "user", team: "team", organization: "organization", run: "run" };

/** Has this actor locked the workspace? */
export const isLockedBy = ({ lockedByKind, lockedById }: Pick<Workspace, "lockedByKind" | "lockedById">, actor: Actor): boolean => lockedByKind !== null && lockedByKind === actor.kind && lockedById === actor.id;

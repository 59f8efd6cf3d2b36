import type { Selectable } from "kysely";
import { Problem } from "../problem.ts";
import type { AccessTokenRow } from "./tables.ts";

export type AccessToken = Omit<Selectable<AccessTokenRow>, "hash">;

/** What is wanted of a new token. */
export interface WantedToken {
  readonly description?: string;
  readonly expiresAt?: Date | undefined;
}

/** Refuses an end that has passed already. */
export function checkExpiry(expiresAt: Date | undefined, now: Date, pointer: string): void {
  if (expiresAt !== undefined && !(expiresAt > now)) throw new Problem("invalid", { detail: "The token would end in the past. Choose a later time, or none." }, pointer);
}

/** As our own interface shows it. */
export const tokenView = ({ id, description, createdBy, createdAt, lastUsedAt, expiresAt }: AccessToken) => ({ id, description, createdBy, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, expiresAt: expiresAt?.toISOString() ?? null });

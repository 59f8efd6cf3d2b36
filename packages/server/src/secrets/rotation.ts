import type { DataKeyRow } from "./data-keys.ts";
import type { KeyRing } from "./master-key.ts";
import type { SealContext } from "./sealed.ts";
import type { Vault } from "./vault.ts";

/** What a rotation did. */
export interface Rotated {
  changed: number;
  /** Was as it should be. */
  kept: number;
  /** Somebody else wrote it meanwhile; the next rotation looks again. */
  overtaken: number;
}

/** A sealed value where it is stored. */
export interface SealedRow {
  readonly context: SealContext;
  readonly sealed: Uint8Array;
}

/** Wraps every data key with the current master key; values need not be touched. `write` says false when the row was no longer as read. */
export function rewrapDataKeys(ring: KeyRing, rows: AsyncIterable<DataKeyRow>, write: (row: DataKeyRow, before: DataKeyRow) => Promise<boolean>): Promise<Rotated> {
  return rotate(rows, async (row) => {
    if (row.masterKey === ring.current.id) return undefined;
    const dataKey = await ring.find(row.masterKey).unwrap(row.wrapped, row.organization);
    return { ...row, masterKey: ring.current.id, wrapped: await ring.current.wrap(dataKey, row.organization) };
  }, write);
}

/** Seals every value with its organization's current data key; after `DataKeys.renew`. */
export function resealRows(vault: Vault, rows: AsyncIterable<SealedRow>, write: (row: SealedRow, before: SealedRow) => Promise<boolean>): Promise<Rotated> {
  return rotate(rows, async ({ context, sealed }) => {
    const again = await vault.reseal(sealed, context);
    return again && { context, sealed: again };
  }, write);
}

async function rotate<T>(rows: AsyncIterable<T>, renew: (row: T) => Promise<T | undefined>, write: (row: T, before: T) => Promise<boolean>): Promise<Rotated> {
  const rotated = { changed: 0, kept: 0, overtaken: 0 };
  for await (const row of rows) {
    const renewed = await renew(row);
    if (renewed === undefined) rotated.kept++;
    else if (await write(renewed, row)) rotated.changed++;
    else rotated.overtaken++;
  }
  return rotated;
}

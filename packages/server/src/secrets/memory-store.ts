import type { DataKeyRow, DataKeyStore } from "./data-keys.ts";

/** Data keys in memory; for tests, and for what lives no longer than a process. */
export function memoryKeyStore(): DataKeyStore & { readonly rows: DataKeyRow[] } {
  const rows: DataKeyRow[] = [];
  return {
    rows,
    list: async (organization) => rows.filter((row) => row.organization === organization).toReversed(),
    insert: async (row) => void rows.push(row),
  };
}

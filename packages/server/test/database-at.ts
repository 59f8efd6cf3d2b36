import type { Connection } from "../src/db/connect.ts";

/** The same server, another database. */
export function databaseAt(connection: Connection, database: string): Connection {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

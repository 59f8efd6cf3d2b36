import pg from "pg";
import { inject } from "vitest";
import { connectTo, type Database } from "../src/db/connect.ts";
import { databaseAt } from "./database-at.ts";

let made = 0;

/**
 * A database of one's own, migrated and empty; `close` drops it. Everything in one file may share one:
 * `beforeAll(async () => { database = await testDatabase(); })`, `afterAll(() => database.close())`.
 */
export async function testDatabase(): Promise<Database> {
  const { connection, template, options } = inject("testServer");
  const name = template.replace(/template$/, `${process.hrtime.bigint()}_${++made}`);
  await withClient(connection, (client) => client.query(`create database ${name} template ${template} ${options}`));
  const database = connectTo(databaseAt(connection, name), 5);
  const close = async (): Promise<void> => {
    await database.close();
    await withClient(connection, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { ...database, close };
}

async function withClient(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import type { Connection } from "../src/db/connect.ts";
import { startEmbedded } from "../src/db/embedded.ts";
import { isRunning } from "../src/db/embedded/cluster.ts";
import { readPidFile, stopPostmaster } from "../src/db/embedded/postmaster.ts";
import { migrate } from "../src/db/migrate.ts";
import { installJobs } from "../src/jobs/queue.ts";
import { databaseAt } from "./database-at.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The PostgreSQL of this run, and the migrated database which every test's is a copy of. */
    testServer: { connection: Connection; template: string; options: string };
  }
}

const prefix = "lockstep-test-database-";

/** Before the first test of a run: one PostgreSQL for all, or the one at LOCKSTEP_TEST_DATABASE_URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env["LOCKSTEP_TEST_DATABASE_URL"];
  const server = url === undefined ? await ownServer() : { connection: { connectionString: url }, stop: async () => {} };
  const template = `lockstep_test_${process.pid}_template`;
  await onServer(server.connection, async (client) => {
    await client.query(`create database ${template}`);
  });
  await migrate(databaseAt(server.connection, template));
  await installJobs(databaseAt(server.connection, template));
  // Copying files is three times as fast as the usual way where nothing is synced to disk, and slower where it is.
  project.provide("testServer", { connection: server.connection, template, options: url === undefined ? "strategy file_copy" : "" });
  return async () => {
    await onServer(server.connection, dropAll);
    await server.stop();
  };
}

async function ownServer(): Promise<{ connection: Connection; stop: () => Promise<void> }> {
  await removeLeftovers();
  const data = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const embedded = await startEmbedded({ data, durable: false });
  const stop = async (): Promise<void> => {
    await embedded.stop();
    rmSync(data, { recursive: true, force: true });
  };
  return { connection: { ...embedded.connection, database: "postgres" }, stop };
}

/** A run that was killed leaves its PostgreSQL running: as an embedded one should, but nobody will come back for this one. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    const data = join(tmpdir(), name);
    const left = readPidFile(join(data, "postgres"));
    if (left) await stopPostmaster(left.pid, 2000);
    rmSync(data, { recursive: true, force: true });
  }
}

async function dropAll(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select datname as name from pg_database where datname like $1", [`lockstep\\_test\\_${process.pid}\\_%`]);
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
}

async function onServer(connection: Connection, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

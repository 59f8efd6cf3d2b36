// What is done to a server from its own machine, past its interfaces: by who has its settings, and with them its keys.
import { join } from "node:path";
import { adminToken } from "./access-tokens/admin.ts";
import { adminAccount, adminLink } from "./accounts/admin.ts";
import type { OneTimeLink } from "./accounts/links.ts";
import { systemClock } from "./clock.ts";
import { connectTo, openDatabase, type Database } from "./db/connect.ts";
import { database as databaseName, role } from "./db/embedded/cluster.ts";
import { isMigrated } from "./db/migrate.ts";
import { readPidFile } from "./db/embedded/postmaster.ts";
import { dataKeyStore } from "./secrets/data-key-store.ts";
import { DataKeys } from "./secrets/data-keys.ts";
import { masterKeys } from "./start.ts";
import { keyRing } from "./secrets/master-key.ts";
import { rotateDataKeys, rotateMasterKey } from "./secrets/rotate-keys.ts";
import type { Rotated } from "./secrets/rotation.ts";
import { createVault } from "./secrets/vault.ts";
import type { Server } from "./server.ts";
import type { Settings } from "./settings.ts";
import { StartProblem } from "./start-problem.ts";

/** What an administrator can do here. */
export interface Administration {
  /** Wraps all data keys with the first master key; and, if wanted, seals every value with a new data key. */
  rotateKeys(dataKeysToo: boolean, say: (line: string) => void): Promise<Rotated>;
  /** A link under which an account's password is chosen, once. */
  resetPassword(username: string): Promise<OneTimeLink>;
  /** A new account, with the link under which its password is chosen. */
  newAccount(account: { readonly username: string; readonly email: string; readonly siteAdmin: boolean }): Promise<OneTimeLink>;
  /** A token that acts as an account. */
  newToken(username: string, description: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens the database of a server, which may run meanwhile. */
export async function openAdministration(settings: Settings): Promise<Administration> {
  const database = await reachDatabase(settings);
  if (!(await isMigrated(database.db))) {
    await database.close();
    throw new StartProblem('This version of Lockstep has not yet brought the database up to date. Start "lockstep serve" once, then try again.');
  }
  const keys = new DataKeys(keyRing(await masterKeys(settings.key)), dataKeyStore(database.aside));
  const server: Pick<Server, "db" | "keys" | "vault" | "clock" | "settings"> = { db: database.db, keys, vault: createVault(keys), clock: systemClock, settings };
  return {
    rotateKeys: async (dataKeysToo, say) => {
      const wrapped = await rotateMasterKey(server);
      return dataKeysToo ? rotateDataKeys(server, say) : wrapped;
    },
    resetPassword: async (username) => adminLink(server, username),
    newAccount: async (account) => adminAccount(server, account),
    newToken: async (username, description) => adminToken(server, username, description),
    close: database.close,
  };
}

// An embedded database that runs has its owner; it is asked through its socket, as the owner asks it.
async function reachDatabase(settings: Settings): Promise<Database> {
  const running = settings.databaseUrl === undefined ? readPidFile(join(settings.data, "postgres")) : undefined;
  if (running) {
    const database = connectTo({ host: running.host, port: running.port, user: role, database: databaseName }, 2);
    const answers = await database.pool.query("select 1").then(() => true, () => false);
    if (answers) return database;
    await database.close();
  }
  return openDatabase(settings);
}

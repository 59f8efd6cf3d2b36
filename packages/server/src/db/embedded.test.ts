import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts";
import { canReach, closedFolder, openDataFolder, postgresAccount } from "./embedded/account.ts";
import { locatePackage, makeLinks, prepareBinaries } from "./embedded/binaries.ts";
import { isRunning } from "./embedded/cluster.ts";
import { readPidFile, removeStalePidFile, socketFolder, stopPostmaster } from "./embedded/postmaster.ts";

const folders: string[] = [];
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
const newFolder = (...below: string[]): string => {
  const made = mkdtempSync(join(tmpdir(), "lockstep-embedded-"));
  chmodSync(made, 0o755);
  folders.push(made);
  return join(made, ...below);
};

const template = mkdtempSync(join(tmpdir(), "lockstep-embedded-"));
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** A data folder with a database in it: making one anew takes seconds on a busy machine. */
async function usedFolder(...below: string[]): Promise<string> {
  if (!existsSync(join(template, "postgres"))) await (await startEmbedded({ data: template, durable: false })).stop();
  const data = newFolder(...below, "data");
  mkdirSync(data, { recursive: true });
  execFileSync("cp", ["-a", join(template, "postgres"), data]);
  return data;
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const embedded of running.splice(0)) await embedded.stop();
  for (const folder of folders.splice(0)) {
    const left = [folder, join(folder, "data")].map((each) => readPidFile(join(each, "postgres"))).find((each) => each !== undefined);
    if (left) await stopPostmaster(left.pid, 3000);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Starts the database of a folder within this process. */
async function start(data: string) {
  const said: string[] = [];
  const embedded = await startEmbedded({ data, durable: false, say: (line) => said.push(line) });
  running.push(embedded);
  return { embedded, said };
}

async function query<T extends pg.QueryResultRow>(embedded: EmbeddedPostgres, text: string): Promise<T[]> {
  const client = new pg.Client(embedded.connection);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  test("is made in an empty folder, keeps what was written, and listens on a Unix socket only", async () => {
    const data = newFolder("data");
    const first = await start(data);
    await query(first.embedded, "create table kept (n int)");
    await first.embedded.stop();
    expect(isRunning(first.embedded.pid())).toBe(false);
    const second = await start(data);
    expect(await query(second.embedded, "select * from kept")).toEqual([]);
    expect(await query(second.embedded, "select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync")).toEqual([{ tcp: "", fsync: "off" }]);
  });

  test("refuses a second opener of the folder and names the first", async () => {
    const data = await usedFolder();
    await start(data);
    const said: string[] = [];
    await expect(startEmbedded({ data, say: (line) => said.push(line) })).rejects.toThrow(`The data folder "${data}" is in use by another Lockstep (process ${process.pid}).`);
    expect(said).toEqual([]);
  });

  test("of two openers at once of an empty folder one gets it", async () => {
    const data = newFolder("data");
    const both = await Promise.allSettled([start(data), start(data)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("refuses a folder of another major version", async () => {
    const data = newFolder("data");
    mkdirSync(join(data, "postgres"), { recursive: true });
    writeFileSync(join(data, "postgres", "PG_VERSION"), "16\n");
    await expect(startEmbedded({ data })).rejects.toThrow(/was written by PostgreSQL 16, and this Lockstep carries PostgreSQL 18/);
  });

  test("comes back when its postmaster is killed", async () => {
    const { embedded, said } = await start(await usedFolder());
    const before = embedded.pid();
    process.kill(before, "SIGKILL");
    await vi.waitFor(() => expect(embedded.pid()).not.toBe(before), 30_000);
    expect(await query(embedded, "select 1 as n")).toEqual([{ n: 1 }]);
    expect(said).toEqual(["The embedded database ended; it is started again."]);
  });

  test("a folder with a long path has its socket elsewhere", async () => {
    const { embedded } = await start(await usedFolder("a".repeat(60), "b".repeat(60)));
    expect(Buffer.byteLength(embedded.connection.host)).toBeLessThan(90);
    expect(await query(embedded, "select 1 as n")).toEqual([{ n: 1 }]);
  });

  test("a left pid file of another process is no hindrance", () => {
    const folder = newFolder();
    const file = join(folder, "postmaster.pid");
    writeFileSync(file, `${process.pid}\n${folder}\n1\n5432\n/tmp\n`);
    removeStalePidFile(folder);
    expect(existsSync(file)).toBe(process.platform !== "linux");
  });
});

/** Starts the process that writes until it is killed; ends when it writes. */
async function startWriter(data: string, acknowledged: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../test/embedded-writer.ts"), data, acknowledged], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let said = "";
  child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
  await vi.waitFor(() => expect(said).toMatch(/^ready \d+\n/), 30_000);
  const count = (): number => (existsSync(acknowledged) ? readFileSync(acknowledged, "utf8").split("\n").length - 1 : 0);
  const from = count();
  await vi.waitFor(() => expect(count()).toBeGreaterThan(from + 20), 30_000);
  return { child, postmaster: Number(/\d+/.exec(said)?.[0]), count, again: () => said.includes("again") };
}

/** What was acknowledged and is not there, and what is in one table only. */
async function lost(embedded: EmbeddedPostgres, acknowledged: string) {
  const [one, two] = [await query<{ n: number }>(embedded, "select n from one"), await query<{ n: number }>(embedded, "select n from two")];
  const have = new Set(one.map(({ n }) => n));
  const said = readFileSync(acknowledged, "utf8").trim().split("\n").map(Number);
  return { missing: said.filter((n) => !have.has(n)), same: one.length === two.length, some: said.length > 20 };
}

describe("nothing acknowledged is lost", () => {
  const nothing = { missing: [], same: true, some: true };

  test("when the parent is killed; its postmaster is adopted", async () => {
    const [data, acknowledged] = [await usedFolder(), join(newFolder(), "acknowledged")];
    const { child, postmaster } = await startWriter(data, acknowledged);
    child.kill("SIGKILL");
    const { embedded, said } = await start(data);
    expect([embedded.pid(), said]).toEqual([postmaster, ["The embedded database was still running; it is adopted."]]);
    expect(await lost(embedded, acknowledged)).toEqual(nothing);
  });

  test("when parent and postmaster are killed", async () => {
    const [data, acknowledged] = [await usedFolder(), join(newFolder(), "acknowledged")];
    for (let round = 0; round < 2; round++) {
      const { child, postmaster } = await startWriter(data, acknowledged);
      child.kill("SIGKILL");
      process.kill(postmaster, "SIGKILL");
    }
    const { embedded } = await start(data);
    expect(await lost(embedded, acknowledged)).toEqual(nothing);
  });

  test("when the postmaster is killed under a parent that goes on", async () => {
    const [data, acknowledged] = [await usedFolder(), join(newFolder(), "acknowledged")];
    const { child, postmaster, count, again } = await startWriter(data, acknowledged);
    process.kill(postmaster, "SIGKILL");
    await vi.waitFor(() => expect(again()).toBe(true), 30_000);
    const after = count();
    await vi.waitFor(() => expect(count()).toBeGreaterThan(after + 20), 30_000);
    child.kill("SIGKILL");
    const { embedded } = await start(data);
    expect(await lost(embedded, acknowledged)).toEqual(nothing);
  });
});

describe("the programs of PostgreSQL", () => {
  test("are made whole when the package's links are missing", () => {
    const copy = newFolder("package");
    cpSync(locatePackage(), copy, { recursive: true, verbatimSymlinks: true });
    const link = join(copy, "native", "lib", "libpq.so.5");
    if (!existsSync(link)) return;
    rmSync(link);
    expect(makeLinks(copy)).toBe(true);
    expect(readlinkSync(link)).toBe("libpq.so.5.18");
  });

  test.runIf(process.getuid?.() === 0)("are copied when the account of PostgreSQL cannot reach them", async () => {
    const closed = newFolder("home");
    mkdirSync(closed, { mode: 0o700 });
    cpSync(locatePackage(), join(closed, "package"), { recursive: true, verbatimSymlinks: true });
    const data = newFolder("data");
    const account = postgresAccount();
    openDataFolder(data, account);
    const { postgres } = prepareBinaries(data, account, join(closed, "package"));
    expect(postgres).toContain(join(data, "postgres-programs"));
    expect(account && canReach(account, postgres)).toBe(true);
  });

  test("a machine there is no package for is told what to do", () => {
    expect(() => locatePackage("sunos-sparc")).toThrow("There is no embedded PostgreSQL for this kind of machine (sunos-sparc). Set DATABASE_URL");
    expect(() => locatePackage("win32-x64")).toThrow("On Windows the embedded PostgreSQL cannot be used.");
  });
});

describe.runIf(process.getuid?.() === 0)("as root", () => {
  test("PostgreSQL runs as another account, the first there is of three", () => {
    const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\npostgres:x:110:120::/:/bin/sh\n";
    expect(postgresAccount(() => passwd)).toEqual({ name: "postgres", uid: 110, gid: 120 });
    expect(() => postgresAccount(() => "root:x:0:0::/root:/bin/sh\n")).toThrow("PostgreSQL does not run as root, and there is no other account");
  });

  test("a data folder below a closed one is refused, with what to do", () => {
    const home = newFolder("home");
    mkdirSync(home, { mode: 0o700 });
    const account = { name: "nobody", uid: 65_534, gid: 65_534 };
    expect(() => openDataFolder(join(home, "data"), account)).toThrow(new RegExp(`runs as "nobody", which may not enter "${home}"\\. Set LOCKSTEP_DATA`));
  });

  test("an empty data folder that is closed is opened for passing through", () => {
    const data = newFolder("data");
    mkdirSync(data, { mode: 0o700 });
    const account = { name: "nobody", uid: 65_534, gid: 65_534 };
    openDataFolder(data, account);
    expect(closedFolder(account, data)).toBeUndefined();
  });

  test("a socket's folder that others may enter is refused", () => {
    const data = newFolder();
    mkdirSync(join(data, "postgres-socket"), { mode: 0o755 });
    expect(() => socketFolder({ data, account: undefined })).toThrow("is not a folder which is closed to others");
  });
});

import pg from "pg";
import { appendFileSync } from "node:fs";
import { startEmbedded } from "../src/db/embedded.ts";

/**
 * A process that writes until it is killed: `node embedded-writer.ts <data folder> <file>`. Each transaction writes one number
 * into two tables; it is written to the file only after the commit was acknowledged.
 */
const [data = "", acknowledged = ""] = process.argv.slice(2);
const embedded = await startEmbedded({ data });
const connect = async (): Promise<pg.Client> => {
  const client = new pg.Client(embedded.connection);
  client.on("error", () => {});
  await client.connect();
  return client;
};

let client = await connect();
await client.query("create table if not exists one (n int primary key)");
await client.query("create table if not exists two (n int primary key)");
const { rows } = await client.query<{ next: number }>("select coalesce(max(n), 0) + 1 as next from one");
process.stdout.write(`ready ${embedded.pid()}\n`);
for (let n = rows[0]?.next ?? 1; ; n++) {
  try {
    await client.query("begin");
    await client.query("insert into one values ($1)", [n]);
    await client.query("insert into two values ($1)", [n]);
    await client.query("commit");
    appendFileSync(acknowledged, `${n}\n`);
  } catch {
    // The postmaster was killed: whether this number is there is unknown, and the next one is another.
    client = await again();
    process.stdout.write("again\n");
  }
}

async function again(): Promise<pg.Client> {
  for (;;) {
    const found = await connect().catch(() => undefined);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

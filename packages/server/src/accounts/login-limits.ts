// How often a sign-in may fail. An attempt is counted before the password is looked at, so that many at once gain nothing; who is right is
// not counted. What is counted is the pair of name and address, so that nobody can lock somebody else out from elsewhere; the address, for
// one who tries many names; and the name, for many addresses that try one.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { transaction, type Transaction } from "../db/connect.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";

interface Limit {
  readonly subject: string;
  /** Failures within the window before it is blocked. */
  readonly most: number;
}

const windowSeconds = 15 * 60;
const [firstBlock, longestBlock] = [30, 15 * 60];

// A name is stored as its hash: people type passwords into the wrong field.
const limitsOf = (name: string, address: string): readonly Limit[] => {
  const hash = createHash("sha256").update(name.toLowerCase()).digest("base64url");
  return [
    { subject: `pair:${hash}:${address}`, most: 5 },
    { subject: `address:${address}`, most: 50 },
    { subject: `name:${hash}`, most: 100 },
  ];
};

/** Counts an attempt, or refuses it. */
export async function countAttempt(server: Pick<Server, "db" | "clock">, name: string, address: string): Promise<void> {
  const now = server.clock.now();
  const until = await transaction(server.db, async (trx) => {
    for (const limit of limitsOf(name, address)) {
      const blocked = await count(trx, limit, now);
      if (blocked) return blocked;
    }
    return undefined;
  });
  if (until) throw new Problem("login-blocked", { seconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) });
}

/** Counts up; gives until when it is blocked, where it was so already. */
async function count(trx: Transaction, { subject, most }: Limit, now: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ failures: number }>`
    insert into login_failures as f (subject, failures, first_at) values (${subject}, 1, ${now})
    on conflict (subject) do update set
      failures = case when f.first_at < ${now}::timestamptz - make_interval(secs => ${windowSeconds}) and coalesce(f.blocked_until, ${now}) <= ${now} then 1 else f.failures + 1 end,
      first_at = case when f.first_at < ${now}::timestamptz - make_interval(secs => ${windowSeconds}) then ${now} else f.first_at end,
      blocked_until = null
    where f.blocked_until is null or f.blocked_until <= ${now}
    returning failures`.execute(trx);
  const [row] = rows;
  if (!row) return (await trx.selectFrom("loginFailures").select("blockedUntil").where("subject", "=", subject).executeTakeFirst())?.blockedUntil ?? now;
  if (row.failures < most) return undefined;
  // This attempt may still be right; those after it wait, twice as long each time.
  const seconds = Math.min(longestBlock, firstBlock * 2 ** Math.min(10, row.failures - most));
  await trx.updateTable("loginFailures").set({ blockedUntil: new Date(now.getTime() + seconds * 1000) }).where("subject", "=", subject).execute();
  return undefined;
}

/** Forgets the attempt that turned out right. */
export async function forgetAttempts(server: Pick<Server, "db">, name: string, address: string): Promise<void> {
  const [pair, ...others] = limitsOf(name, address);
  await server.db.deleteFrom("loginFailures").where("subject", "=", pair?.subject ?? "").execute();
  for (const { subject } of others) await server.db.updateTable("loginFailures").set((row) => ({ failures: row("failures", "-", 1), blockedUntil: null })).where("subject", "=", subject).where("failures", ">", 0).execute();
}

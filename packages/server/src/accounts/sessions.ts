import type { FastifyRequest } from "fastify";
import type { Actor } from "../actor.ts";
import { newId } from "../ids.ts";
import { Problem } from "../problem.ts";
import { isCsrfToken, newCsrfToken } from "../secrets/csrf.ts";
import { site } from "../secrets/data-key-store.ts";
import { hashToken, randomSecret } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";

const days = 24 * 3_600_000;

/** A session that nobody used for so long is over; and one that is as old as this, used or not. */
const idle = 2 * days;
const longest = 14 * days;

/** A new session: its secret goes into a cookie and is stored as its hash. */
export async function beginSession(server: Pick<Server, "db" | "clock">, accountId: string, { userAgent, address }: { readonly userAgent: string; readonly address: string }): Promise<string> {
  const secret = randomSecret();
  const expiresAt = new Date(server.clock.now().getTime() + longest);
  await server.db.insertInto("sessions").values({ id: newId("session"), accountId, hash: hashToken(secret), userAgent: userAgent.slice(0, 500), address, expiresAt }).execute();
  return secret;
}

/** Ends a session. */
export async function endSession(server: Pick<Server, "db">, secret: string): Promise<void> {
  await server.db.deleteFrom("sessions").where("hash", "=", hashToken(secret)).execute();
}

/** Methods that change nothing need no proof that the page is ours. */
const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whose session a cookie names. A request that changes something must carry the token that only our own pages know. */
export async function accountOfSession(server: Pick<Server, "db" | "clock" | "keys">, secret: string, request: Pick<FastifyRequest, "method" | "headers">): Promise<Actor> {
  const now = server.clock.now();
  const session = await server.db
    .selectFrom("sessions")
    .innerJoin("accounts", "accounts.id", "sessions.accountId")
    .select(["sessions.id", "sessions.lastSeenAt", "sessions.expiresAt", "accounts.id as accountId", "accounts.username", "accounts.isSiteAdmin", "accounts.disabledAt"])
    .where("sessions.hash", "=", hashToken(secret))
    .executeTakeFirst();
  if (!session || session.disabledAt || session.expiresAt <= now || session.lastSeenAt.getTime() + idle < now.getTime()) throw new Problem("unauthorized");
  if (!safe.has(request.method)) await requireCsrfToken(server, secret, request);
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000) await server.db.updateTable("sessions").set({ lastSeenAt: now }).where("id", "=", session.id).execute();
  return { kind: "account", id: session.accountId, name: session.username, siteAdmin: session.isSiteAdmin };
}

async function requireCsrfToken(server: Pick<Server, "keys">, secret: string, { headers }: Pick<FastifyRequest, "headers">): Promise<void> {
  const token = headers["x-csrf-token"];
  const keys = await server.keys.derived(site, "csrf");
  if (typeof token !== "string" || !isCsrfToken(keys, secret, token)) throw new Problem("csrf");
}

/** The token that our pages send back with every change. */
export const csrfTokenOf = async (server: Pick<Server, "keys">, secret: string): Promise<string> => newCsrfToken(await server.keys.derived(site, "csrf"), secret);

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../actor.ts";
import type { Sql } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import { isCsrfToken, newCsrfToken } from "../secrets/csrf.ts";
import { site } from "../secrets/data-key-store.ts";
import { hashToken, randomSecret } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";
import type { Settings } from "../settings.ts";

const days = 24 * 3_600_000;

/** A session that nobody used for so long is over; and one that is as old as this, used or not. */
const idle = 2 * days;
const longest = 14 * days;

const isSecure = ({ publicUrl }: Pick<Settings, "publicUrl">): boolean => publicUrl.startsWith("https:");

/** The name of the session's cookie. Its prefix makes browsers refuse it without TLS. */
export const sessionCookie = (settings: Pick<Settings, "publicUrl">): string => (isSecure(settings) ? "__Host-lockstep" : "lockstep");

/** How our cookies are set: no script reads them, no other site sends them with what changes something. */
export const cookieOptions = (settings: Pick<Settings, "publicUrl">) => ({ path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(settings) }) as const;

type Browser = Pick<FastifyRequest, "headers" | "ip">;

/** A new session: its secret goes into a cookie and is stored as its hash. */
export async function beginSession(server: Pick<Server, "db" | "clock">, accountId: string, { headers, ip }: Browser): Promise<string> {
  const secret = randomSecret();
  const now = server.clock.now();
  const userAgent = (headers["user-agent"] ?? "").slice(0, 500);
  await server.db.insertInto("sessions").values({ id: newId("session"), accountId, hash: hashToken(secret), userAgent, address: ip, lastSeenAt: now, expiresAt: new Date(now.getTime() + longest) }).execute();
  return secret;
}

/** Gives the browser a new session, whatever it had before. */
export async function openSession(server: Pick<Server, "db" | "clock" | "settings">, accountId: string, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const before = secretOf(server, request);
  if (before !== undefined) await endSession(server, before);
  const secret = await beginSession(server, accountId, request);
  void reply.setCookie(sessionCookie(server.settings), secret, { ...cookieOptions(server.settings), maxAge: longest / 1000 });
  return secret;
}

/** The secret in a request's cookie. */
export const secretOf = ({ settings }: Pick<Server, "settings">, { cookies }: Pick<FastifyRequest, "cookies">): string | undefined => cookies[sessionCookie(settings)];

/** Ends a session. */
export async function endSession(server: Pick<Server, "db">, secret: string): Promise<void> {
  await server.db.deleteFrom("sessions").where("hash", "=", hashToken(secret)).execute();
}

/** Ends all sessions of an account but one. */
export async function endOtherSessions(db: Sql, accountId: string, secret?: string): Promise<void> {
  const all = db.deleteFrom("sessions").where("accountId", "=", accountId);
  await (secret === undefined ? all : all.where("hash", "<>", hashToken(secret))).execute();
}

/** A session that is shown to whom it belongs. */
export interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Where an account is signed in, the last used first. */
export async function listSessions(server: Pick<Server, "db" | "clock">, accountId: string, current: string | undefined): Promise<readonly SessionView[]> {
  const now = server.clock.now();
  const rows = await server.db
    .selectFrom("sessions")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("expiresAt", ">", now)
    .where("lastSeenAt", ">", new Date(now.getTime() - idle))
    .orderBy("lastSeenAt", "desc")
    .execute();
  const hash = current === undefined ? undefined : hashToken(current);
  return rows.map(({ id, userAgent, address, createdAt, lastSeenAt, expiresAt, hash: own }) => ({ id, current: hash?.equals(own) ?? false, userAgent, address, createdAt, lastSeenAt, expiresAt }));
}

/** Signs an account out somewhere. */
export async function revokeSession(server: Pick<Server, "db">, accountId: string, id: string): Promise<void> {
  const gone = await server.db.deleteFrom("sessions").where("accountId", "=", accountId).where("id", "=", id).returning("id").executeTakeFirst();
  found(gone, "session", id);
}

/** Methods that change nothing need no proof that the page is ours. */
const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whose session a cookie names. A request that changes something must carry the token that only our own pages know. */
export async function accountOfSession(server: Pick<Server, "db" | "clock" | "keys">, secret: string, { method, headers }: Pick<FastifyRequest, "method" | "headers">): Promise<Actor> {
  const actor = await sessionActor(server, secret);
  if (!safe.has(method)) await requireCsrfToken(server, secret, headers["x-csrf-token"]);
  return actor;
}

/** Whose session it is, without a look at what the request does; a problem when it is over. */
export async function sessionActor(server: Pick<Server, "db" | "clock">, secret: string): Promise<Extract<Actor, { kind: "account" }>> {
  const now = server.clock.now();
  const session = await server.db
    .selectFrom("sessions")
    .innerJoin("accounts", "accounts.id", "sessions.accountId")
    .select(["sessions.id", "sessions.lastSeenAt", "sessions.expiresAt", "accounts.id as accountId", "accounts.username", "accounts.isSiteAdmin", "accounts.disabledAt"])
    .where("sessions.hash", "=", hashToken(secret))
    .executeTakeFirst();
  if (!session || session.disabledAt || session.expiresAt <= now || session.lastSeenAt.getTime() + idle < now.getTime()) throw new Problem("unauthorized");
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000) await server.db.updateTable("sessions").set({ lastSeenAt: now }).where("id", "=", session.id).execute();
  return { kind: "account", id: session.accountId, name: session.username, siteAdmin: session.isSiteAdmin };
}

/** Refuses what does not carry the session's token. */
export async function requireCsrfToken(server: Pick<Server, "keys">, secret: string, token: unknown): Promise<void> {
  const keys = await server.keys.derived(site, "csrf");
  if (typeof token !== "string" || !isCsrfToken(keys, secret, token)) throw new Problem("csrf");
}

/** The token that our pages send back with every change. */
export const csrfTokenOf = async (server: Pick<Server, "keys">, secret: string): Promise<string> => newCsrfToken(await server.keys.derived(site, "csrf"), secret);

/** Refuses what another site's page sends where no session could tell it apart: signing somebody in is a change, too. */
export function requireSameSite({ settings }: Pick<Server, "settings">, { headers }: Pick<FastifyRequest, "headers">): void {
  const from = headers["sec-fetch-site"];
  // The browser itself says so, and also where it keeps the origin to itself ("null").
  if (from === "same-origin") return;
  if (from !== undefined && from !== "none") throw new Problem("csrf");
  const { origin } = headers;
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host : undefined;
  if (host === undefined || (host !== headers.host && host !== new URL(settings.publicUrl).host)) throw new Problem("csrf");
}

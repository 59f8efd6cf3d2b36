import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { repositoryKey, type VcsConnection } from "./connection.ts";
import { secretContext } from "./credentials.ts";
import { enqueueLook } from "./jobs.ts";
import { selectConnection, setConnection, storeLook, usedRepositories } from "./queries.ts";

/** The largest webhook that is taken; what a larger one would have said is found by looking. */
const largest = 4 << 20;

/** Where hosts tell what happened. What they say is only a reason to look: nothing of it is believed but the repository's name. */
export function webhooks(server: Server, app: FastifyInstance): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The signature is of the very bytes.
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largest }, (_request, body, done) => done(null, body));
    scope.post("/api/v1/vcs/:connection/webhook", { bodyLimit: largest }, async (request, reply) => {
      const { connection } = request.params as { readonly connection: string };
      const body = request.body instanceof Uint8Array ? Buffer.from(request.body) : Buffer.alloc(0);
      const taken = await takeWebhook(server, connection, request.headers, body);
      return reply.status(202).send({ status: taken });
    });
  });
}

const text = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));

/** Checks a delivery, keeps that it came, and asks for a look. The same delivery again is ignored. */
async function takeWebhook(server: Server, connectionId: string, headers: IncomingHttpHeaders, body: Buffer): Promise<"received" | "replayed" | "ignored"> {
  const connection = found(await selectConnection(server.db, connectionId), "connection", connectionId);
  await requireSignature(server, connection, headers, body);
  const { kind, deliveryId } = deliveryOf(headers, body);
  const told = readBody(headers, body);
  const names = repositoriesOf(connection, told, await usedRepositories(server.db, connectionId));
  const wanted = names.length > 0 && !/^(ping|System Hook)$/.test(kind);
  const repository = names.length === 1 ? (names[0] ?? null) : null;
  return transaction(server.db, async (trx) => {
    const event = { id: newId("webhookEvent"), vcsConnectionId: connectionId, deliveryId, kind, repository, data: JSON.stringify({ ref: told.ref ?? null, action: told.action ?? told.object_attributes?.action ?? null }), problem: null, receivedAt: server.clock.now() };
    const fresh = await trx.insertInto("vcsEvents").values({ ...event, status: wanted ? "received" : "ignored" }).onConflict((row) => row.columns(["vcsConnectionId", "deliveryId"]).doNothing()).returning("id").executeTakeFirst();
    if (!fresh) return "replayed";
    if (!wanted) return "ignored";
    for (const name of names) {
      await storeLook(trx, connectionId, name, { webhookAt: server.clock.now() });
      await enqueueLook(server, trx, connectionId, name);
    }
    if (connection.checkedAt === null) await setConnection(trx, connectionId, { checkedAt: server.clock.now() });
    return "received";
  });
}

/** GitHub, Gitea and we sign the body; GitLab sends the secret itself. */
async function requireSignature({ vault }: Pick<Server, "vault">, connection: VcsConnection, headers: IncomingHttpHeaders, body: Buffer): Promise<void> {
  const secret = connection.webhookSecretSealed ? await vault.openText(connection.webhookSecretSealed, secretContext(connection, "webhook_secret_sealed")) : "";
  const given = connection.kind === "gitlab" ? text(headers["x-gitlab-token"]) : text(headers["x-hub-signature-256"]).replace(/^sha256=/, "");
  const wanted = connection.kind === "gitlab" ? secret : createHmac("sha256", secret).update(body).digest("hex");
  if (secret === "" || given === "" || !sameText(given, wanted)) throw new Problem("bad-signature");
}

const digest = (value: string): Buffer => createHash("sha256").update(value).digest();
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** The sender's own name of the delivery; where there is none, the body is its own. */
function deliveryOf(headers: IncomingHttpHeaders, body: Buffer): { readonly kind: string; readonly deliveryId: string } {
  const named = ["x-github-delivery", "x-gitea-delivery", "idempotency-key", "webhook-id", "x-gitlab-event-uuid"].map((name) => text(headers[name])).find((value) => value !== "");
  const kind = ["x-github-event", "x-gitlab-event", "x-gitea-event"].map((name) => text(headers[name])).find((value) => value !== "") ?? "push";
  return { kind: kind.slice(0, 60), deliveryId: (named ?? createHash("sha256").update(body).digest("hex")).slice(0, 200) };
}

const toldShape = z.object({
  ref: z.string().max(500).nullish().catch(null),
  action: z.string().max(100).nullish().catch(null),
  object_attributes: z.object({ action: z.string().max(100).nullish() }).nullish().catch(null),
  repository: z.object({ full_name: z.string().nullish() }).nullish().catch(null),
  project: z.object({ path_with_namespace: z.string().nullish() }).nullish().catch(null),
});

function readBody(headers: IncomingHttpHeaders, body: Buffer): z.output<typeof toldShape> {
  try {
    const form = text(headers["content-type"]).startsWith("application/x-www-form-urlencoded");
    return toldShape.parse(JSON.parse(form ? (new URLSearchParams(body.toString("utf8")).get("payload") ?? "{}") : body.toString("utf8") || "{}"));
  } catch {
    throw new Problem("bad-request", { detail: "The webhook is not JSON. Set its content type to application/json." });
  }
}

/** The repositories it is about, of those that workspaces follow. One that names none may be about any. */
function repositoriesOf(connection: VcsConnection, told: z.output<typeof toldShape>, used: readonly string[]): readonly string[] {
  const keys = [...new Set(used.map((name) => repositoryKey(connection, name)))];
  const name = told.repository?.full_name ?? told.project?.path_with_namespace;
  if (!name) return connection.kind === "git" ? keys : [];
  const wanted = bare(name);
  // Of plain Git the path may begin further out or further in than the connection's address.
  return keys.filter((key) => (connection.kind === "git" ? [[bare(key), wanted], [wanted, bare(key)]].some(([long = "", short = ""]) => long === short || long.endsWith(`/${short}`)) : bare(key) === wanted));
}

const bare = (name: string): string => name.toLowerCase().replace(/\.git$/, "");

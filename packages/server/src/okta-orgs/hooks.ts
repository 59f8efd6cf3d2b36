import type { FastifyInstance } from "fastify";
import type { Actor } from "../actor.ts";
import { Problem } from "../problem.ts";
import { readCapability, writeCapability } from "../secrets/capabilities.ts";
import { site } from "../secrets/data-key-store.ts";
import type { Server } from "../server.ts";
import { orgUrlOf } from "./okta-org.ts";
import { selectOktaOrg } from "./queries.ts";
import { getOktaOrg } from "./service.ts";

const path = "/api/v1/okta-hooks";
const purpose = "okta-hook";
// An event hook is set up once, and is meant to stay: its address ends with the connection.
const never = new Date("2200-01-01T00:00:00Z");

/** The address that an event hook of the org may be sent to, so that its log is read at once. */
export async function hookAddress(server: Pick<Server, "db" | "keys" | "settings">, actor: Actor, id: string): Promise<string> {
  const org = await getOktaOrg(server, actor, id, "okta-org.write");
  return `${server.settings.publicUrl}${path}/${writeCapability(await server.keys.derived(site, "addresses"), { purpose, id: org.id, expires: never })}`;
}

/** Not more often than this is a log read because somebody says so. */
const leastSeconds = 3;
const alertMinutes = 15;

/**
 * Takes Okta's event hooks: as a nudge, and nothing more. What happened is read from the log, in its order and once, so that a
 * hook that is forged, doubled, late or lost changes nothing.
 */
export function receiveHooks(server: Server, app: FastifyInstance): void {
  const orgOf = async (text: string) => {
    const read = readCapability(await server.keys.derived(site, "addresses"), purpose, text, server.clock.now());
    const org = read.state === "valid" ? await selectOktaOrg(server.db, read.id) : undefined;
    if (!org) throw new Problem("not-found", { kind: "address", name: "that was given" });
    return org;
  };
  // Okta asks once whether the address is ours, and wants its question back.
  app.get<{ Params: { address: string } }>(`${path}/:address`, async ({ params, headers }) => {
    await orgOf(params.address);
    return { verification: String(headers["x-okta-verification-challenge"] ?? "") };
  });
  app.post<{ Params: { address: string } }>(`${path}/:address`, async ({ params }, reply) => {
    const { organizationId, orgName, baseUrl } = await orgOf(params.address);
    const now = server.clock.now();
    const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
    await server.db
      .updateTable("orgWatches")
      .set({ nextPollAt: now, alertUntil: new Date(now.getTime() + alertMinutes * 60_000) })
      .where("organizationId", "=", organizationId)
      .where("orgUrl", "=", orgUrlOf(orgName, baseUrl))
      .where("nextPollAt", ">", now)
      .where((row) => row.or([row("readAt", "is", null), row("readAt", "<", before(leastSeconds))]))
      .execute();
    return reply.status(200).send({});
  });
}

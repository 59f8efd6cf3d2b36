import { transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import { enqueueLook } from "./jobs.ts";
import { syncRepositories, takeDue } from "./queries.ts";

/** Where webhooks arrive, looking by ourselves is for those that were lost. */
const listeningFactor = 15;

const day = 86_400_000;

/** Asks for a look at each repository whose time has come. Each is taken once, whoever asks. */
export async function pollDue(server: Pick<Server, "db" | "jobs" | "clock" | "settings">): Promise<number> {
  const { vcsPollSeconds } = server.settings;
  await syncRepositories(server.db);
  const due = await transaction(server.db, async (trx) => {
    const taken = await takeDue(trx, server.clock.now(), vcsPollSeconds, vcsPollSeconds * listeningFactor);
    for (const { vcsConnectionId, name } of taken) await enqueueLook(server, trx, vcsConnectionId, name);
    return taken;
  });
  return due.length;
}

/** Webhooks are remembered for as long as a host may send them again. */
export async function forgetEvents({ db, clock }: Pick<Server, "db" | "clock">): Promise<void> {
  await db.deleteFrom("vcsEvents").where("receivedAt", "<", new Date(clock.now().getTime() - 30 * day)).execute();
}

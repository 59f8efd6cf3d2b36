import { eventRoutes } from "@lockstep/contract";
import type { Domain, Loop } from "../domain.ts";
import { identify } from "../http/authenticate.ts";
import { handlers } from "../http/call.ts";
import { getOrganization } from "../organizations/service.ts";
import type { Server } from "../server.ts";
import { getWorkspaceByName } from "../workspaces/service.ts";
import { audienceOf } from "./audience.ts";
import { deleteEventsBefore } from "./queries.ts";
import { streamEvents } from "./stream.ts";

/** What happens, as it happens, for pages. */
export const events: Domain = {
  name: "events",
  routes: (server) =>
    handlers(eventRoutes, {
      stream: async ({ actor, params, query, request, reply }) => {
        const organization = await getOrganization(server, actor, params.organization);
        const only = query.workspace === undefined ? undefined : await getWorkspaceByName(server, actor, params.organization, query.workspace);
        await streamEvents(server, request, reply, { actor, again: async () => identify(server, request) }, audienceOf(server, actor, { organizationId: organization.id, workspaceId: only?.workspace.id }));
      },
    }),
  loops: (server) => [pruning(server)],
};

const keptDays = 7;

/** Events are for those who are there, or come back within a week. */
const pruning = ({ db, clock }: Pick<Server, "db" | "clock">): Loop => ({
  name: "events.prune",
  everySeconds: 3600,
  round: async (signal) => {
    const before = new Date(clock.now().getTime() - keptDays * 86_400_000);
    while (!signal.aborted && (await deleteEventsBefore(db, before)) > 0);
  },
});

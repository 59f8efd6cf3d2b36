import { z } from "zod";
import type { EventKind } from "../events/event.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import type { Server } from "../server.ts";
import { concernedBy, followWorkspace } from "./followed.ts";

/** The job that finds out anew which orgs are followed. */
export const followJob = "drift.follow";

/** What can lead a workspace to another org, or mend credentials. */
export const followEvents = ["state-version.created", "workspace.changed", "variable.changed", "okta-org.changed"] as const satisfies readonly EventKind[];

const event = z.object({ kind: z.string(), organizationId: z.string(), workspaceId: z.string().nullable(), data: z.record(z.string(), z.unknown()).optional() });

/** What workers do when a connection may be another one. */
export const followJobOf = (server: Server): JobHandler =>
  jobHandler({
    name: followJob,
    keepSeconds: 300,
    concurrency: 2,
    data: event,
    handle: async ({ data }) => {
      // That following met a problem is no reason to try the same again at once.
      const onlyWorking = data.kind === "okta-org.changed" && typeof data.data?.["problem"] === "string";
      for (const id of await concernedBy(server, data)) await followWorkspace(server, id, { onlyWorking });
    },
  });

import { z } from "zod";
import { routes } from "./routes.ts";

const named = z.object({ id: z.string(), name: z.string() });

/** A workspace that follows another: when a run of the source is applied, one is started in the follower. */
export const runTrigger = z.object({ id: z.string(), workspace: named, source: named, createdAt: z.iso.datetime() });

/** Which workspaces follow which. */
export const runTriggerRoutes = routes({
  listRunTriggers: {
    method: "GET",
    path: "/api/v1/workspaces/:workspace/run-triggers",
    summary: "What the workspace follows, and what follows it",
    answer: z.object({ follows: z.array(runTrigger), followedBy: z.array(runTrigger) }),
  },
  createRunTrigger: { method: "POST", path: "/api/v1/workspaces/:workspace/run-triggers", summary: "Lets the workspace follow another", body: z.object({ sourceId: z.string() }), answer: runTrigger },
  deleteRunTrigger: { method: "DELETE", path: "/api/v1/run-triggers/:trigger", summary: "Ends that" },
});

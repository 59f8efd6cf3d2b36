import type { Domain } from "../domain.ts";
import { vcsJobs } from "./job-names.ts";
import { vcsWork } from "./jobs.ts";
import { forgetEvents, pollDue } from "./poll.ts";
import { vcsOwn } from "./routes.ts";
import { vcsTfe } from "./tfe.ts";
import { webhooks } from "./webhook.ts";

export const vcs: Domain = {
  name: "vcs",
  routes: vcsOwn,
  tfe: vcsTfe,
  plain: webhooks,
  jobs: vcsWork,
  listens: { "run.changed": vcsJobs.runChanged, "run.created": vcsJobs.runChanged, "workspace.changed": vcsJobs.workspaceChanged },
  loops: (server) => [
    { name: "vcs.poll", everySeconds: Math.min(5, server.settings.vcsPollSeconds), round: async () => void (await pollDue(server)) },
    { name: "vcs.forget-events", everySeconds: 3600, round: async () => forgetEvents(server) },
  ],
};

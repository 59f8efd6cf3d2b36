import type { Domain } from "../domain.ts";
import { autoQueue, autoQueueJob } from "./auto-queue.ts";
import { runJobs } from "./jobs.ts";
import { removeOldPlans } from "./keeping.ts";
import { endLostRuns } from "./lost.ts";
import { endStreams } from "./open-streams.ts";
import { phaseTfe } from "./phase-tfe.ts";
import { runHandlers } from "./routes.ts";
import { runTfe } from "./tfe.ts";

export const runs: Domain = {
  name: "runs",
  routes: runHandlers,
  // A server that stops does not wait for those who watch.
  plain: (server, app) => void app.addHook("preClose", (done) => {
    endStreams(server);
    done();
  }),
  tfe: (server) => [...runTfe(server), ...phaseTfe(server)],
  jobs: (server) => [...runJobs(server), autoQueue(server)],
  listens: { "configuration-version.uploaded": autoQueueJob },
  loops: (server) => [
    { name: "runs.lost", everySeconds: 15, round: async () => void (await endLostRuns(server)) },
    { name: "runs.old-plans", everySeconds: 3600, round: async () => void (await removeOldPlans(server)) },
  ],
};

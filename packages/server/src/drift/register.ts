import type { Domain } from "../domain.ts";
import { acceptanceLoop } from "./accepted.ts";
import { afterRunJob, afterRunJobOf } from "./after-run.ts";
import { followEvents, followJob, followJobOf } from "./follow-job.ts";
import { keepingLoop } from "./keeping.ts";
import { driftRoutesOf } from "./routes.ts";
import { scanJobOf } from "./scan-job.ts";
import { driftTfe } from "./tfe.ts";
import { pollJobOf, pollLoop } from "./watch.ts";

export const drift: Domain = {
  name: "drift",
  routes: driftRoutesOf,
  tfe: driftTfe,
  jobs: (server) => [scanJobOf(server), pollJobOf(server), followJobOf(server), afterRunJobOf(server)],
  listens: { "run.changed": afterRunJob, ...Object.fromEntries(followEvents.map((kind) => [kind, followJob])) },
  loops: (server) => [pollLoop(server), acceptanceLoop(server), keepingLoop(server)],
};

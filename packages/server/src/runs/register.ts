import type { Domain } from "../domain.ts";
import { runJobs } from "./jobs.ts";
import { phaseTfe } from "./phase-tfe.ts";
import { runTfe } from "./tfe.ts";

export const runs: Domain = { name: "runs", tfe: (server) => [...runTfe(server), ...phaseTfe(server)], jobs: runJobs };

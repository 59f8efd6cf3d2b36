import type { Domain } from "../domain.ts";
import { followJob, runTriggerJobs } from "./follow-job.ts";
import { runTriggerHandlers } from "./routes.ts";
import { runTriggerTfe } from "./tfe.ts";

export const runTriggers: Domain = { name: "run-triggers", routes: runTriggerHandlers, tfe: runTriggerTfe, jobs: runTriggerJobs, listens: { "run.changed": { job: followJob, when: ({ data }) => data?.["status"] === "applied" } } };

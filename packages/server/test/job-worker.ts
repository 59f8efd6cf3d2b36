import { connectTo } from "../src/db/connect.ts";
import { openJobs } from "../src/jobs/queue.ts";
import { startWorker } from "../src/jobs/worker.ts";

/**
 * A worker of one queue which tells what it takes and keeps it until it is told to end: `node job-worker.ts <connection> <queue>`.
 */
const [connection = "{}", name = ""] = process.argv.slice(2);
// What the test writes is a connection.
const database = connectTo(JSON.parse(connection) as object, 2);
const jobs = await openJobs(database);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
await startWorker({
  jobs,
  alone: false,
  observe: (_job, outcome) => say(outcome),
  handlers: [
    {
      name,
      retrySeconds: 0,
      lookSeconds: 1,
      handle: (job, signal) => {
        say(`took ${job.attempt}`);
        return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      },
    },
  ],
});
say("ready");

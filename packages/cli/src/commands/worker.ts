import { runProcess } from "../serving/process.ts";
import type { Command } from "./command.ts";

export const worker: Command = {
  name: "worker",
  describe: "Run a worker for the runs of a server, on the same DATABASE_URL.",
  flags: [],
  run: (call) => runProcess(call, { serve: false, work: true }),
};

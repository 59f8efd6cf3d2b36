import { isOn } from "../arguments.ts";
import { runProcess } from "../serving/process.ts";
import type { Command } from "./command.ts";

export const serve: Command = {
  name: "serve",
  describe: "Run the server, with a worker for its runs. Settings come from the environment.",
  flags: [{ name: "no-worker", kind: "switch", describe: "Only answer requests; workers are processes of their own." }],
  run: (call) => runProcess(call, { serve: true, work: !isOn(call.flags, "no-worker") }),
};

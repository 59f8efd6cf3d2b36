import { isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Command } from "./command.ts";

export const lab: Command = {
  name: "lab",
  describe: "Go through the main job on a server, two sandbox orgs and a Git server: create, rename, promote, drift, set back.",
  flags: [
    { name: "keep", kind: "switch", describe: "Leave everything up, to go on by hand in the browser." },
    { name: "local", kind: "switch", describe: "Without a server: with the commands and state files of one machine." },
  ],
  async run({ terminal, environment, flags, signal }) {
    const run = isOn(flags, "local") ? (await import("../lab/local.ts")).runLocalLab : (await import("../lab/lab.ts")).runLab;
    const held = await run(terminal, environment, isOn(flags, "keep"), signal);
    return held ? exitCodes.success : exitCodes.failure;
  },
};

import { isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { runLab } from "../lab/lab.ts";
import type { Command } from "./command.ts";

export const lab: Command = {
  name: "lab",
  describe: "Go through the main job on two sandbox orgs: create, rename, promote, drift, set back.",
  flags: [{ name: "keep", kind: "switch", describe: "Leave the orgs up and print their addresses." }],
  async run({ terminal, environment, flags, signal }) {
    const held = await runLab(terminal, environment, isOn(flags, "keep"), signal);
    return held ? exitCodes.success : exitCodes.failure;
  },
};

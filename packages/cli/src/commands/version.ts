import { isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { say } from "../terminal.ts";
import { terraformVersion, version as number } from "../version.ts";
import type { Command } from "./command.ts";

export const version: Command = {
  name: "version",
  describe: "Show the version, and the version of Terraform whose behaviour it keeps.",
  flags: [{ name: "json", kind: "switch", describe: "Write JSON." }],
  async run({ flags, terminal }) {
    if (isOn(flags, "json")) say(terminal, JSON.stringify({ lockstep_version: number, terraform_version: terraformVersion, platform: `${process.platform}_${process.arch}` }, null, 2));
    else say(terminal, `Lockstep v${number}\nLanguage and files of Terraform v${terraformVersion}`);
    return exitCodes.success;
  },
};

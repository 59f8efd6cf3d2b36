import { isOn } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Command } from "./command.ts";

export const login: Command = {
  name: "login",
  describe: "Sign in at a server, and keep a token where Terraform keeps its own.",
  words: "<host>",
  flags: [{ name: "paste", kind: "switch", describe: "Paste a token instead of opening a browser." }],
  async run(call) {
    const { logIn } = await import("../remote/login.ts");
    await logIn(call, (call.words[0] ?? "").toLowerCase(), isOn(call.flags, "paste"));
    return exitCodes.success;
  },
};

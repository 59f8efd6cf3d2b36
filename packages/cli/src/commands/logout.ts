import { exitCodes } from "../exit-codes.ts";
import { say } from "../terminal.ts";
import type { Command } from "./command.ts";

export const logout: Command = {
  name: "logout",
  describe: "Forget the token for a server.",
  words: "<host>",
  flags: [],
  async run({ words, environment, terminal }) {
    const { forgetToken } = await import("../remote/credentials.ts");
    const host = (words[0] ?? "").toLowerCase();
    const gone = forgetToken(host, environment);
    say(terminal, gone ? `The token for ${host} is forgotten here. It can be revoked under Settings, Tokens.` : `No token for ${host} is kept here.`);
    return exitCodes.success;
  },
};

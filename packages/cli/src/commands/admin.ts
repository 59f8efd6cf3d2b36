import type { Administration } from "@lockstep/server";
import { isOn, textOf } from "../arguments.ts";
import { exitCodes } from "../exit-codes.ts";
import { cannotStart, refusedByServer } from "../messages.ts";
import { say } from "../terminal.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import type { Call, Command } from "./command.ts";

/** Works on the database of a server, by the server's own settings. */
async function administer(call: Call, work: (administration: Administration) => Promise<void>): Promise<number> {
  const { openAdministration, readSettings, Problem, SecretError, StartProblem } = await import("@lockstep/server");
  let opened: Administration | undefined;
  try {
    opened = await openAdministration(readSettings(call.environment));
    await work(opened);
    return exitCodes.success;
  } catch (problem) {
    if (problem instanceof Problem) showDiagnostics(call, [refusedByServer(problem)]);
    else if (problem instanceof StartProblem || problem instanceof SecretError) showDiagnostics(call, [cannotStart(problem.message)]);
    else throw problem;
    return exitCodes.failure;
  } finally {
    await opened?.close();
  }
}

const name = (call: Call): string => call.words[0] ?? "";

/** The commands for who looks after a server, in the order of help. They need its settings, and work while it runs. */
export const adminCommands: readonly Command[] = [
  {
    name: "admin rotate-keys",
    describe: "Wrap the data keys with the first key of LOCKSTEP_KEY, so that the others can go.",
    flags: [{ name: "data-keys", kind: "switch", describe: "Also make new data keys, and seal everything again." }],
    run: (call) =>
      administer(call, async (administration) => {
        const { changed, kept, overtaken } = await administration.rotateKeys(isOn(call.flags, "data-keys"), (line) => say(call.terminal, line));
        say(call.terminal, `${changed} changed, ${kept} were as they should be${overtaken > 0 ? `, ${overtaken} were written by others meanwhile: run it again` : ""}.`);
      }),
  },
  {
    name: "admin reset-password",
    describe: "Print a link under which an account's password is chosen.",
    words: "<account>",
    flags: [],
    run: (call) =>
      administer(call, async (administration) => {
        const { link, expiresAt } = await administration.resetPassword(name(call));
        say(call.terminal, `${link}\n\nIt works once, until ${expiresAt.toISOString()}.`);
      }),
  },
  {
    name: "admin new-account",
    describe: "Make an account, and print the link under which its password is chosen.",
    words: "<name>",
    flags: [
      { name: "email", kind: "text", value: "address", describe: "Its e-mail address." },
      { name: "site-admin", kind: "switch", describe: "It may do everything, in every organization." },
    ],
    run: (call) =>
      administer(call, async (administration) => {
        const { link, expiresAt } = await administration.newAccount({ username: name(call), email: textOf(call.flags, "email") ?? name(call), siteAdmin: isOn(call.flags, "site-admin") });
        say(call.terminal, `${link}\n\nIt works once, until ${expiresAt.toISOString()}.`);
      }),
  },
  {
    name: "admin token",
    describe: "Print a new token that acts as an account.",
    words: "<account>",
    flags: [{ name: "description", kind: "text", value: "text", describe: "What it is for." }],
    run: (call) => administer(call, async (administration) => say(call.terminal, await administration.newToken(name(call), textOf(call.flags, "description") ?? "made by lockstep admin"))),
  },
];

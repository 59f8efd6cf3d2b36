import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command as Program, CommanderError } from "commander";
import { UsageProblem, givenInputs, toOption, withSwitchValues, withTwoDashes, type Flags } from "./arguments.ts";
import type { Call, Command } from "./commands/command.ts";
import { commandsFor } from "./commands/index.ts";
import { exitCodes } from "./exit-codes.ts";
import { FileFailure } from "./local/file-failure.ts";
import { RemoteFailure } from "./remote/failure.ts";
import { processTerminal, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** Arguments → command → exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const environment = process.env;
  const stop = stopOnInterrupt();
  try {
    return await run(argv, { environment, terminal: processTerminal(environment), signal: stop.signal });
  } finally {
    stop.done();
  }
}

/** The same among surroundings of the caller's. */
export async function run(argv: readonly string[], { environment, terminal, signal }: Pick<Call, "environment" | "terminal" | "signal">): Promise<number> {
  try {
    return await dispatch(withEnvironment(argv, environment), environment, terminal, signal);
  } catch (problem) {
    return failed(problem, terminal);
  }
}

async function dispatch(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  let code: number = exitCodes.success;
  const commands = await commandsFor(argv);
  const program = new Program("lockstep")
    .description("Keeps many Okta orgs in lockstep with Terraform code.")
    .version(`Lockstep v${version}`, "--version", "Show the version.")
    .option("--chdir <folder>", "Work in another folder.")
    .exitOverride()
    .showHelpAfterError("Try: lockstep --help");
  const groups = new Map<string, Program>([["", program]]);
  for (const command of commands) {
    const added = place(groups, program, command);
    added.action(async () => {
      const folder = resolve(String(program.opts()["chdir"] ?? "."));
      if (!existsSync(folder)) throw new UsageProblem(`There is no folder "${folder}".`);
      const call = { folder, words: added.args, flags: named(command, added), given: givenInputs(argv), environment, terminal, signal };
      code = command.state || command.remote ? await (await import("./remote/dispatch.ts")).runWhereStateIs(command, call) : await command.run(call);
    });
  }
  await program.parseAsync(withSwitchValues(withTwoDashes(argv), commands.flatMap(({ flags }) => flags)), { from: "user" });
  return code;
}

function place(groups: Map<string, Program>, program: Program, command: Command): Program {
  const [first = "", second] = command.name.split(" ");
  let parent = program;
  if (second) {
    parent = groups.get(first) ?? program.command(first, { hidden: command.hidden ?? false }).description(groupDescriptions[first] ?? "");
    groups.set(first, parent);
  }
  const added = parent.command(second ?? first, { hidden: command.hidden ?? false }).description(command.describe).exitOverride();
  if (command.words) added.arguments(command.words);
  for (const flag of command.flags) added.addOption(toOption(flag));
  return added;
}

const groupDescriptions: Readonly<Record<string, string>> = { state: "Look at the state and change it.", run: "Look at the runs of a server, start and decide them.", admin: "Look after a server: its accounts, tokens and keys." };

// Commander names options in camel case; commands ask for them by their own names.
function named(command: Command, added: Program): Flags {
  const given: Record<string, unknown> = added.opts();
  return Object.fromEntries(command.flags.map(({ name }) => [name, given[camelCase(name)] as Flags[string]]));
}

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

// TF_CLI_ARGS and TF_CLI_ARGS_plan put options after the command's name, as Terraform does.
function withEnvironment(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): string[] {
  const at = argv.findIndex((word) => !word.startsWith("-"));
  const name = argv[at];
  if (name === undefined) return [...argv];
  const words = (text: string | undefined): string[] => text?.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)?.map((word) => word.replace(/["']/g, "")) ?? [];
  const more = [...words(environment["TF_CLI_ARGS"]), ...words(environment[`TF_CLI_ARGS_${name}`])];
  return [...argv.slice(0, at + 1), ...more, ...argv.slice(at + 1)];
}

// The first Ctrl-C asks for an end with everything saved; the second ends at once.
function stopOnInterrupt(): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.failure);
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return { signal: controller.signal, done: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}

async function failed(problem: unknown, terminal: Terminal): Promise<number> {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? exitCodes.success : exitCodes.failure;
  if (problem instanceof UsageProblem) {
    terminal.err.write(`Error: Wrong call\n\n${problem.message}\n`);
    return exitCodes.failure;
  }
  if (problem instanceof FileFailure || problem instanceof RemoteFailure) {
    const { showDiagnostics } = await import("./views/diagnostics.ts");
    showDiagnostics({ terminal, flags: {} }, [problem.diagnostic]);
    return exitCodes.failure;
  }
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  terminal.err.write(`This is a bug in Lockstep. Please report it with the command and these lines:\n\n${text}\n`);
  return exitCodes.failure;
}

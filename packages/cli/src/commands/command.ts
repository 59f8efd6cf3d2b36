import type { GivenInput, ReadKeptState } from "@lockstep/engine";
import type { Diagnostic } from "@lockstep/hcl";
import type { Flag, Flags } from "../arguments.ts";
import type { Target } from "../remote/target.ts";
import type { Terminal } from "../terminal.ts";

/** One command of the command line. */
export interface Command {
  /** "plan", or "state list" for a command below another. */
  readonly name: string;
  readonly describe: string;
  /** Words after the options: "[plan]", "<address> <id>", "[addresses...]". */
  readonly words?: string;
  readonly flags: readonly Flag[];
  readonly hidden?: boolean;
  /** What it does with the state. Where a server keeps that, the command is given a copy, and what it wrote goes back. */
  readonly state?: "reads" | "writes" | "outputs";
  /** How it is done where a server does it. */
  readonly remote?: (call: Call, target: Target) => Promise<number>;
  /** Does it and says how it ended (exit-codes.ts). */
  run(call: Call): Promise<number>;
}

/** What a command is given: where it stands, what was asked, whom it speaks to. */
export interface Call {
  readonly folder: string;
  readonly words: readonly string[];
  readonly flags: Flags;
  /** `-var` and `-var-file`, in their order. */
  readonly given: readonly GivenInput[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Aborted by the first Ctrl-C: finish what is under way, save, end. */
  readonly signal: AbortSignal;
  /** Reads states that a server keeps; without it the server is asked as who is signed in there. */
  readonly keptState?: ReadKeptState;
  /** Is given every diagnostic that is shown. */
  readonly heard?: (diagnostics: readonly Diagnostic[]) => void;
}

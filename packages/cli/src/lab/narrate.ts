import { spawn } from "node:child_process";
import { join } from "node:path";
import { packageFolder } from "../package-folder.ts";
import { paint, say, type Terminal } from "../terminal.ts";

/** A command that was run for the reader, and what came of it. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Tells the story of the lab: headings, commands as a person types them, what they answered, and what held. */
export class Narrator {
  readonly #terminal: Terminal;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #checks: { readonly text: string; readonly held: boolean }[] = [];

  constructor(terminal: Terminal, environment: Readonly<Record<string, string | undefined>>) {
    this.#terminal = terminal;
    this.#environment = environment;
  }

  heading(text: string): void {
    say(this.#terminal);
    say(this.#terminal, paint(this.#terminal).bold(text));
  }

  /** What a person does that is not a command of ours. */
  action(text: string): void {
    say(this.#terminal, `  ${paint(this.#terminal).cyan("·")} ${text}`);
  }

  /** What came of it, in a line. */
  note(text: string): void {
    say(this.#terminal, `      ${paint(this.#terminal).dim(text)}`);
  }

  /** Runs `lockstep …` in a folder as a process of its own and shows the lines that matter. */
  async lockstep(folder: string, words: readonly string[], variables: Readonly<Record<string, string>>, show: RegExp): Promise<Ran> {
    say(this.#terminal, `  $ lockstep ${words.join(" ")}`);
    const ran = await this.#run(folder, words, variables);
    for (const line of ran.output.split("\n").filter((text) => show.test(text))) say(this.#terminal, `      ${line.trim()}`);
    return ran;
  }

  /** Notes whether something held; what did not is shown with the whole output. */
  check(text: string, held: boolean, output = ""): void {
    this.#checks.push({ text, held });
    const colors = paint(this.#terminal);
    say(this.#terminal, `  ${held ? colors.green("✓") : colors.red("✗")} ${text}`);
    if (!held && output) say(this.#terminal, output.replace(/^/gm, "      | "));
  }

  /** The closing lines; true when everything held. */
  sumUp(seconds: number): boolean {
    const missed = this.#checks.filter(({ held }) => !held);
    say(this.#terminal);
    for (const { text } of missed) say(this.#terminal, `did not hold: ${text}`);
    say(this.#terminal, `The lab took ${seconds.toFixed(1)} s: ${this.#checks.length - missed.length} of ${this.#checks.length} checks held.`);
    return missed.length === 0;
  }

  #run(folder: string, words: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ran> {
    const launcher = join(packageFolder, "bin/lockstep.js");
    const env = { ...this.#environment, NO_COLOR: "1", ...variables };
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      child.stdout.on("data", (data: Buffer) => (output += data.toString()));
      child.stderr.on("data", (data: Buffer) => (output += data.toString()));
      child.on("close", (code) => resolve({ code: code ?? 1, output }));
    });
  }
}

import { createInterface } from "node:readline/promises";
import { Readable, type Writable } from "node:stream";
import picocolors from "picocolors";

/** Where a command writes and asks. */
export interface Terminal {
  readonly out: Writable;
  readonly err: Writable;
  readonly input: Readable;
  /** Out is a terminal that a person looks at. */
  readonly live: boolean;
  readonly color: boolean;
  readonly width: number;
}

/** The process's own terminal. */
export function processTerminal(environment: Readonly<Record<string, string | undefined>>): Terminal {
  const live = process.stdout.isTTY === true;
  return {
    out: process.stdout,
    err: process.stderr,
    input: process.stdin,
    live,
    color: live && !environment["NO_COLOR"] && environment["TERM"] !== "dumb",
    width: process.stdout.columns || 78,
  };
}

/** Writes a line. */
export const say = (terminal: Terminal, line = ""): void => void terminal.out.write(`${line}\n`);

/** Colours, or the same functions without any. */
export const paint = (terminal: Pick<Terminal, "color">) => picocolors.createColors(terminal.color);

/** Asks for a line; undefined when input ends or the signal comes first. */
export async function ask(terminal: Terminal, question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: terminal.input, output: terminal.out });
  try {
    const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
    return await Promise.race([lines.question(question, { signal }), ended]);
  } catch {
    return undefined;
  } finally {
    lines.close();
  }
}

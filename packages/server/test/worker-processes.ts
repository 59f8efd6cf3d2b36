import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Connection } from "../src/db/connect.ts";

/** Workers that are processes, on one database. */
export interface WorkerProcesses {
  /** Starts one more; gives its number once it takes jobs. */
  readonly start: () => Promise<number>;
  readonly signal: (number: number, signal: NodeJS.Signals) => void;
  /** Kills one at once, and starts another in its place. */
  readonly replace: (number: number) => Promise<void>;
  readonly alive: () => readonly number[];
  readonly kills: () => number;
  /** What they wrote to standard error, and lines of their logs that are errors. */
  readonly complaints: () => string;
  readonly stop: () => Promise<void>;
}

/** Prepares to start workers; each logs into memory. */
export function workerProcesses(connection: Connection, environment: Readonly<Record<string, string>>): WorkerProcesses {
  const running = new Map<number, ChildProcess>();
  let [count, kills, complaints] = [0, 0, ""];
  const start = async (): Promise<number> => {
    const number = ++count;
    const env = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...environment };
    const child = spawn(process.execPath, [join(import.meta.dirname, "chaos-worker.ts"), JSON.stringify(connection)], { env, stdio: ["ignore", "pipe", "pipe"] });
    running.set(number, child);
    child.once("exit", () => running.delete(number));
    child.stderr.on("data", (piece: Buffer) => void (complaints += `${number}: ${piece.toString()}`));
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code, signal) => reject(new Error(`A worker ended with ${code ?? signal}: ${complaints}`)));
      child.stdout.on("data", (piece: Buffer) => {
        const text = piece.toString();
        if (text.includes("ready\n")) resolve();
        for (const line of text.split("\n")) if (/"level":"?(50|error)/.test(line)) complaints += `${number}: ${line.slice(0, 1500)}\n`;
      });
    });
    return number;
  };
  const gone = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await exit;
  };
  return {
    start,
    signal: (number, signal) => void running.get(number)?.kill(signal),
    replace: async (number) => {
      const child = running.get(number);
      kills++;
      if (child) await gone(child, "SIGKILL");
      await start();
    },
    alive: () => [...running.keys()],
    kills: () => kills,
    complaints: () => complaints,
    stop: async () => void (await Promise.all([...running.values()].map(async (child) => gone(child, "SIGKILL")))),
  };
}

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a command took. Memory is the peak resident size of the process that works, in MiB. */
export interface Measured {
  readonly seconds: number;
  readonly mebibytes: number;
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end, or kills it after `limit` seconds (code null). */
export function measure(folder: string, command: readonly string[], environment: Readonly<Record<string, string>>, limit: number): Promise<Measured> {
  const [program = "", ...words] = command;
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: folder, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let peak = 0;
    const look = (): void => void (peak = Math.max(peak, peakOf(child.pid)));
    const watch = setInterval(look, 20);
    const timer = setTimeout(() => child.kill("SIGKILL"), limit * 1000);
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output += data.toString()));
    child.on("close", (code) => {
      clearInterval(watch);
      clearTimeout(timer);
      resolve({ seconds: (performance.now() - started) / 1000, mebibytes: peak / 1024, code, output });
    });
  });
}

// The kernel keeps the highest mark itself, so looking now and then misses only the last moments.
function peakOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

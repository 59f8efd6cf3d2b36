import { spawn, type ChildProcess } from "node:child_process";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Redactor } from "../secrets/redactor.ts";
import { GitError, gitFailure } from "./failure.ts";
import { gitDefaults, type GitSettings } from "./source.ts";

/** One run of Git. */
export interface GitRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly settings: GitSettings;
  /** When all runs of a session have to be over. */
  readonly deadline: AbortSignal;
  readonly about: string;
  readonly redactor: Redactor;
  /** A folder that must not grow over the settings' size while Git runs. */
  readonly measure?: string | undefined;
}

const mostOutput = 64 * 1024 * 1024;
const mostWords = 64 * 1024;

/** Runs Git to its end and gives what it wrote. Git, and what it has started, is ended when time, size or patience runs out. */
export async function runGit(run: GitRun): Promise<string> {
  const { settings, deadline } = run;
  if (settings.signal?.aborted === true) throw new GitError("aborted");
  const child = spawn(run.program, run.args, { cwd: run.cwd, env: run.environment, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32" });
  let ended: GitError | undefined;
  const end = (error: GitError): void => {
    ended ??= error;
    killAll(child);
  };
  const stop = (): void => end(new GitError("aborted"));
  const late = (): void => end(new GitError("timeout", `${Math.round((settings.timeoutMs ?? gitDefaults.timeoutMs) / 1000)} seconds`));
  settings.signal?.addEventListener("abort", stop, { once: true });
  deadline.addEventListener("abort", late, { once: true });
  if (deadline.aborted) late();
  const measuring = run.measure === undefined ? undefined : watchSize(run.measure, settings, end);
  try {
    const [out, words, code] = await Promise.all([gather(child.stdout, mostOutput, () => end(tooLarge(mostOutput))), gather(child.stderr, mostWords), exitOf(child, run.program)]);
    if (ended !== undefined) throw ended;
    if (code !== 0) throw gitFailure(run.redactor.text(words), run.about);
    return out;
  } finally {
    clearInterval(measuring);
    settings.signal?.removeEventListener("abort", stop);
    deadline.removeEventListener("abort", late);
  }
}

export const tooLarge = (bytes: number): GitError => new GitError("too-large", `${Math.floor(bytes / 1024 / 1024)} MiB`);

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // The whole group: Git leaves the network to children of its own.
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

async function gather(stream: AsyncIterable<Uint8Array>, most: number, over: () => void = () => undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else over();
  }
  return Buffer.concat(chunks).toString("utf8");
}

function exitOf(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject("code" in error && error.code === "ENOENT" ? new GitError("no-git", program, { cause: error }) : error));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function watchSize(folder: string, { mostBytes = gitDefaults.mostBytes }: GitSettings, end: (error: GitError) => void): NodeJS.Timeout {
  return setInterval(() => {
    sizeOf(folder).then((size) => size > mostBytes && end(tooLarge(mostBytes)), () => undefined);
  }, 500);
}

/** The bytes of all packs below a repository's folder; they are what grows while it is fetched. */
async function sizeOf(folder: string): Promise<number> {
  const packs = join(folder, "objects", "pack");
  const names = await readdir(packs);
  const sizes = await Promise.all(names.map((name) => lstat(join(packs, name)).then(({ size }) => size, () => 0)));
  return sizes.reduce((total, size) => total + size, 0);
}

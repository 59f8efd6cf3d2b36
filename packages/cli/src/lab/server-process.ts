import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { packageFolder } from "../package-folder.ts";

/** A `lockstep serve` that was started as a person starts it. */
export interface ServerProcess {
  readonly url: string;
  /** Where people find it: its pages, and the links it writes. */
  readonly address: string;
  /** What it logged. */
  readonly log: () => string;
  stop(): Promise<void>;
}

/** Starts the server with its embedded database in a folder, and waits until it is ready. */
export async function startServer(folder: string, settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const own = { LOCKSTEP_DATA: join(folder, "data"), LOCKSTEP_LISTEN: `127.0.0.1:${port}`, LOCKSTEP_PUBLIC_URL: address, ...settings };
  const child = spawn(process.execPath, [join(packageFolder, "bin/lockstep.js"), "serve"], { env: { ...inherited(), ...own }, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (text += part.toString("utf8")));
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child, () => text);
  return { url, address, log: () => text, stop: () => stopped(child) };
}

// Settings of a server that this machine may have are none of the lab's.
const inherited = (): Record<string, string | undefined> => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("LOCKSTEP_") && name !== "DATABASE_URL"));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ready(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let wait = 0; wait < 600 && child.exitCode === null; wait++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not start:\n${log()}`);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { PhaseFrame, PhaseKeptState, PhaseRequest, PhaseResult, PhaseStateWanted } from "@lockstep/contract";

/** The program that carries out one phase: the command line with its hidden command, given by who starts the server. */
export type PhaseProgram = readonly [program: string, ...words: string[]];

/** What the child tells while it works. Each is awaited before the child is answered. */
export interface PhaseListener {
  readonly log: (text: string) => void;
  readonly journal: (record: unknown) => Promise<void>;
  readonly state: (last: boolean) => Promise<void>;
  readonly keptState: (wanted: PhaseStateWanted) => Promise<PhaseKeptState>;
}

/** How a child ended: with a result, or without one (it was killed, or is broken). */
export interface ChildEnd {
  readonly result?: PhaseResult;
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  /** What it wrote to standard error, its last part. */
  readonly complaint: string;
}

export interface ChildControl {
  readonly ended: Promise<ChildEnd>;
  /** Asks it to finish what is under way and end. */
  readonly interrupt: () => void;
  readonly kill: () => void;
}

/** The folder for compiled code of a worker: its own, as code that others could put there would be run. */
export const compiledFolder = ({ data }: { readonly data: string }): string => process.env["NODE_COMPILE_CACHE"] ?? join(data, "compiled");

/** What a child may use. */
export interface ChildLimits {
  /** An empty folder of its own. */
  readonly home: string;
  /** Megabytes for its objects. */
  readonly memory: number;
  /** Where compiled code is kept from one child to the next: without it each compiles everything anew, which is most of its work. */
  readonly compiled: string;
}

/**
 * Starts a child for a phase. It knows nothing of the server's environment: only what the request says. Variables of the
 * configuration are in the request alone: in the environment of the process, some (NODE_OPTIONS, LD_PRELOAD) would change what it does.
 */
export function startChild(program: PhaseProgram, request: PhaseRequest, { home, memory, compiled }: ChildLimits, listener: PhaseListener): ChildControl {
  const [file, ...words] = program;
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: home, NODE_OPTIONS: `--max-old-space-size=${memory}`, NODE_COMPILE_CACHE: compiled, ...certificates() };
  const child = spawn(file, words, { cwd: home, env, stdio: ["pipe", "ignore", "pipe", "pipe"] });
  const input = child.stdin;
  // A child that has gone takes no answer; its end is told by its exit.
  input?.on("error", () => {});
  const frames = readFrames(child.stdio[3] as Readable, input, listener, () => child.kill("SIGKILL"));
  // What is wrong with a frame is told at the child's end; until then nobody waits for it.
  frames.catch(() => {});
  const complaint = tailOf(child.stderr);
  input?.write(`${JSON.stringify(request)}\n`);
  const ended = new Promise<ChildEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killedBy) => {
      void frames.then((result) => resolve({ ...(result && { result }), code, killedBy, complaint: complaint() }), reject);
    });
  });
  return { ended, interrupt: () => child.kill("SIGINT"), kill: () => child.kill("SIGKILL") };
}

// Certificates of the machine's own authority and its proxies reach the child; nothing else of our environment does.
const certificates = (): Readonly<Record<string, string>> => Object.fromEntries(["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "NODE_USE_ENV_PROXY"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

async function readFrames(from: Readable, answers: Writable | null, listener: PhaseListener, kill: () => void): Promise<PhaseResult | undefined> {
  let result: PhaseResult | undefined;
  try {
    for await (const line of createInterface({ input: from, crlfDelay: Infinity })) {
      const frame = parseFrame(line);
      // Half a line: the child was killed while it wrote.
      if (!frame) {
        kill();
        break;
      }
      if (frame.kind === "log") listener.log(frame.text);
      else if (frame.kind === "result") result = frame.result;
      else if (frame.kind === "kept-state") answers?.write(`${JSON.stringify(await listener.keptState(frame))}\n`);
      else {
        await (frame.kind === "journal" ? listener.journal(frame.record) : listener.state(frame.last));
        answers?.write("ok\n");
      }
    }
  } catch (problem) {
    // What could not be stored must not be acted on: the child waits for our answer and never gets it.
    kill();
    throw problem;
  }
  return result;
}

function parseFrame(line: string): PhaseFrame | undefined {
  try {
    return JSON.parse(line) as PhaseFrame;
  } catch {
    return undefined;
  }
}

const tail = 4000;

function tailOf(stream: Readable | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (piece: string) => {
    text = (text + piece).slice(-tail);
  });
  return () => text;
}

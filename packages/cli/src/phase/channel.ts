import { readSync, writeSync } from "node:fs";
import type { PhaseFrame, PhaseKeptState, PhaseRequest } from "@lockstep/contract";

const toWorker = 3;
const fromWorker = 0;

/**
 * The two pipes to the worker (contract/phase.ts). Both are used synchronously: when `settle` returns, the worker has the frame
 * in its database, and only then does the child go on.
 */
export class Channel {
  #read = Buffer.alloc(0);

  request(): PhaseRequest {
    return JSON.parse(this.#line()) as PhaseRequest;
  }

  /** Sends a frame and goes on. */
  send(frame: PhaseFrame): void {
    this.#write(`${JSON.stringify(frame)}\n`);
  }

  /** Sends a frame and waits until the worker has it safe. */
  settle(frame: PhaseFrame): void {
    this.send(frame);
    const answer = this.#line();
    if (answer !== "ok") throw new Error(`The worker refused the ${frame.kind}: ${answer === "" ? "it is gone" : answer}`);
  }

  /** Asks the worker; gives its answer. */
  ask(frame: Extract<PhaseFrame, { kind: "kept-state" }>): PhaseKeptState {
    this.send(frame);
    const answer = this.#line();
    return answer === "" ? { problem: "The worker is gone." } : (JSON.parse(answer) as PhaseKeptState);
  }

  #write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(toWorker, bytes, at));
  }

  /** The next line; empty when the worker has gone. */
  #line(): string {
    for (;;) {
      const end = this.#read.indexOf(10);
      if (end >= 0) {
        const line = this.#read.subarray(0, end).toString("utf8");
        this.#read = this.#read.subarray(end + 1);
        return line;
      }
      const piece = Buffer.alloc(1 << 16);
      const count = patiently(() => readSync(fromWorker, piece));
      if (count === 0) return "";
      this.#read = Buffer.concat([this.#read, piece.subarray(0, count)]);
    }
  }
}

const nap = new Int32Array(new SharedArrayBuffer(4));

// A pipe that is set not to block says "again" where another would wait.
function patiently(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (problem) {
      if (!(problem instanceof Error && "code" in problem && problem.code === "EAGAIN")) throw problem;
      Atomics.wait(nap, 0, 0, 2);
    }
  }
}


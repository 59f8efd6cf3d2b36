// Runs one target in a thread of its own, so that one that hangs or eats all memory can be ended from outside.
import { parentPort, workerData } from "node:worker_threads";
import { minimised } from "./minimise.ts";
import { problemOf, runTarget } from "./run-target.ts";
import { targets } from "./targets.ts";

/** What the thread is told. */
export interface WorkerTask {
  readonly target: string;
  readonly seed: number;
  readonly seconds: number;
  /** [inputs begun, length of the present input in characters, the characters …] */
  readonly shared: SharedArrayBuffer;
}

/** What it answers. */
export interface WorkerAnswer {
  readonly done: number;
  readonly slowest: number;
  readonly fault?: { readonly input: string; readonly problem: string };
}

async function work({ target: name, seed, seconds, shared }: WorkerTask): Promise<WorkerAnswer> {
  const target = targets.find((one) => one.name === name);
  if (!target) throw new Error(`no target ${name}`);
  const head = new Int32Array(shared, 0, 2);
  const letters = new Uint16Array(shared, 8);
  const end = performance.now() + seconds * 1000;
  let slowest = 0;
  let begun = performance.now();
  const { done, fault } = await runTarget(target, seed, {
    before(input) {
      for (let at = 0; at < input.length; at++) letters[at] = input.charCodeAt(at);
      head[1] = input.length;
      Atomics.add(head, 0, 1);
      begun = performance.now();
    },
    goOn(count) {
      if (count > 0) slowest = Math.max(slowest, performance.now() - begun);
      return performance.now() < end;
    },
  });
  if (!fault) return { done, slowest };
  const beat = (): number => Atomics.add(head, 0, 1);
  const input = await minimised(fault.input, async (shorter) => {
    beat();
    return (await problemOf(target, shorter)) !== undefined;
  });
  return { done, slowest, fault: { input, problem: (await problemOf(target, input)) ?? fault.problem } };
}

parentPort?.postMessage(await work(workerData as WorkerTask));

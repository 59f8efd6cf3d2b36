// npm run fuzz -- [target…] [--seconds N] [--seed S]: changed inputs for everything that reads what others wrote.
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { targets } from "../test/fuzz/targets.ts";
import type { WorkerAnswer, WorkerTask } from "../test/fuzz/worker.ts";

/** An input that takes longer than this has no bound that anybody would wait for. */
const patience = 20;
/** Megabytes for a thread: inputs are small, so what is made of them must be. */
const memory = 1024;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seconds: { type: "string", default: "30" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } } });
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const unknown = positionals.find((name) => !targets.some((target) => target.name === name));
if (unknown !== undefined || !Number.isFinite(seconds) || !Number.isFinite(seed)) {
  console.error(`npm run fuzz -- [target…] [--seconds N] [--seed S]; the targets are ${targets.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

/** The answer of the thread, or the input that it did not get over. */
function fuzz(target: string): Promise<WorkerAnswer> {
  const shared = new SharedArrayBuffer(8 + 2 * 65_536);
  const head = new Int32Array(shared, 0, 2);
  const task: WorkerTask = { target, seed, seconds, shared };
  const worker = new Worker(new URL("../test/fuzz/worker.ts", import.meta.url), { workerData: task, resourceLimits: { maxOldGenerationSizeMb: memory } });
  const present = (): string => String.fromCharCode(...new Uint16Array(shared, 8, head[1] ?? 0));
  return new Promise((resolve) => {
    let seen = 0;
    let still = 0;
    const end = (answer: WorkerAnswer): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve(answer);
    };
    const fail = (problem: string): void => end({ done: head[0] ?? 0, slowest: patience * 1000, fault: { input: present(), problem } });
    const watch = setInterval(() => {
      const now = Atomics.load(head, 0);
      still = now === seen ? still + 1 : 0;
      seen = now;
      // The corpus is made before the first input.
      if (still > patience * (now === 0 ? 3 : 1)) fail(`not done after ${patience} seconds`);
    }, 1000);
    worker.on("message", end).on("error", (problem: unknown) => fail(String(problem)));
  });
}

let faults = 0;
for (const name of positionals.length > 0 ? positionals : targets.map((target) => target.name)) {
  const { done, slowest, fault } = await fuzz(name);
  console.log(`${name.padEnd(20)} ${String(done).padStart(8)} inputs, slowest ${Math.round(slowest)} ms, seed ${seed}${fault ? ", FAULT" : ""}`);
  if (!fault) continue;
  faults++;
  console.log(`  input: ${JSON.stringify(fault.input)}\n  ${fault.problem.split("\n").slice(0, 12).join("\n  ")}`);
}
process.exit(faults > 0 ? 1 : 0);

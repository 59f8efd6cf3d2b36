import { mutated } from "./mutate.ts";
import { Random } from "./random.ts";
import type { Target } from "./target.ts";

/** How a run of a target is steered: told of each input before it is read, asked whether to go on. */
export interface Steering {
  before(input: string): void;
  goOn(done: number): boolean;
}

/** A broken invariant, and the input that broke it. */
export interface Fault {
  readonly input: string;
  readonly problem: string;
}

/** Runs the target's corpus, then changed inputs, until told to stop or something breaks. */
export async function runTarget(target: Target, seed: number, steering: Steering): Promise<{ readonly done: number; readonly fault?: Fault }> {
  const corpus = await target.corpus();
  const random = new Random(seed);
  let done = 0;
  for (; steering.goOn(done); done++) {
    const input = target.make && (corpus.length === 0 || random.below(2) === 0) ? target.make(random) : mutated(corpus, random);
    steering.before(input);
    const problem = await problemOf(target, input);
    if (problem !== undefined) return { done, fault: { input, problem } };
  }
  return { done };
}

/** What the input breaks, if anything. */
export async function problemOf(target: Target, input: string): Promise<string | undefined> {
  try {
    await target.run(input);
    return undefined;
  } catch (problem) {
    return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  }
}

import type { Random } from "./random.ts";

/** Something that reads what others wrote. It throws when an invariant is broken. */
export interface Target {
  readonly name: string;
  /** Inputs to start from; for readers of bytes a character is a byte. */
  corpus(): readonly string[] | Promise<readonly string[]>;
  /** Makes an input where changing one of the corpus is not enough. */
  make?(random: Random): string;
  run(input: string): void | Promise<void>;
}

/** What must hold. */
export function hold(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

// Plans N terraform_data with Lockstep and, where the binary is there, with Terraform, side by side in one run.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configuration, stateFile, type Shape } from "./engine-inputs.ts";
import { measure, type Measured } from "./measure.ts";

interface Size {
  readonly shape: Shape;
  readonly count: number;
  /** Left out in the quick mode, and what only Lockstep is measured on. */
  readonly slow?: boolean;
  readonly alone?: boolean;
}

// What takes Terraform minutes comes last.
const sizes: readonly Size[] = [
  { shape: "map", count: 100 },
  { shape: "map", count: 1000 },
  { shape: "map", count: 10_000, slow: true },
  { shape: "set", count: 100 },
  { shape: "set", count: 1000 },
  { shape: "set", count: 10_000, slow: true },
  { shape: "tree", count: 100 },
  { shape: "tree", count: 1000 },
  { shape: "tree", count: 5000, slow: true },
  { shape: "tree", count: 10_000, alone: true },
  { shape: "tree", count: 20_000, alone: true, slow: true },
  { shape: "tree", count: 50_000, alone: true, slow: true },
  { shape: "chain", count: 100 },
  { shape: "chain", count: 1000 },
  { shape: "chain", count: 5000, slow: true },
];

// Each with what `plan -detailed-exitcode` ends with when the plan is right.
const states = [
  { state: "fresh", exit: 2 },
  { state: "unchanged", exit: 0 },
] as const;

type State = (typeof states)[number]["state"];

// No single run of a command takes longer, in seconds.
const limit = 300;

const lockstep = [process.execPath, join(import.meta.dirname, "../packages/cli/bin/lockstep.js")];
const planWords = ["plan", "-input=false", "-no-color", "-detailed-exitcode"];

/** Prints a line a size and state, of every shape or of one: seconds and MiB of both, and how many times Terraform's ours are. */
export async function benchEngine(quick: boolean, only?: string): Promise<void> {
  const terraform = spawnSync("terraform", ["version"]).status === 0;
  if (!terraform) console.log("Left out: the ratios to Terraform, whose binary is not on this machine.");
  console.log("shape         N  state      lockstep                terraform               time     memory");
  for (const shape of (["map", "set", "tree", "chain"] as const).filter((each) => only === undefined || each === only)) {
    const taken = new Map<number, ReadonlyMap<State, number>>();
    for (const size of sizes.filter((each) => each.shape === shape && !(quick && each.slow))) {
      taken.set(size.count, await benchSize(size, terraform && !size.alone));
    }
    for (const { state } of states) showGrowth(shape, state, taken);
  }
}

/** Our seconds by state. */
async function benchSize({ shape, count }: Size, terraform: boolean): Promise<Map<State, number>> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const [ours, theirs] = [join(folder, "lockstep"), join(folder, "terraform")] as const;
  const seconds = new Map<State, number>();
  try {
    for (const each of [ours, theirs]) {
      mkdirSync(each);
      writeFileSync(join(each, "main.tf"), configuration(shape, count));
    }
    if (terraform) await measure(theirs, ["terraform", "init", "-input=false"], {}, limit);
    for (const { state, exit } of states) {
      if (state === "unchanged") for (const each of [ours, theirs]) writeFileSync(join(each, "terraform.tfstate"), stateFile(shape, count));
      const mine = await best(ours, [...lockstep, ...planWords], count > 2000 ? 2 : 3);
      const other = terraform ? await best(theirs, ["terraform", ...planWords], count > 2000 ? 1 : 2) : undefined;
      seconds.set(state, mine.seconds);
      console.log(`${shape.padEnd(8)} ${String(count).padStart(6)}  ${state.padEnd(9)}  ${side(mine, exit)}  ${other ? side(other, exit) + ratios(mine, other) : ""}`.trimEnd());
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return seconds;
}

// A run that was stopped at the limit says how much it took at least; one that did not plan what it should is marked.
function side(measured: Measured, exit: number): string {
  const { seconds, mebibytes, code } = measured;
  const time = isStopped(measured) ? `over ${limit} s` : `${seconds.toFixed(2)} s`;
  return `${time.padStart(10)} ${mebibytes.toFixed(0).padStart(6)} MiB${code === exit || isStopped(measured) ? " " : "!"}`;
}

function ratios(mine: Measured, other: Measured): string {
  const least = isStopped(other) ? ">" : "";
  const ratio = (of: (measured: Measured) => number): string => `${least}${(of(other) / of(mine)).toFixed(1)}x`.padStart(9);
  return `  ${ratio(({ seconds }) => seconds)}  ${ratio(({ mebibytes }) => mebibytes)}`;
}

const isStopped = ({ code, seconds }: Measured): boolean => code === null && seconds >= limit;

async function best(folder: string, command: readonly string[], times: number): Promise<Measured> {
  let found = await measure(folder, command, {}, limit);
  for (let again = 1; again < times && !isStopped(found); again++) {
    const next = await measure(folder, command, {}, limit);
    if (next.seconds < found.seconds) found = next;
  }
  return found;
}

// Time is N to the power of this; N log N is 1.1 between these sizes. Small sizes are mostly start-up and say little.
function showGrowth(shape: Shape, state: State, taken: ReadonlyMap<number, ReadonlyMap<State, number>>): void {
  const measured = [...taken].map(([count, seconds]) => [count, seconds.get(state) ?? 0] as const).filter(([count]) => count >= 1000).sort(([a], [b]) => a - b);
  const steps = measured.slice(1).map(([count, seconds], at) => {
    const [before, less] = measured[at] ?? [count, seconds];
    return `${before} to ${count}: N^${(Math.log(seconds / less) / Math.log(count / before)).toFixed(2)}`;
  });
  if (steps.length > 0) console.log(`our growth, ${shape} ${state}:  ${steps.join("   ")}`);
}

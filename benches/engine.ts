// Plans N terraform_data with Lockstep and, where the binary is there, with Terraform, side by side in one run.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, type Measured } from "./measure.ts";

interface Size {
  readonly shape: "for_each" | "blocks";
  readonly count: number;
  /** Left out in the quick mode, and what only Lockstep is measured on. */
  readonly slow?: boolean;
  readonly alone?: boolean;
}

const sizes: readonly Size[] = [
  { shape: "for_each", count: 100 },
  { shape: "for_each", count: 1000 },
  { shape: "for_each", count: 10_000, slow: true },
  { shape: "blocks", count: 100 },
  { shape: "blocks", count: 1000 },
  { shape: "blocks", count: 5000, slow: true },
  { shape: "blocks", count: 10_000, alone: true },
  { shape: "blocks", count: 20_000, alone: true, slow: true },
  { shape: "blocks", count: 50_000, alone: true, slow: true },
];

/** Prints a line a size and state: seconds and MiB of both, and their ratios. */
export async function benchEngine(quick: boolean): Promise<void> {
  const terraform = spawnSync("terraform", ["version"]).status === 0;
  if (!terraform) console.log("Left out: the ratios to Terraform, whose binary is not on this machine.");
  console.log("shape        N  state     lockstep            terraform           time   memory");
  for (const size of sizes) {
    if (quick && size.slow) continue;
    await benchSize(size, terraform && !size.alone);
  }
}

async function benchSize({ shape, count }: Size, terraform: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  try {
    const [ours, theirs] = ["lockstep", "terraform"].map((name) => join(folder, name)) as [string, string];
    for (const each of [ours, theirs]) {
      mkdirSync(each);
      writeFileSync(join(each, "main.tf"), configuration(shape, count));
    }
    if (terraform) await run(theirs, ["terraform", "init", "-input=false"], 120);
    await line(shape, count, "fresh", ours, terraform ? theirs : undefined);
    await run(ours, [...lockstep, "apply", "-auto-approve"], 600);
    await run(ours, ["cp", "terraform.tfstate", theirs], 60);
    await line(shape, count, "unchanged", ours, terraform ? theirs : undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function line(shape: string, count: number, state: string, ours: string, theirs: string | undefined): Promise<void> {
  const mine = await best(ours, [...lockstep, "plan", "-input=false"], count > 2000 ? 1 : 3);
  const other = theirs ? await best(theirs, ["terraform", "plan", "-input=false"], count > 2000 ? 1 : 2) : undefined;
  const ratio = (of: (measured: Measured) => number): string => (other ? `${(of(other) / of(mine)).toFixed(1)}x`.padStart(7) : "");
  console.log(
    `${shape.padEnd(8)} ${String(count).padStart(6)}  ${state.padEnd(9)} ${show(mine)}  ${other ? show(other) : ""}  ${ratio((m) => m.seconds)}  ${ratio((m) => m.mebibytes)}`,
  );
}

const show = ({ seconds, mebibytes, code }: Measured): string =>
  `${seconds.toFixed(2).padStart(7)} s ${mebibytes.toFixed(0).padStart(5)} MiB${code === 0 ? " " : "!"}`;

const lockstep = [process.execPath, join(import.meta.dirname, "../packages/cli/bin/lockstep.js")];

async function best(folder: string, command: readonly string[], times: number): Promise<Measured> {
  let found = await measure(folder, command, {}, 300);
  for (let again = 1; again < times; again++) {
    const next = await measure(folder, command, {}, 300);
    if (next.seconds < found.seconds) found = next;
  }
  return found;
}

async function run(folder: string, command: readonly string[], limit: number): Promise<void> {
  const { code, output } = await measure(folder, command, {}, limit);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${output.slice(-2000)}`);
}

/** for_each: one block with N instances. blocks: N blocks, each mentioning an earlier one. */
function configuration(shape: Size["shape"], count: number): string {
  if (shape === "for_each") {
    return `resource "terraform_data" "x" {
  for_each = toset(flatten([for a in range(${count / 100}) : [for b in range(100) : "k\${a}-\${b}"]]))
  input    = each.key
}
`;
  }
  const earlier = (n: number): string => `terraform_data.x${Math.floor((n - 1) / 2)}`;
  const block = (n: number): string => `resource "terraform_data" "x${n}" {
  input = { number = ${n}, after = ${n === 0 ? "null" : `${earlier(n)}.id`} }
}
`;
  return Array.from({ length: count }, (_, n) => block(n)).join("\n");
}

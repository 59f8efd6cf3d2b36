// Runs one of the runners of recorded truth beside the repository (../shared) with our command; says so where they are absent.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");

/** The recorded truths: where the runner is, and the command it drives. */
const oracles: Readonly<Record<string, { runner: string; defaults: readonly string[]; command: readonly string[] }>> = {
  conformance: { runner: "conformance/run.mjs", defaults: [], command: [join(root, "packages/cli/bin/lockstep.js"), "candidate"] },
  "okta-plans": {
    runner: "okta-provider/run.mjs",
    defaults: ["--departures", join(root, "okta-plans-departures.json")],
    command: [join(root, "packages/cli/bin/lockstep.js"), "candidate"],
  },
};

const [name = "", ...given] = process.argv.slice(2);
const oracle = oracles[name];
if (!oracle) {
  console.error(`There is no oracle "${name}"; there are: ${Object.keys(oracles).join(", ")}.`);
  process.exit(2);
}
const runner = join(dirname(root), "shared", oracle.runner);
if (!existsSync(runner)) {
  console.log(`Left out: ${name} needs ../shared/${oracle.runner}, which is not here.`);
  process.exit(0);
}
// What is given comes after the defaults, and so wins.
const options = [...oracle.defaults, ...(given.length === 0 && name === "okta-plans" ? await typesWithARow() : given)];
const run = spawnSync(process.execPath, [runner, ...options, "--", process.execPath, ...oracle.command], { stdio: "inherit" });
process.exit(run.status ?? 1);

async function typesWithARow(): Promise<string[]> {
  const { oktaProvider } = await import("@lockstep/okta");
  return ["--type", [...oktaProvider().schemas.resourceTypes.keys()].join(",")];
}

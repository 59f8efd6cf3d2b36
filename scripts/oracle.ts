// npm run conformance, npm run okta-plans: our command, held against what Terraform answered.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { conformanceReports, oktaPlansReports } from "./oracles/reports.ts";
import { root, runOracle } from "./oracles/run.ts";

const candidate = [join(root, "packages/cli/bin/lockstep.js"), "candidate"];

/** Each runs with the words that follow its name. */
const oracles: Readonly<Record<string, (words: readonly string[]) => Promise<number>>> = {
  conformance: (words) =>
    runOracle({ name: "conformance", runner: "conformance/run.mjs", reportOption: "--report", reports: conformanceReports, candidate, alone: (name) => ["--id", name, "--jobs", "1"] }, words),
  "okta-plans": async (words) =>
    runOracle(
      {
        name: "okta-plans",
        runner: "okta-provider/run.mjs",
        reportOption: "--report",
        reports: oktaPlansReports,
        defaults: ["--departures", join(root, "okta-plans-departures.json")],
        everything: ["--type", await typesWithARow()],
        candidate,
        alone: onePlan,
      },
      words,
    ),
};

const [name = "", ...words] = process.argv.slice(2);
const oracle = oracles[name];
if (oracle) process.exitCode = await oracle(words);
else {
  console.error(`There is no oracle "${name}"; there are: ${Object.keys(oracles).join(", ")}.`);
  process.exitCode = 2;
}

async function typesWithARow(): Promise<string> {
  const { oktaProvider } = await import("@lockstep/okta");
  return [...oktaProvider().schemas.resourceTypes.keys()].join(",");
}

// The runner knows types, not cases: a folder with just this one.
function onePlan(wanted: string, folder: string, truth: string): readonly string[] {
  const [type = "", ...rest] = wanted.split("/");
  const lines = readFileSync(join(truth, "plans/open", `${type}.jsonl`), "utf8").split("\n").filter(Boolean);
  const only = join(folder, "one");
  mkdirSync(only, { recursive: true });
  writeFileSync(join(only, `${type}.jsonl`), lines.filter((line) => (JSON.parse(line) as { case: string }).case === rest.join("/")).join("\n"));
  return ["--dir", only, "--type", type, "--jobs", "1"];
}

// npm run cassettes -- --dir DIR …: a fresh sandbox, held against recorded conversations with a real Okta org.
import { startSandbox } from "../packages/sandbox/src/index.ts";
import { cassettesReports } from "./oracles/reports.ts";
import { runOracle } from "./oracles/run.ts";

const sandbox = await startSandbox({ orgs: [{ name: "replay" }] });
process.exitCode = await runOracle(
  {
    name: "cassettes",
    runner: "cassettes/replay.mjs",
    reportOption: "--json",
    reports: cassettesReports,
    defaults: ["--new-org", `${sandbox.running[0]?.url ?? ""}/__sandbox/orgs`],
    alone: (name) => ["--only", name],
  },
  process.argv.slice(2),
);
await sandbox.stop();

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "../packages/sandbox/src/index.ts";

/** npm run cassettes -- --dir DIR …: a fresh sandbox, held against recorded conversations with a real Okta org. */
const replayer = join(import.meta.dirname, "..", "..", "shared", "cassettes", "replay.mjs");

const replay = (hook: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [replayer, "--new-org", hook, ...process.argv.slice(2)], { stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });

if (!existsSync(replayer)) {
  console.log(`No recorded conversations at ${replayer}: left out.`);
} else {
  const sandbox = await startSandbox({ orgs: [{ name: "replay" }] });
  process.exitCode = await replay(`${sandbox.running[0]?.url ?? ""}/__sandbox/orgs`);
  await sandbox.stop();
}

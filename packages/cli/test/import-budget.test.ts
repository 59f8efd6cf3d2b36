import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

/** The sources: what was emitted of them is cut at the same dynamic imports. */
const main = pathToFileURL(join(import.meta.dirname, "../src/main.ts")).href;

/** Loads nothing itself; says on standard error which modules were loaded. */
const watching = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ load(url, context, next) { process.stderr.write("loaded " + url + "\\n"); return next(url, context); } });
`)}`;

/** The packages whose files a command loads when its sources are run. */
async function loadedBy(...words: string[]): Promise<ReadonlySet<string>> {
  const start = `import { main } from ${JSON.stringify(main)}; await main(${JSON.stringify(words)});`;
  const child = spawn(process.execPath, ["--import", watching, "--input-type=module", "-e", start], { stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.on("data", (part: Buffer) => (text += part.toString("utf8")));
  await new Promise((resolve) => child.on("close", resolve));
  const ours = [...text.matchAll(/^loaded file:.*\/packages\/([\w-]+)\//gm)].map(([, name]) => name ?? "");
  const others = [...text.matchAll(/^loaded file:.*\/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//gm)].map(([, name]) => name ?? "");
  return new Set([...ours, ...others]);
}

test("the version is said without loading the engine, the provider or the server", async () => {
  expect([...(await loadedBy("version"))].filter((name) => name !== "cli").sort()).toEqual(["commander", "picocolors"]);
});

test.each([["--help"], ["serve", "--help"]])("help loads no part of the server: %s", async (...words) => {
  const loaded = await loadedBy(...words);
  expect(["server", "fastify", "pg", "pg-boss", "kysely"].filter((name) => loaded.has(name))).toEqual([]);
});

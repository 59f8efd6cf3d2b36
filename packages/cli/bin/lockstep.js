#!/usr/bin/env node
// Starts the command line: what was emitted of it, or else the sources, with a Node that runs TypeScript as it is.
// An older Node hands over to the pinned one of the installation.
import { spawnSync } from "node:child_process";
import module from "node:module";
import v8 from "node:v8";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { emitted, sourcesCache } from "./emitted.js";

if (Number(process.versions.node.split(".")[0]) >= 24) {
  // Young objects get no more room as they become more: a fifth to two fifths less memory for a tenth more time (docs/benchmarks.md).
  v8.setFlagsFromString("--semi-space-growth-factor=1");
  const ready = emitted();
  module.enableCompileCache(ready?.cache ?? sourcesCache);
  const { main } = await import((ready?.entry ?? new URL("../src/main.ts", import.meta.url)).href);
  const code = await main(process.argv.slice(2));
  // Connections that are kept open for a next request must not hold the process.
  process.stdout.write("", () => process.exit(code));
} else {
  const node = pinnedNode();
  if (!node) {
    process.stderr.write(`Lockstep needs Node 24 or newer; this is ${process.version}.\n`);
    process.exit(1);
  }
  const child = spawnSync(node, [new URL(import.meta.url).pathname, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(child.status ?? 1);
}

function pinnedNode() {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  try {
    const folder = dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`));
    const node = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

#!/usr/bin/env node
// Starts the command line with a Node that runs TypeScript as it is; an older one hands over to the pinned Node of the installation.
import { spawnSync } from "node:child_process";
import module from "node:module";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const entry = new URL("../src/main.ts", import.meta.url);

if (Number(process.versions.node.split(".")[0]) >= 24) {
  module.enableCompileCache?.();
  const { main } = await import(entry.href);
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

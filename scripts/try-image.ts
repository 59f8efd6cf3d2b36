// Carries out the Dockerfile's own steps in folders of this machine, where no container engine is needed: the commands of its build
// stage in a copy of what is committed, its COPY lines into a second folder, and starts the server from there. What installs packages
// of the system, makes accounts or links outside of the folder is left to a real build.
//   node scripts/try-image.ts
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(import.meta.dirname, "..");
const home = "/opt/lockstep";
const folder = mkdtempSync(join(tmpdir(), "lockstep-image-"));
chmodSync(folder, 0o711);
const [build, image] = [join(folder, "build"), join(folder, "image")];
for (const each of [build, image]) mkdirSync(each);

try {
  const steps = instructions(readFileSync(join(root, "deploy/Dockerfile"), "utf8"));
  const last = steps.findLastIndex(({ word }) => word === "FROM");
  execFileSync("sh", ["-c", `git -C "${root}" archive HEAD | tar -x -C "${build}"`]);
  for (const { word, rest } of steps.slice(0, last)) if (word === "RUN") run(rest, build);
  for (const { word, rest } of steps.slice(last)) if (word === "COPY") copy(rest);
  console.log(execFileSync(process.execPath, [join(image, "packages/cli/bin/lockstep.js"), "version"], { encoding: "utf8" }).trim());
  await serve();
  console.log(`the image's folder: ${execFileSync("du", ["-sh", image], { encoding: "utf8" }).split("\t")[0]}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A Dockerfile's instructions, each on one line. */
function instructions(text: string): { readonly word: string; readonly rest: string }[] {
  const lines = text.replaceAll("\\\n", " ").split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return lines.map((line) => ({ word: line.split(" ", 1)[0] ?? "", rest: line.slice(line.indexOf(" ") + 1).trim() }));
}

function run(command: string, cwd: string): void {
  console.log(`RUN ${command}`);
  execFileSync("sh", ["-c", command], { cwd, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, PATH: `${join(process.execPath, "..")}:${process.env["PATH"] ?? ""}` } });
}

/** COPY --from=build <absolute paths…> <place below the working folder> */
function copy(rest: string): void {
  const [, ...paths] = rest.split(/\s+/);
  const place = join(image, paths.pop() ?? "");
  for (const path of paths) {
    const source = path.replace(home, build);
    const isFolder = !rest.endsWith("/");
    mkdirSync(place, { recursive: true });
    cpSync(source, isFolder ? place : join(place, basename(source)), { recursive: true, verbatimSymlinks: true });
    console.log(`COPY ${path}`);
  }
}

async function serve(): Promise<void> {
  const port = 20_000 + (process.pid % 10_000);
  const env = { PATH: process.env["PATH"], HOME: folder, NODE_ENV: "production", LOCKSTEP_DATA: join(folder, "data"), LOCKSTEP_LISTEN: `127.0.0.1:${port}` };
  const child = spawn(process.execPath, [join(image, "packages/cli/bin/lockstep.js"), "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part.toString("utf8")));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  let ready = false;
  for (let wait = 0; wait < 300 && !ready && child.exitCode === null; wait++) {
    ready = (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true;
    if (!ready) await pause(100);
  }
  child.kill("SIGTERM");
  const code = await ended;
  if (!ready || code !== 0) throw new Error(`The server of the image was ${ready ? "ready" : "not ready"} and ended with ${code}:\n${said}`);
  console.log("serve: ready, and stopped with exit code 0");
}

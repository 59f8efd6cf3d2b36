import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar";
import { FetchProblem, archiveLimits } from "./fetch-problem.ts";
import { unzip } from "./unzip.ts";
import type { LockedModule } from "./manifest.ts";

/** Fetches one commit of a repository into an empty folder. With `locked`, that commit and no other. */
export async function fetchGit(url: string, ref: string | undefined, target: string, locked: LockedModule | undefined): Promise<LockedModule> {
  prepare(target);
  await git(target, "init", "--quiet");
  await git(target, "remote", "add", "origin", url);
  const wanted = locked?.commit ?? ref ?? "HEAD";
  // Servers may refuse to give a bare commit; then everything is fetched, and the commit is looked for in it.
  await git(target, "fetch", "--quiet", "--depth", "1", "origin", wanted).catch(() => git(target, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*"));
  const commit = (await git(target, "rev-parse", "--verify", "--quiet", `${wanted}^{commit}`).catch(() => git(target, "rev-parse", "FETCH_HEAD"))).trim();
  await git(target, "checkout", "--quiet", "--detach", locked?.commit ?? commit);
  await git(target, "submodule", "update", "--quiet", "--init", "--recursive");
  return { commit: (await git(target, "rev-parse", "HEAD")).trim() };
}

/** Fetches and unpacks an archive; with `locked`, only when it is the same one. */
export async function fetchArchive(url: string, format: "zip" | "tar.gz", target: string, locked: LockedModule | undefined): Promise<LockedModule> {
  const bytes = await download(url);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (locked?.sha256 && locked.sha256 !== sha256) {
    throw new FetchProblem(`The archive at ${url} is not the one that was locked (SHA-256 ${sha256}, locked ${locked.sha256}). If the change is wanted, run lockstep init -upgrade.`);
  }
  prepare(target);
  if (format === "zip") await unzip(bytes, target);
  else await untar(bytes, target);
  return { sha256 };
}

/** Asks a module registry for its versions of a module; `https://HOST/.well-known/terraform.json` says where. */
export async function registryVersions(host: string, path: string): Promise<{ readonly base: string; readonly versions: readonly string[] }> {
  const discovered = (await json(`https://${host}/.well-known/terraform.json`)) as { "modules.v1"?: string };
  const base = new URL(discovered["modules.v1"] ?? "/v1/modules/", `https://${host}`).href;
  const answer = (await json(new URL(`${path}/versions`, base).href)) as { modules?: readonly { versions?: readonly { version: string }[] }[] };
  return { base, versions: (answer.modules?.[0]?.versions ?? []).map(({ version }) => version) };
}

/** The source address that a registry gives for one version. */
export async function registryDownload(base: string, path: string, version: string): Promise<string> {
  const url = new URL(`${path}/${version}/download`, base).href;
  const answer = await get(url);
  const found = answer.headers.get("x-terraform-get");
  if (!found) throw new FetchProblem(`The registry does not say where version ${version} is (${url}).`);
  return new URL(found, url).href === found || /^[a-z0-9]+::/i.test(found) ? found : new URL(found, url).href;
}

function prepare(target: string): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
}

async function untar(bytes: Buffer, target: string): Promise<void> {
  let files = 0;
  let size = 0;
  await pipeline(
    Readable.from([bytes]),
    extract({
      cwd: target,
      strict: true,
      // Plain files and folders only: a link could lead out of the folder.
      filter: (_, entry) => {
        size += "size" in entry ? (entry.size ?? 0) : 0;
        if (++files > archiveLimits.files || size > archiveLimits.bytes) throw new FetchProblem("The archive is larger than a module may be.");
        return "type" in entry && (entry.type === "File" || entry.type === "Directory");
      },
    }),
  );
}

async function download(url: string): Promise<Buffer> {
  const answer = await get(url);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > archiveLimits.bytes) throw new FetchProblem(`The archive at ${url} is larger than a module may be.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const json = async (url: string): Promise<unknown> => (await get(url)).json();

async function get(url: string): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(60_000), redirect: "follow" });
  } catch (problem) {
    throw new FetchProblem(`${new URL(url).host} could not be reached: ${problem instanceof Error ? String(problem.cause ?? problem.message) : String(problem)}`);
  }
  if (!answer.ok) throw new FetchProblem(`${url} answered ${answer.status}.`);
  return answer;
}

function git(folder: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.hooksPath", GIT_CONFIG_VALUE_0: "/dev/null" };
  return new Promise((resolve, reject) => {
    const child = spawn("git", words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    child.on("error", () => reject(new FetchProblem("The program git is needed for modules from Git, and it is not here.")));
    child.on("close", (code) => (code === 0 ? resolve(output) : reject(new FetchProblem(`git ${words[0]} failed: ${errors.trim()}`))));
  });
}

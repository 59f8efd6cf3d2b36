import { existsSync } from "node:fs";
import { join } from "node:path";
import { readGitAddress } from "./address.ts";
import { GitError } from "./failure.ts";
import { checkAllowed, type GitSession } from "./session.ts";
import type { GitSettings } from "./source.ts";

const deepest = 5;

/** Fetches submodules, level by level: each address is held against the settings before Git asks it. */
export async function updateSubmodules(session: GitSession, folder: string, settings: GitSettings, base = session.address.url, depth = 0): Promise<void> {
  if (depth >= deepest) throw new GitError("too-large", `${deepest} levels of submodules`);
  const { git } = session;
  // "../other.git" is meant from here.
  await git(["config", "remote.origin.url", base], { cwd: folder });
  const paths = (await git(["ls-files", "--stage", "-z"], { cwd: folder })).split("\0").filter((line) => line.startsWith("160000 ")).map((line) => line.slice(line.indexOf("\t") + 1));
  if (paths.length === 0) return;
  await git(["submodule", "--quiet", "init"], { cwd: folder });
  const urls = await submoduleUrls(git, folder);
  for (const url of urls) checkAllowed(readGitAddress(url), settings);
  await git(["submodule", "--quiet", "update", "--depth=1", "--checkout"], { cwd: folder, about: "of a submodule", measure: join(folder, ".git") });
  for (const path of paths) {
    const inner = join(folder, path);
    // Without a repository of its own Git would find the outer one.
    if (!existsSync(join(inner, ".git"))) continue;
    await updateSubmodules(session, inner, settings, (await git(["config", "--get", "remote.origin.url"], { cwd: inner })).trim(), depth + 1);
  }
}

async function submoduleUrls(git: GitSession["git"], folder: string): Promise<string[]> {
  // Git ends with 1 when there is none: a repository can hold a commit of another one and not say where that is.
  const listed = await git(["config", "-z", "--get-regexp", "^(submodule\\..*\\.url|core\\.bare)$"], { cwd: folder });
  return listed.split("\0").filter((entry) => entry.startsWith("submodule.")).map((entry) => entry.slice(entry.indexOf("\n") + 1));
}

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Runs Git for a test, as nobody in particular, at a fixed time. */
export function git(folder: string, ...args: string[]): string {
  const who = { GIT_AUTHOR_NAME: "Ada Lovelace", GIT_AUTHOR_EMAIL: "ada@example.com", GIT_COMMITTER_NAME: "Ada Lovelace", GIT_COMMITTER_EMAIL: "ada@example.com" };
  const when = { GIT_AUTHOR_DATE: "2026-11-02T09:00:00+01:00", GIT_COMMITTER_DATE: "2026-11-02T10:00:00Z" };
  const env = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1", ...who, ...when };
  return execFileSync("git", ["-c", "safe.directory=*", "-c", "protocol.file.allow=always", ...args], { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** A bare repository and a folder to commit in: `commit` writes files (null removes one), commits, pushes, and gives the commit's id. */
export function makeRepository(root: string, name: string): { bare: string; work: string; commit: (files: Readonly<Record<string, string | null>>, message: string, branch?: string) => string } {
  const [bare, work] = [join(root, name), join(root, `${name}-work`)];
  for (const folder of [bare, work]) mkdirSync(folder, { recursive: true });
  git(bare, "init", "--quiet", "--bare", "--initial-branch=main");
  git(work, "init", "--quiet", "--initial-branch=main");
  const commit = (files: Readonly<Record<string, string | null>>, message: string, branch = "main"): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, path)), { recursive: true });
      if (text === null) rmSync(join(work, path));
      else writeFileSync(join(work, path), text);
    }
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "--allow-empty", "-m", message);
    git(work, "push", "--quiet", "--force", bare, `HEAD:refs/heads/${branch}`);
    return git(work, "rev-parse", "HEAD");
  };
  return { bare, work, commit };
}

import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Edit } from "./steps.ts";

/** A scratch repository with a bare origin and one clone for each branch, as two people would have. */
export interface LabRepository {
  readonly preview: string;
  readonly production: string;
}

/** The bare repository's own name. */
export const repositoryName = "okta.git";

/** Lays the repository: branch `preview` with the example configuration, and `prod` beside it, still empty. */
export function layRepository(folder: string, example: string): LabRepository {
  mkdirSync(folder, { recursive: true });
  const origin = join(folder, repositoryName);
  const preview = join(folder, "preview");
  const production = join(folder, "production");
  git(folder, "init", "--quiet", "--bare", "--initial-branch=preview", origin);
  git(folder, "clone", "--quiet", origin, preview);
  identify(preview);
  git(preview, "checkout", "--quiet", "-B", "preview");
  writeFileSync(join(preview, ".gitignore"), "*.tfstate*\n.*.tfstate*\n*.tfplan\n.terraform/\n");
  git(preview, "add", ".");
  git(preview, "commit", "--quiet", "-m", "begin the repository");
  git(preview, "push", "--quiet", "origin", "preview", "preview:prod");
  cpSync(example, preview, { recursive: true });
  commit(preview, "describe the org in code");
  git(folder, "clone", "--quiet", "--branch", "prod", origin, production);
  identify(production);
  return { preview, production };
}

/** Makes the edits of a step in a clone. */
export function edit(clone: string, edits: readonly Edit[]): void {
  for (const change of edits) {
    const path = join(clone, change.file);
    mkdirSync(dirname(path), { recursive: true });
    if ("append" in change) appendFileSync(path, change.append);
    else writeFileSync(path, readFileSync(path, "utf8").replace(change.replace, () => change.by));
  }
}

/** Commits everything in a clone and pushes it to its branch; gives the commit's hash. */
export function commit(clone: string, title: string): string {
  git(clone, "add", ".");
  git(clone, "commit", "--quiet", "-m", title);
  git(clone, "push", "--quiet", "origin", "HEAD");
  return git(clone, "rev-parse", "HEAD");
}

/** Merges `preview` into the production clone, as the merge of a pull request does. */
export function promote(clone: string): string {
  git(clone, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", "preview");
  git(clone, "push", "--quiet", "origin", "HEAD");
  return git(clone, "rev-parse", "HEAD");
}

function identify(clone: string): void {
  git(clone, "config", "user.name", "Lab");
  git(clone, "config", "user.email", "lab@example.com");
  git(clone, "config", "commit.gpgsign", "false");
}

function git(folder: string, ...words: string[]): string {
  const run = spawnSync("git", words, { cwd: folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`git ${words.join(" ")} ended with ${run.status ?? "a signal"}:\n${run.stderr ?? run.error?.message ?? ""}`);
  return run.stdout.trim();
}

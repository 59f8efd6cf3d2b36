import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { GitError } from "./failure.ts";
import { tooLarge } from "./run-git.ts";
import { withGit, type GitSession } from "./session.ts";
import { gitDefaults, type GitSettings, type GitSource } from "./source.ts";
import { updateSubmodules } from "./submodules.ts";

/** A branch or tag and the commit it stands on. */
export interface GitRef {
  /** "refs/heads/main". */
  readonly name: string;
  readonly commit: string;
}

/** Who wrote a commit, when, and what about. */
export interface CommitInfo {
  readonly commit: string;
  readonly title: string;
  readonly body: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly authoredAt: Date;
  readonly committedAt: Date;
}

const commitShape = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

// What could be read as an option, a pattern or two refs is none (git-check-ref-format).
const refShape = /^(?!-)[^\s~^:?*[\\\x00-\x1f\x7f]{1,255}$/;

/** Whether a text is a whole commit id. */
export const isCommit = (text: string): boolean => commitShape.test(text);

/** All branches and tags of a repository, and which branch is its default. Tags stand on the commit they name. */
export async function listRefs(source: GitSource, settings: GitSettings = {}): Promise<{ refs: GitRef[]; defaultBranch?: string }> {
  return withGit(source, settings, async ({ git, address }) => {
    const lines = (await git(["ls-remote", "--symref", "--", address.url])).split("\n").filter((line) => line !== "");
    const head = lines.map((line) => /^ref: refs\/heads\/(\S+)\tHEAD$/.exec(line)?.[1]).find((name) => name !== undefined);
    const listed = lines.map((line) => line.split("\t")).filter(([commit = "", name = ""]) => isCommit(commit) && name.startsWith("refs/"));
    const byName = new Map<string, string>();
    // "refs/tags/v1^{}" is the commit of an annotated tag; it comes after the tag and takes its place.
    for (const [commit = "", name = ""] of listed) byName.set(name.replace(/\^\{\}$/, ""), commit);
    return { refs: [...byName].map(([name, commit]) => ({ name, commit })), ...(head === undefined ? {} : { defaultBranch: head }) };
  });
}

/** What to take from a repository. */
export interface FetchOptions extends GitSettings {
  readonly submodules?: boolean;
  /** Where to look for a commit that the host does not give by its id alone. */
  readonly branch?: string;
}

/** Puts the files of a commit, branch or tag into a folder, with no history; its ".git" holds no credentials. */
export async function fetchCommit(source: GitSource, ref: string, folder: string, options: FetchOptions = {}): Promise<CommitInfo> {
  if (!refShape.test(ref)) throw new GitError("ref-not-found", ref.slice(0, 200));
  return withGit(source, options, async (session) => {
    await mkdir(folder, { recursive: true });
    await session.git(["init", "--quiet", "--template=", folder]);
    await fetchInto(session, folder, ref, options);
    const commit = isCommit(ref) ? ref : "FETCH_HEAD";
    await checkSize(session, folder, commit, options);
    await session.git(["checkout", "--quiet", "--force", "--detach", commit, "--"], { cwd: folder, about: ref });
    if (options.submodules === true) await updateSubmodules(session, folder, options);
    return infoOf(session, folder, "HEAD");
  });
}

async function fetchInto(session: GitSession, folder: string, ref: string, options: FetchOptions): Promise<void> {
  const fetch = (what: string, ...depth: string[]): Promise<string> =>
    session.git(["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc", ...depth, "--", session.address.url, what], { cwd: folder, about: ref, measure: join(folder, ".git") });
  try {
    await fetch(isCommit(ref) ? ref : `+${ref}`, "--depth=1");
  } catch (error) {
    // An older host gives no commit by its id: the branch has it, if it was not pushed over.
    if (!(error instanceof GitError && error.failure === "ref-not-found" && isCommit(ref) && options.branch !== undefined)) throw error;
    await fetch(`+refs/heads/${options.branch}`);
  }
}

/** Small packs can hold very much: the size is asked before anything is written. */
async function checkSize({ git }: GitSession, folder: string, commit: string, { mostBytes = gitDefaults.mostBytes, mostFiles = gitDefaults.mostFiles }: GitSettings): Promise<void> {
  const listed = await git(["ls-tree", "-r", "-l", "-z", commit], { cwd: folder, about: commit });
  const sizes = listed.split("\0").filter((line) => line !== "").map((line) => Number(/^\S+ \S+ \S+ +(\d+)\t/.exec(line)?.[1] ?? 0));
  if (sizes.length > mostFiles) throw new GitError("too-large", `${mostFiles} files`);
  if (sizes.reduce((total, size) => total + size, 0) > mostBytes) throw tooLarge(mostBytes);
}

/** The files that differ between two commits (whole ids), in order; undefined when one is gone (the branch was pushed over), which may mean any file. */
export async function changedFiles(source: GitSource, from: string, to: string, settings: GitSettings = {}): Promise<string[] | undefined> {
  return withGit(source, settings, async ({ git, home, address }) => {
    const folder = join(home, "compare.git");
    await git(["init", "--quiet", "--bare", "--template=", folder]);
    try {
      await git(["fetch", "--quiet", "--no-tags", "--depth=1", "--no-auto-gc", "--", address.url, from, to], { cwd: folder, about: from, measure: folder });
    } catch (error) {
      if (error instanceof GitError && error.failure === "ref-not-found") return undefined;
      throw error;
    }
    return diff(git, folder, from, to);
  });
}

async function diff(git: GitSession["git"], folder: string, from: string, to: string): Promise<string[]> {
  const out = await git(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--end-of-options", from, to, "--"], { cwd: folder, about: `${from}..${to}` });
  return out.split("\0").filter((path) => path !== "");
}

async function infoOf({ git }: GitSession, folder: string, commit: string): Promise<CommitInfo> {
  const out = await git(["show", "-s", "--no-show-signature", "--format=%H%x00%an%x00%ae%x00%aI%x00%cI%x00%s%x00%b", "--end-of-options", commit], { cwd: folder, about: commit });
  const [id = "", name = "", email = "", authored = "", committed = "", title = "", body = ""] = out.split("\0");
  return { commit: id, title, body: body.trim(), author: { name, email }, authoredAt: new Date(authored), committedAt: new Date(committed) };
}

import { execFileSync } from "node:child_process";
import { git } from "./git-repository.ts";

/** Asks a stand-in of GitHub; throws when it refuses. */
export type AskGitHub = (method: string, path: string, body?: object) => Promise<unknown>;

/** Brings a branch of a bare repository to a stand-in of GitHub that does not speak Git: object by object, so that every id is the same. Whoever listens is told of a push. */
export async function mirrorBranch(ask: AskGitHub, name: string, bare: string, branch: string): Promise<string> {
  const head = git(bare, "rev-parse", `refs/heads/${branch}`);
  await mirrorCommit(ask, name, bare, head);
  const update = await ask("PATCH", `/repos/${name}/git/refs/heads/${branch}`, { sha: head, force: true }).catch(() => undefined);
  if (update === undefined) await ask("POST", `/repos/${name}/git/refs`, { ref: `refs/heads/${branch}`, sha: head });
  return head;
}

async function mirrorCommit(ask: AskGitHub, name: string, bare: string, commit: string): Promise<void> {
  const known = await ask("GET", `/repos/${name}/git/commits/${commit}`).catch(() => undefined);
  if (known !== undefined) return;
  const [tree = "", parents = "", author = "", email = "", date = "", committer = "", committerEmail = "", committed = "", message = ""] = git(bare, "show", "-s", "--format=%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B", commit).split("\0");
  for (const parent of parents.split(" ").filter((each) => each !== "")) await mirrorCommit(ask, name, bare, parent);
  await mirrorTree(ask, name, bare, tree);
  const made = { message: message.trimEnd(), tree, parents: parents.split(" ").filter((each) => each !== ""), author: { name: author, email, date }, committer: { name: committer, email: committerEmail, date: committed } };
  await ask("POST", `/repos/${name}/git/commits`, made);
}

async function mirrorTree(ask: AskGitHub, name: string, bare: string, tree: string): Promise<void> {
  const lines = git(bare, "ls-tree", tree).split("\n").filter((line) => line !== "");
  const entries = lines.map((line) => /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/.exec(line)).map((found) => ({ mode: found?.[1] ?? "", type: found?.[2] ?? "", sha: found?.[3] ?? "", path: found?.[4] ?? "" }));
  for (const { type, sha } of entries) {
    if (type === "tree") await mirrorTree(ask, name, bare, sha);
    else await ask("POST", `/repos/${name}/git/blobs`, { content: execFileSync("git", ["-c", "safe.directory=*", "cat-file", "blob", sha], { cwd: bare }).toString("base64"), encoding: "base64" });
  }
  await ask("POST", `/repos/${name}/git/trees`, { tree: entries });
}

import { spawn } from "node:child_process";
import { commitLost, tagMoved } from "../messages.ts";
import { FetchProblem } from "./fetch-problem.ts";
import type { LockedModule } from "./manifest.ts";
import { hideSecrets, withoutSecrets } from "./secrets.ts";
import type { ModulePackage } from "./source.ts";
import type { FetchTools } from "./fetch.ts";

type GitPackage = Extract<ModulePackage, { kind: "git" }>;

/** Fetches one commit of a repository into an empty folder. With `locked`, that commit and no other. */
export async function fetchGit({ url, ref }: GitPackage, target: string, locked: LockedModule | undefined, tools: FetchTools): Promise<LockedModule> {
  const git = gitIn(target, url, tools);
  await git("init", "--quiet");
  await git("remote", "add", "origin", url);
  const named = await refNamed(git, url, ref);
  // Branches move, and stay locked where they were; a tag that moves was somebody's intention, or an attack.
  if (named?.name.startsWith("refs/tags/") && locked?.commit !== undefined && named.commit !== locked.commit) throw tagMoved(ref ?? "", named.commit, locked.commit);
  const commit = await fetchCommit(git, ref, named, locked?.commit);
  if (commit === undefined) throw locked?.commit === undefined ? new FetchProblem(`there is no branch, tag or commit "${ref ?? "HEAD"}" in ${withoutSecrets(url)}`) : commitLost(locked.commit);
  await git("checkout", "--quiet", "--detach", commit);
  await git("submodule", "update", "--quiet", "--init", "--recursive");
  return { commit };
}

type Git = (...words: string[]) => Promise<string>;

interface Named {
  /** "refs/heads/main" */
  readonly name: string;
  readonly commit: string;
}

/** The branch or tag of a name, and where it is now; undefined when it is neither. */
async function refNamed(git: Git, url: string, ref: string | undefined): Promise<Named | undefined> {
  const lines = (await git("ls-remote", "--quiet", url, ...(ref === undefined ? ["HEAD"] : [ref, `${ref}^{}`]))).split("\n");
  const found = new Map(lines.map((line) => line.split("\t")).map(([commit = "", name = ""]) => [name, commit] as const));
  const candidates = ref === undefined ? ["HEAD"] : [`refs/heads/${ref}`, `refs/tags/${ref}`, ref];
  const name = candidates.find((candidate) => found.has(candidate));
  // An annotated tag is an object of its own; what it stands on has ^{} behind its name.
  const commit = name && (found.get(`${name}^{}`) ?? found.get(name));
  return name !== undefined && commit !== undefined ? { name, commit } : undefined;
}

/** Fetches as little as the host allows; undefined when there is no such commit. */
async function fetchCommit(git: Git, ref: string | undefined, named: Named | undefined, locked: string | undefined): Promise<string | undefined> {
  const wanted = locked ?? named?.commit;
  const shallow = named && wanted === named.commit ? named.name : (wanted ?? (ref !== undefined && /^[0-9a-f]{40,64}$/.test(ref) ? ref : undefined));
  const attempts = [...(shallow === undefined ? [] : [["--depth", "1", "origin", shallow]]), ["--tags", "origin", "+refs/heads/*:refs/remotes/origin/*"]];
  const names = wanted === undefined ? [`${ref}`, `origin/${ref}`] : [wanted];
  for (const [at, attempt] of attempts.entries()) {
    try {
      await git("fetch", "--quiet", ...attempt);
    } catch (problem) {
      // Hosts may refuse to give a bare commit, or only a part; then everything is fetched, and the commit is looked for in it.
      if (at === attempts.length - 1) throw problem;
      continue;
    }
    for (const name of names) {
      const commit = await git("rev-parse", "--verify", "--quiet", `${name}^{commit}`).catch(() => "");
      if (commit !== "") return commit.trim();
    }
  }
  return undefined;
}

// When we are started by a hook or an alias of git, these speak of another repository (git rev-parse --local-env-vars).
const foreign = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_SHALLOW_FILE"];

function gitIn(folder: string, url: string, { environment, signal }: FetchTools): Git {
  const env = { ...Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.includes(name))), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  const settings = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false", "-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=60"];
  return (...words) =>
    new Promise((resolve, reject) => {
      const child = spawn("git", [...settings, ...words], { cwd: folder, env, signal, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      let errors = "";
      child.stdout.on("data", (data: Buffer) => (output += data.toString()));
      child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
      child.on("error", () => reject(new FetchProblem(signal.aborted ? "it was interrupted" : "the program git is needed for modules from Git, and it is not here")));
      child.on("close", (code) => (code === 0 ? resolve(output) : reject(new FetchProblem(`git ${words[0]} failed: ${hideSecrets(errors.trim(), url)}`))));
    });
}

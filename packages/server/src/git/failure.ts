/** Why a repository could not be read. */
export type GitFailure =
  | "bad-url" | "not-allowed" | "no-git" | "credentials-refused" | "not-found" | "unreachable" | "host-key" | "redirected" | "ref-not-found"
  | "too-large" | "timeout" | "aborted" | "failed";

const sentences: Readonly<Record<GitFailure, (what: string) => string>> = {
  "bad-url": (what) => `"${what}" is no address of a Git repository. Write https://host/owner/name.git, ssh://git@host/owner/name.git or git@host:owner/name.git.`,
  "not-allowed": (what) => `The settings of this server do not allow ${what}. Ask whoever runs it.`,
  "no-git": (what) => `The program "${what}" was not found. Install Git on the server.`,
  "credentials-refused": (what) => `The host refused the credentials, or wants some and got none. Check that the token or key is valid and may read the repository.${quoted(what)}`,
  "not-found": (what) => `The host says there is no such repository. Check the address, and that the token or key may read it.${quoted(what)}`,
  unreachable: (what) => `The host did not answer. Check the address and that the server may reach it.${quoted(what)}`,
  "host-key": (what) => `The host's key is not the known one. If the host has a new key, set it as the known key.${quoted(what)}`,
  redirected: (what) => `The host redirects to another address, which is not followed. Use the address it leads to; often ".git" at the end is missing.${quoted(what)}`,
  "ref-not-found": (what) => `There is no branch, tag or commit "${what}" in the repository. It may have been deleted or pushed over.`,
  "too-large": (what) => `The repository is larger than ${what}. Make it smaller, or raise the limit.`,
  timeout: (what) => `The repository was not read within ${what}. Try again, or look at the host.`,
  aborted: () => "Reading the repository was stopped.",
  failed: (what) => `Git failed.${quoted(what)}`,
};

function quoted(what: string): string {
  return what === "" ? "" : ` Git says: ${what}`;
}

/** A repository that could not be read; the message says what to do and holds no credentials. */
export class GitError extends Error {
  readonly failure: GitFailure;

  constructor(failure: GitFailure, what = "", options?: ErrorOptions) {
    super(sentences[failure](what), options);
    this.name = "GitError";
    this.failure = failure;
  }
}

/** What Git's own words mean, by the first that fits. Git speaks English here, because it is told to. */
const meanings: readonly (readonly [RegExp, GitFailure])[] = [
  [/Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i, "host-key"],
  [/redirect|returned error: 30[1278]/i, "redirected"],
  [/Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission denied \(|terminal prompts disabled|invalid credentials|access denied|HTTP Basic/i, "credentials-refused"],
  [/couldn't find remote ref|not our ref|unadvertised object|no such remote ref|reference is not a tree|not a tree object|upload-pack: not our ref|unknown revision|bad object|bad revision/i, "ref-not-found"],
  [/repository.*not found|not found|does not exist|does not appear to be a git repository|not a git repository|returned error: 404/i, "not-found"],
  [/Could not resolve host|unable to access|Connection (refused|reset|timed out|closed)|Network is unreachable|No route to host|early EOF|remote end hung up|Could not connect|SSL|Could not read from remote/i, "unreachable"],
  [/transport '.*' not allowed/i, "not-allowed"],
];

/** Git's own words as a problem. */
export function gitFailure(words: string, ref: string): GitError {
  const failure = meanings.find(([shape]) => shape.test(words))?.[1] ?? "failed";
  const lines = words.split("\n").map((line) => line.trim()).filter((line) => /^(fatal|error|remote|ssh|git@|Host|Permission)/i.test(line));
  const said = (lines.length > 0 ? lines : [words.trim()]).slice(-4).join(" ").slice(0, 500);
  return new GitError(failure, failure === "ref-not-found" ? ref : failure === "not-allowed" ? "this way of reading a repository" : said);
}

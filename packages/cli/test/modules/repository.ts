// Git repositories for tests, made with git itself.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A repository on disk that can be committed to. */
export class Repository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.git("init", "--quiet", "--initial-branch=main");
    // Some hosts refuse to give a commit that no ref points to; this is how they do it.
    this.git("config", "uploadpack.allowReachableSHA1InWant", "false");
  }

  /** Commits these files; gives the commit. */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), content);
    }
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", "x");
    return this.git("rev-parse", "HEAD");
  }

  git(...words: string[]): string {
    const identity = ["-c", "user.name=Casey", "-c", "user.email=casey@example.com"];
    return execFileSync("git", [...identity, ...words], { cwd: this.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }
}

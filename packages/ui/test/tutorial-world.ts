// What the tutorials happen in: two sandbox orgs, a repository on a Git server, a Slack channel, and a server with its pages.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { startSandbox, type RunningOrg } from "@lockstep/sandbox";
import { commit, edit, layRepository, type LabRepository } from "../../cli/src/lab/repository.ts";
import type { Edit } from "../../cli/src/lab/steps.ts";
import { startGitServer } from "../../server/test/git-server.ts";
import { webhookReceiver, type WebhookReceiver } from "../../server/test/webhook-receiver.ts";
import { servePages, type ServedPages } from "./browser.ts";

export interface TutorialWorld {
  readonly lockstep: ServedPages;
  readonly preview: RunningOrg;
  readonly production: RunningOrg;
  readonly repository: LabRepository;
  /** The repository's address, and the token that opens it. */
  readonly git: { readonly address: string; readonly token: string };
  readonly slack: WebhookReceiver;
  stop(): Promise<void>;
}

/** Starts it all. */
export async function startTutorialWorld(): Promise<TutorialWorld> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-tutorials-"));
  const repository = layRepository(folder, join(import.meta.dirname, "../../../examples/lab"));
  const token = "the-token-of-the-git-server";
  const git = await startGitServer(folder, token);
  const slack = await webhookReceiver();
  const sandbox = await startSandbox({ orgs: [{ name: "preview" }, { name: "production" }] });
  const [preview, production] = sandbox.running;
  if (!preview || !production) throw new Error("Two orgs should have started.");
  // Nobody waits twenty seconds for a commit to be seen.
  const lockstep = await servePages({ work: true, environment: { LOCKSTEP_VCS_POLL_SECONDS: "1" } });
  const stop = async (): Promise<void> => {
    await lockstep.stop();
    await Promise.all([sandbox.stop(), git.close(), slack.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { lockstep, preview, production, repository, git: { address: `${git.url}/okta.git`, token }, slack, stop };
}

/** Changes files of a clone and pushes them, as an engineer does in the editor. */
export function push(clone: string, title: string, edits: readonly Edit[]): void {
  edit(clone, edits);
  commit(clone, title);
}

/**
 * A person's hand, which counts what it does to Lockstep: a form that is submitted, or a button pressed that changes something.
 * Filling in a field, choosing from a list, following a link and opening a dialog are part of that, as is reading.
 */
export class Hand {
  readonly done: string[] = [];
  #counts = false;

  count(on: boolean): void {
    this.#counts = on;
  }

  async press(what: string, button: Locator): Promise<void> {
    await button.click();
    if (this.#counts) this.done.push(what);
  }
}

import { transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { holdsRun } from "./queries.ts";
import type { Run, RunProgress } from "./run.ts";

const pause = 700;
/** Addresses of what is being changed: more than a glance can take are left out. */
const mostCurrent = 10;

/** What of a journal's records (engine/src/apply/journal.ts) tells how far the apply has come. */
interface Told {
  readonly kind?: unknown;
  readonly completed?: unknown;
  readonly change?: unknown;
  readonly address?: unknown;
  readonly outcome?: unknown;
}

/** Counts the changes of an apply by its journal, and keeps the run's page informed. */
export class ApplyProgress {
  readonly #server: Pick<Server, "db" | "jobs" | "listeners">;
  readonly #workspace: Pick<Workspace, "id" | "organizationId">;
  readonly #run: Pick<Run, "id" | "attempt">;
  readonly #current = new Map<unknown, string>();
  #done = 0;
  #failed = 0;
  #changed = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(server: Pick<Server, "db" | "jobs" | "listeners">, workspace: Pick<Workspace, "id" | "organizationId">, run: Pick<Run, "id" | "attempt">) {
    this.#server = server;
    this.#workspace = workspace;
    this.#run = run;
  }

  /** A record that is safe in the journal. */
  note(record: unknown): void {
    const { kind, completed, change, address, outcome } = record as Told;
    if (kind === "apply-started") this.#done = Array.isArray(completed) ? completed.length : 0;
    else if (kind === "change-started" && typeof address === "string") this.#current.set(change, address);
    else if (kind === "change-ended") {
      this.#current.delete(change);
      if (outcome === "done") this.#done++;
      else this.#failed++;
    } else return;
    this.#changed = true;
    this.#timer ??= setTimeout(() => void this.settle().catch(() => {}), pause);
  }

  /** What was counted last is in the database when this ends. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => {}).then(() => this.#store());
    await this.#writing;
  }

  async #store(): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    const progress: RunProgress = { done: this.#done, failed: this.#failed, current: [...this.#current.values()].slice(0, mostCurrent) };
    await transaction(this.#server.db, async (trx) => {
      if (!(await holdsRun(trx, this.#run.id, this.#run.attempt))) return;
      await trx.updateTable("runs").set({ progress: JSON.stringify(progress) }).where("id", "=", this.#run.id).execute();
      await publish(this.#server, trx, { kind: "run.progress", organizationId: this.#workspace.organizationId, workspaceId: this.#workspace.id, subjectId: this.#run.id, data: { done: progress.done, failed: progress.failed } });
    });
  }
}

import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Database, Sql } from "./db/connect.ts";
import type { Listening } from "./events/event.ts";
import type { EventFeed } from "./events/feed.ts";
import type { Metrics } from "./observability/metrics.ts";
import type { PhaseProgram } from "./phases/child.ts";
import type { Jobs } from "./jobs/queue.ts";
import type { DataKeys } from "./secrets/data-keys.ts";
import type { Vault } from "./secrets/vault.ts";
import type { Settings } from "./settings.ts";

/** What use cases are given. A function names the parts it needs: `Pick<Server, "db" | "clock">`. */
export interface Server {
  readonly db: Sql;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly keys: DataKeys;
  readonly settings: Settings;
  readonly log: Logger;
  /** This process, as runs name who carries them out. */
  readonly workerName: string;
  /** What carries out the phases of runs. */
  readonly phaseProgram: PhaseProgram;
  readonly metrics: Metrics;
  /** What happens in all processes, for those who are shown it as it happens. */
  readonly feed: EventFeed;
  /** The jobs that each kind of event starts. */
  readonly listeners: ReadonlyMap<string, readonly Listening[]>;
}

import type { FastifyInstance } from "fastify";
import type { EventKind } from "./events/event.ts";
import type { Mounted } from "./http/call.ts";
import type { JobHandler } from "./jobs/worker.ts";
import type { Server } from "./server.ts";
import type { TfeRoute } from "./tfe/routes.ts";

/** What a domain adds to the server; app.ts has the list. */
export interface Domain {
  readonly name: string;
  /** Our own interface. */
  readonly routes?: (server: Server) => readonly Mounted[];
  /** HCP Terraform's interface. */
  readonly tfe?: (server: Server) => readonly TfeRoute[];
  /** Anything that is neither: webhooks, signing in, files. */
  readonly plain?: (server: Server, app: FastifyInstance) => void;
  /** What workers do for it. */
  readonly jobs?: (server: Server) => readonly JobHandler[];
  /** The job that each event starts. */
  readonly listens?: Partial<Readonly<Record<EventKind, string>>>;
  /** Loops that run in every worker while it lives; each call is one round. */
  readonly loops?: (server: Server) => readonly Loop[];
}

/** Something that is done again and again. Rounds never overlap; only one worker at a time does a loop that is `alone`. */
export interface Loop {
  readonly name: string;
  readonly everySeconds: number;
  readonly round: (signal: AbortSignal) => Promise<void>;
}

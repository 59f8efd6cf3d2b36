import type { FastifyInstance } from "fastify";
import type { EventKind, Listening } from "./events/event.ts";
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
  readonly listens?: Partial<Readonly<Record<EventKind, string | Listening>>>;
  /** What workers do again and again. */
  readonly loops?: (server: Server) => readonly Loop[];
}

/** Something that is done again and again, by one worker at a time: rounds never overlap. When that worker is gone another goes on. */
export interface Loop {
  readonly name: string;
  /** The time between the end of a round and the next. */
  readonly everySeconds: number;
  /** Ends soon when the signal does: the worker stops, or the loop is another's by now. */
  readonly round: (signal: AbortSignal) => Promise<void>;
}

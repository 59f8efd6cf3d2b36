import { join } from "node:path";
import type { Settings, Started } from "@lockstep/server";
import type { Call } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { addressInUse, cannotStart } from "../messages.ts";
import { errorCode } from "../local/files.ts";
import { packageFolder } from "../package-folder.ts";
import { untilStopped } from "../until-stopped.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { logLines } from "./log-lines.ts";
import { welcome } from "./welcome.ts";

/** What a process of the server is for. */
export interface Parts {
  readonly serve: boolean;
  readonly work: boolean;
}

/** The command that carries out one phase of a run: this installation, as sources or as emitted. */
const phaseProgram: [string, ...string[]] = [process.execPath, join(packageFolder, "bin/lockstep.js"), "phase"];

/** The built pages lie beside this package, in the sources as in an image. */
const pages = join(packageFolder, "../ui/dist");

/** Starts a process of the server, says where it is, and keeps it up until it is told to stop. */
export async function runProcess(call: Call, parts: Parts): Promise<number> {
  const server = await import("@lockstep/server");
  let settings: Settings | undefined;
  try {
    settings = server.readSettings(call.environment);
    if (!parts.serve && settings.databaseUrl === undefined) throw new server.StartProblem("A worker shares the database of a server, so it needs one that both can reach: set DATABASE_URL to the server's PostgreSQL. A server with the embedded database has a worker of its own.");
    const started = await begin(call, settings, parts, server.start);
    welcome(call.terminal, { settings, parts, address: started.address, setupLink: started.setupLink });
    return await keepUp(call, started);
  } catch (problem) {
    const known = problem instanceof server.StartProblem || problem instanceof server.SecretError;
    if (known) showDiagnostics(call, [cannotStart(problem.message)]);
    else if (settings && errorCode(problem) === "EADDRINUSE") showDiagnostics(call, [parts.serve || !settings.workerListen ? addressInUse("LOCKSTEP_LISTEN", settings.listen) : addressInUse("LOCKSTEP_WORKER_LISTEN", settings.workerListen)]);
    else throw problem;
    return exitCodes.failure;
  }
}

async function begin({ terminal }: Call, settings: Settings, { serve, work }: Parts, start: typeof import("@lockstep/server").start): Promise<Started> {
  let starting = true;
  try {
    return await start({ settings, serve, work, phaseProgram, pages, ...(terminal.live && { logTo: logLines(terminal, () => starting) }) });
  } finally {
    starting = false;
  }
}

// The embedded database is started again when it ends; when that cannot be, nothing is left to serve.
async function keepUp({ signal, terminal }: Call, { server, stop, stopping }: Started): Promise<number> {
  const lost = new Promise<Error>((resolve) => server.database.embedded?.onLost(resolve));
  const problem = await Promise.race([untilStopped(AbortSignal.any([signal, stopping])), lost]);
  if (problem) showDiagnostics({ terminal, flags: {} }, [cannotStart(problem.message)]);
  else if (terminal.live) terminal.out.write("\nStopping: what is under way may end first. Ctrl-C again ends at once.\n");
  const failed = await stop();
  return failed.length === 0 && !problem ? exitCodes.success : exitCodes.failure;
}

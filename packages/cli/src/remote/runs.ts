import { setTimeout as pause } from "node:timers/promises";
import { paint, say, type Terminal } from "../terminal.ts";
import { isIn, relatedId, textIn, type RemoteClient, type Resource } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import { followLog } from "./log.ts";
import type { Target } from "./target.ts";

/** A run that is looked after, and where what it says is written. */
export interface Watched {
  readonly client: RemoteClient;
  readonly target: Target;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C: the run is asked to end. */
  readonly signal: AbortSignal;
  readonly id: string;
}

export const readRun = async ({ client, id }: Pick<Watched, "client" | "id">): Promise<Resource> => (await client.get(`runs/${id}`)).data;

/** The page of a run. */
export const pageOf = ({ client, target }: Pick<Watched, "client" | "target">, workspace: string, id: string): string => `${client.host.origin}/app/${target.organization}/${workspace}/runs/${id}`;

/** What can be done to a run at this moment. */
export const may = ({ attributes }: Resource, action: "is-confirmable" | "is-discardable" | "is-cancelable"): boolean => (attributes["actions"] as Readonly<Record<string, unknown>> | undefined)?.[action] === true;

/** Asks for an action on a run; somebody else may have been quicker. */
export async function act({ client, id }: Pick<Watched, "client" | "id">, action: "apply" | "discard" | "cancel" | "force-cancel", comment?: string): Promise<void> {
  await client.post(`runs/${id}/actions/${action}`, { body: comment === undefined ? {} : { comment } });
}

/** Waits for a phase to begin, follows it to its end, and gives the run as it is then. */
export async function followPhase(watched: Watched, phase: "plan" | "apply"): Promise<Resource> {
  const stop = cancelOnSignal(watched);
  try {
    const run = await begun(watched, phase === "plan" ? "pending" : "confirmed");
    const id = relatedId(run, phase) ?? "";
    // Terraform's command line leaves out the first three lines of an apply's log, so they say nothing.
    await followLog(watched.client, { path: `${phase === "plan" ? "plans" : "applies"}/${id}`, skip: phase === "apply" ? 3 : 0 }, watched.terminal);
    return await settled(watched, phase);
  } finally {
    stop();
  }
}

// The first Ctrl-C asks the server to end the run; its log then tells how it ended.
function cancelOnSignal(watched: Watched): () => void {
  const { signal, terminal } = watched;
  const cancel = (): void => {
    say(terminal, "\nInterrupt received: the server is asked to end the run. Ctrl-C again leaves it to itself.\n");
    void act(watched, "cancel").catch((problem: unknown) => {
      if (problem instanceof RemoteFailure) terminal.err.write(`${problem.diagnostic.summary}: ${problem.message}\n`);
    });
  };
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });
  return () => signal.removeEventListener("abort", cancel);
}

/** Waits in the queue, and says what for. */
async function begun(watched: Watched, waiting: "pending" | "confirmed"): Promise<Resource> {
  let said = "";
  for (let round = 0; ; round++) {
    const run = await readRun(watched);
    if (textIn(run, "status") !== waiting) return run;
    const why = round > 1 && waiting === "pending" ? await queued(watched, run) : "";
    if (why !== said && why !== "") say(watched.terminal, paint(watched.terminal).dim(why));
    said = why;
    await pause(Math.min(250 * 1.3 ** round, 3000));
  }
}

/** What a pending run waits for. */
async function queued({ client, id }: Watched, run: Resource): Promise<string> {
  const workspace = (await client.get(`workspaces/${relatedId(run, "workspace") ?? ""}`)).data;
  const blocking = relatedId(workspace, "current-run");
  if (blocking && blocking !== id) {
    const other = await readRun({ client, id: blocking });
    return `Waiting for ${blocking} to end (${textIn(other, "status").replaceAll("_", " ")}${textIn(other, "message") === "" ? "" : `: ${textIn(other, "message")}`}) …`;
  }
  return isIn(workspace, "locked") ? "Waiting for the locked workspace to be unlocked …" : "Waiting for the plan to start …";
}

const moving = { plan: new Set(["pending", "plan_queued", "planning"]), apply: new Set(["confirmed", "apply_queued", "applying"]) };

/** A phase's log may be whole a moment before its run has gone on. */
async function settled(watched: Watched, phase: "plan" | "apply"): Promise<Resource> {
  for (let run = await readRun(watched); ; run = await readRun(watched)) {
    if (!moving[phase].has(textIn(run, "status"))) return run;
    await pause(200);
  }
}

import { isOn, numberOf, textOf } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import { exitCodes } from "../exit-codes.ts";
import { paint, say, type Terminal } from "../terminal.ts";
import { colourless } from "../views/colour.ts";
import { isIn, relatedId, textIn, type Resource } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import { followLog } from "./log.ts";
import { act, followPhase, may, pageOf, readRun, type Watched } from "./runs.ts";
import type { Target } from "./target.ts";
import { reachWorkspace, type Reached } from "./workspace.ts";

/** What a new run is to do. */
export interface Start {
  readonly message: string | undefined;
  readonly planOnly: boolean;
  readonly destroy: boolean;
  readonly refreshOnly: boolean;
  readonly targets: readonly string[];
  readonly replaces: readonly string[];
}

const words = (run: Resource): string => textIn(run, "status").replaceAll("_", " ");

/** `run list` */
export async function listRuns(call: Call, target: Target): Promise<number> {
  const reached = await reachWorkspace(call, target);
  const runs = (await reached.client.get<readonly Resource[]>(`workspaces/${reached.workspace.id}/runs?${kinds}&page%5Bsize%5D=${Math.min(numberOf(call.flags, "limit", 20), 100)}`)).data;
  if (isOn(call.flags, "json")) say(call.terminal, JSON.stringify(runs.map(facts), null, 2));
  else if (runs.length === 0) say(call.terminal, "No runs yet.");
  else for (const run of runs) say(call.terminal, `${run.id}  ${textIn(run, "created-at").slice(0, 16).replace("T", " ")}  ${words(run).padEnd(21)} ${firstLine(textIn(run, "message"))}`);
  return exitCodes.success;
}

// Plan-only runs are left out unless they are asked for.
const kinds = "filter%5Boperation%5D=plan_and_apply,plan_only,save_plan,refresh_only,destroy,empty_apply";

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

const facts = (run: Resource) => ({ id: run.id, status: textIn(run, "status"), message: textIn(run, "message"), created_at: textIn(run, "created-at"), source: textIn(run, "source"), plan_only: isIn(run, "plan-only"), has_changes: isIn(run, "has-changes"), is_destroy: isIn(run, "is-destroy") });

/** `run show` */
export async function showRun(call: Call, target: Target): Promise<number> {
  const { reached, watched, run } = await namedRun(call, target);
  if (isOn(call.flags, "json")) {
    say(call.terminal, JSON.stringify({ ...facts(run), url: pageOf(reached, reached.name, run.id), plan: await counts(watched, run) }, null, 2));
    return exitCodes.success;
  }
  const { add, change, destroy } = await counts(watched, run);
  say(watched.terminal, `${paint(watched.terminal).bold(firstLine(textIn(run, "message")))}\n${run.id}  ${words(run)}  +${add} ~${change} -${destroy}\n${pageOf(reached, reached.name, run.id)}\n`);
  for (const [phase, skip] of [["plan", 0], ["apply", 3]] as const) if (began(run, phase)) await followLog(watched.client, { path: `${phase === "plan" ? "plans" : "applies"}/${relatedId(run, phase) ?? ""}`, skip }, watched.terminal);
  return exitCodes.success;
}

const began = ({ attributes }: Resource, phase: "plan" | "apply"): boolean => (attributes["status-timestamps"] as Readonly<Record<string, unknown>> | undefined)?.[phase === "plan" ? "planning-at" : "applying-at"] !== undefined;

async function counts({ client }: Pick<Watched, "client">, run: Resource): Promise<{ readonly add: number; readonly change: number; readonly destroy: number }> {
  const { attributes } = (await client.get(`plans/${relatedId(run, "plan") ?? ""}`)).data;
  return { add: Number(attributes["resource-additions"] ?? 0), change: Number(attributes["resource-changes"] ?? 0), destroy: Number(attributes["resource-destructions"] ?? 0) };
}

/** `run start` */
export async function startRun(call: Call, target: Target, { message, planOnly, destroy, refreshOnly, targets, replaces }: Start): Promise<number> {
  const reached = await reachWorkspace(call, target);
  const attributes = { message: message ?? "Queued by lockstep run start", "plan-only": planOnly, "is-destroy": destroy, "refresh-only": refreshOnly, ...(targets.length > 0 && { "target-addrs": targets }), ...(replaces.length > 0 && { "replace-addrs": replaces }), ...(isOn(call.flags, "auto-approve") && { "auto-apply": true }) };
  const { data } = await reached.client.post("runs", { body: { data: { type: "runs", attributes, relationships: { workspace: { data: { type: "workspaces", id: reached.workspace.id } } } } } });
  const watched = { client: reached.client, target, terminal: colourless(call), signal: call.signal, id: data.id };
  say(watched.terminal, `Started ${data.id}: ${pageOf(reached, reached.name, data.id)}\n`);
  if (isOn(call.flags, "detach")) return exitCodes.success;
  const planned = await followPhase(watched, "plan");
  if (["confirmed", "apply_queued", "applying", "applied"].includes(textIn(planned, "status"))) return ended(await followPhase(watched, "apply"));
  if (may(planned, "is-confirmable")) say(watched.terminal, `\nThe run waits for confirmation:\n\n    lockstep run confirm ${data.id}`);
  return ended(planned);
}

const ended = (run: Resource): number => (["errored", "canceled", "force_canceled"].includes(textIn(run, "status")) ? exitCodes.failure : exitCodes.success);

/** `run confirm`, `run discard`, `run cancel` */
export async function actOnRun(call: Call, target: Target, action: "confirm" | "discard" | "cancel"): Promise<number> {
  const { watched } = await namedRun(call, target);
  const said = textOf(call.flags, "comment");
  await act(watched, action === "confirm" ? "apply" : action === "cancel" && isOn(call.flags, "force") ? "force-cancel" : action, said);
  if (action === "confirm") return ended(await followPhase(watched, "apply"));
  say(watched.terminal, `${watched.id} is ${words(await readRun(watched))}.`);
  return exitCodes.success;
}

interface Named {
  readonly reached: Reached;
  readonly watched: Watched & { readonly terminal: Terminal };
  readonly run: Resource;
}

/** The run that was named, or the workspace's current one. */
async function namedRun(call: Call, target: Target): Promise<Named> {
  const reached = await reachWorkspace(call, target);
  const id = call.words[0] ?? relatedId(reached.workspace, "current-run");
  if (id === undefined) throw new RemoteFailure("No run", `The workspace ${target.organization}/${reached.name} has no run yet. To start one:\n\n    lockstep run start`);
  const watched = { client: reached.client, target, terminal: colourless(call), signal: call.signal, id };
  return { reached, watched, run: await readRun(watched) };
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { collectInputs, resolveInputs } from "@lockstep/engine";
import { printExpression, stripMarks } from "@lockstep/hcl";
import { isOn, manyOf, textOf } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import { writeAtomically } from "../local/atomic-write.ts";
import { filesIn } from "../local/files.ts";
import { openProject } from "../local/project.ts";
import { say } from "../terminal.ts";
import { colourless } from "../views/colour.ts";
import { textIn, type Resource } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import { followPhase, pageOf, readRun, type Watched } from "./runs.ts";
import type { Target } from "./target.ts";
import { uploadFolder } from "./upload.ts";
import { reachWorkspace, type Reached } from "./workspace.ts";

/** What a run is started for. */
export interface Wanted {
  readonly purpose: "plan" | "apply" | "save";
  readonly destroy: boolean;
  readonly autoApply: boolean;
}

/** A run that was planned. */
export interface RemotePlan {
  readonly watched: Watched;
  readonly run: Resource;
}

/** Uploads the folder, starts a run, and shows its plan. */
export async function planRemotely(call: Call, target: Target, wanted: Wanted): Promise<RemotePlan> {
  const reached = await reachWorkspace(call, target);
  refuse(call, reached, wanted);
  const terminal = colourless(call);
  if (!isOn(call.flags, "json")) say(terminal, `Running ${wanted.purpose === "plan" ? "plan" : "apply"} in the workspace ${target.organization}/${reached.name} at ${target.host}.\nPreparing the remote ${wanted.purpose === "plan" ? "plan" : "run"} …\n`);
  const version = await uploadFolder(reached, call.folder, { speculative: wanted.purpose === "plan", provisional: wanted.purpose === "save" });
  const { data } = await reached.client.post("runs", { json: isOn(call.flags, "json"), body: { data: { type: "runs", attributes: attributesOf(call, wanted), relationships: { workspace: one("workspaces", reached.workspace.id), "configuration-version": one("configuration-versions", version) } } } });
  if (!isOn(call.flags, "json")) say(terminal, `To see this run in a browser:\n${pageOf(reached, reached.name, data.id)}\n`);
  const watched = { client: reached.client, target, terminal, signal: call.signal, id: data.id };
  return { watched, run: await followPhase(watched, "plan") };
}

const one = (type: string, id: string) => ({ data: { type, id } });

function refuse(call: Call, { workspace, target, name }: Reached, { purpose }: Wanted): void {
  if (workspace.attributes["vcs-repo"] && purpose !== "plan") throw new RemoteFailure("Apply not allowed for workspaces with a VCS connection", `The workspace ${target.organization}/${name} follows a repository: commit and push there, and the run begins by itself. "lockstep plan" shows beforehand what your folder would change.`);
  const alone = ["state"].find((flag) => textOf(call.flags, flag) !== undefined);
  if (alone) throw new RemoteFailure("Option not supported", `-${alone} names a file, and the state of this folder is kept by ${target.host}.`);
}

function attributesOf(call: Call, { purpose, destroy, autoApply }: Wanted): Readonly<Record<string, unknown>> {
  const { flags } = call;
  const [targets, replaces] = [manyOf(flags, "target"), manyOf(flags, "replace")];
  return {
    message: `Queued by lockstep ${purpose === "plan" || purpose === "save" ? "plan" : destroy ? "destroy" : "apply"}`,
    refresh: flags["refresh"] !== false,
    "auto-apply": autoApply,
    "save-plan": purpose === "save",
    variables: variablesOf(call),
    ...(destroy && { "is-destroy": true }),
    ...(isOn(flags, "refresh-only") && { "refresh-only": true }),
    ...(targets.length > 0 && { "target-addrs": targets }),
    ...(replaces.length > 0 && { "replace-addrs": replaces }),
  };
}

// What stands in files of the folder travels with it; what was said on the command line or in the environment goes with the run.
function variablesOf(call: Call): readonly { readonly key: string; readonly value: string }[] {
  const disk = filesIn(call.folder);
  const { inputs, diagnostics } = collectInputs({ files: { read: (path) => disk.read(path), list: () => [] }, folder: ".", environment: call.environment, given: call.given });
  if (inputs.size === 0 && diagnostics.length === 0) return [];
  const { variables } = openProject(call).project.configuration.root;
  const given = resolveInputs({ variables: new Map([...variables].filter(([name]) => inputs.has(name))) }, inputs);
  const problem = [...diagnostics, ...given.diagnostics].find(({ severity }) => severity === "error");
  if (problem) throw new RemoteFailure(problem.summary, problem.detail);
  return [...given.values].flatMap(([key, { given: value }]) => (value === undefined ? [] : [{ key, value: printExpression(stripMarks(value)) }]));
}

/** The saved plan of a run is its name: what was planned stays on the server. */
export function savePlan(call: Call, { watched }: RemotePlan, path: string): void {
  writeAtomically(resolve(call.folder, path), JSON.stringify({ remote_plan_format: 1, run_id: watched.id, hostname: watched.target.host }));
  say(watched.terminal, `\nSaved the plan to: ${path}\n\nTo perform exactly these actions, run the following command to apply:\n    lockstep apply ${JSON.stringify(path)}`);
}

/** The run that a file names as its saved plan; undefined: it is another kind of file. */
export function savedRun(path: string): { readonly id: string; readonly host: string } | undefined {
  const text = readFileSync(path).toString("utf8", 0, 10_000);
  if (!/^\{\s*"remote_plan_format"/.test(text)) return undefined;
  const { remote_plan_format: format, run_id: id, hostname: host } = JSON.parse(text) as { remote_plan_format?: number; run_id?: string; hostname?: string };
  if (format !== 1 || id === undefined || host === undefined) throw new RemoteFailure("Failed to load plan file", `"${path}" is a saved plan of another version of Terraform or Lockstep.`);
  return { id, host };
}

/** A saved run that is still to be applied, in the workspace of this folder. */
export async function openSaved(call: Call, target: Target, { id, host }: { readonly id: string; readonly host: string }): Promise<RemotePlan> {
  if (host !== target.host) throw new RemoteFailure("Saved plan is for another host", `The plan was saved at ${host}, and this folder is kept by ${target.host}.`);
  const { client, workspace, name } = await reachWorkspace(call, target);
  const watched = { client, target, terminal: colourless(call), signal: call.signal, id };
  const run = await readRun(watched);
  if ((run.relationships?.["workspace"]?.data as { id?: string } | undefined)?.id !== workspace.id) throw new RemoteFailure("Saved plan is for a different workspace", `The saved plan does not belong to the workspace "${name}".`);
  return { watched, run };
}

/** How a plan that cannot be applied ended; undefined: it can. */
export const endOf = ({ run }: RemotePlan): "failed" | "empty" | "discarded" | undefined => {
  const status = textIn(run, "status");
  if (status === "errored" || status === "canceled" || status === "force_canceled") return "failed";
  if (status === "discarded") return "discarded";
  return status === "planned_and_finished" ? "empty" : undefined;
};

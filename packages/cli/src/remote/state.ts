import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isOn, parseDuration, textOf } from "../arguments.ts";
import type { Call, Command } from "../commands/command.ts";
import { textIn, type Resource } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import type { Target } from "./target.ts";
import { reachWorkspace, type Reached } from "./workspace.ts";

/**
 * Runs a command on a copy of the state that a server keeps. One that changes the state has the workspace locked meanwhile, and what it
 * wrote goes back.
 */
export async function withRemoteState(call: Call, target: Target, command: Command): Promise<number> {
  const reached = await reachWorkspace(call, target);
  const folder = mkdtempSync(join(tmpdir(), "lockstep-state-"));
  const path = join(folder, "terraform.tfstate");
  const run = (): Promise<number> => command.run({ ...call, flags: { ...call.flags, state: path, lock: false } });
  try {
    if (command.state !== "writes") {
      await fetchState(reached, path, command.state === "outputs");
      return await run();
    }
    return await locked(call, reached, () => changed(call, reached, path, run));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function changed(call: Call, reached: Reached, path: string, run: () => Promise<number>): Promise<number> {
  await fetchState(reached, path, false);
  const before = existsSync(path) ? readFileSync(path) : undefined;
  const code = await run();
  const after = existsSync(path) ? readFileSync(path) : undefined;
  if (after && (!before || !after.equals(before))) await storeState(reached, after, isOn(call.flags, "force"));
  return code;
}

async function fetchState({ client, workspace }: Reached, path: string, outputsAlone: boolean): Promise<void> {
  const content = outputsAlone ? await readOutputs({ client, workspace }) : await readWhole({ client, workspace });
  if (content !== undefined && content.length > 0) writeFileSync(path, content, { mode: 0o600 });
}

async function readWhole({ client, workspace }: Pick<Reached, "client" | "workspace">): Promise<Buffer | undefined> {
  const current = await client.find(`workspaces/${workspace.id}/current-state-version`);
  const address = current && textIn(current.data, "hosted-state-download-url");
  return address ? client.download(address) : undefined;
}

/** The outputs of a workspace as a state that has only them: who may see them need not see the state. */
export async function readOutputs({ client, workspace }: Pick<Reached, "client" | "workspace">): Promise<string | undefined> {
  const listed = await client.list(`workspaces/${workspace.id}/current-state-version-outputs`);
  if (listed.length === 0) return undefined;
  const whole = await Promise.all(listed.map(async (output): Promise<Resource> => (output.attributes["sensitive"] === true ? (await client.get(`state-version-outputs/${output.id}`)).data : output)));
  const outputs = Object.fromEntries(whole.map(({ attributes }) => [String(attributes["name"]), { value: attributes["value"], type: attributes["detailed-type"], ...(attributes["sensitive"] === true && { sensitive: true }) }]));
  return JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage: workspace.id, outputs, resources: [], check_results: null });
}

async function storeState({ client, workspace }: Reached, content: Buffer, force: boolean): Promise<void> {
  const { serial, lineage } = JSON.parse(content.toString("utf8")) as { serial: number; lineage: string };
  const attributes = { serial, lineage, force, md5: createHash("md5").update(content).digest("hex"), state: content.toString("base64") };
  await client.post(`workspaces/${workspace.id}/state-versions`, { body: { data: { type: "state-versions", attributes } } });
}

async function locked(call: Call, { client, workspace }: Reached, work: () => Promise<number>): Promise<number> {
  if (call.flags["lock"] === false) return work();
  const until = Date.now() + parseDuration(textOf(call.flags, "lock-timeout") ?? "0s");
  const path = `workspaces/${workspace.id}/actions`;
  const lock = async (): Promise<void> => {
    try {
      await client.post(`${path}/lock`, { body: { reason: `Locked by lockstep ${process.env["USER"] ?? ""}`.trim() } });
    } catch (problem) {
      if (!(problem instanceof RemoteFailure) || problem.status !== 409 || Date.now() >= until) throw problem;
      await pause(1000);
      await lock();
    }
  };
  await lock();
  try {
    return await work();
  } finally {
    await client.post(`${path}/unlock`);
  }
}

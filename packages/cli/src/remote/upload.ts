import { existsSync, readFileSync, type Stats } from "node:fs";
import { join, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readIgnoreRules } from "@lockstep/contract";
import { create } from "tar";
import { textIn, type RemoteClient } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import type { Reached } from "./workspace.ts";

/** What an uploaded configuration is for. */
export interface Purpose {
  /** Only to be planned, never applied. */
  readonly speculative: boolean;
  /** Becomes the workspace's own only when its run is applied. */
  readonly provisional: boolean;
}

/** Uploads the folder (and what stands above it, where the workspace works in a folder below); gives the version's id. */
export async function uploadFolder({ client, workspace }: Reached, folder: string, { speculative, provisional }: Purpose): Promise<string> {
  const archive = await packed(rootOf(folder, textIn(workspace, "working-directory")));
  const attributes = { "auto-queue-runs": false, speculative, provisional };
  const { data } = await client.post(`workspaces/${workspace.id}/configuration-versions`, { body: { data: { type: "configuration-versions", attributes } } });
  await client.upload(textIn(data, "upload-url"), archive);
  await taken(client, data.id);
  return data.id;
}

async function taken(client: RemoteClient, id: string): Promise<void> {
  for (let wait = 0; wait < 60; wait++) {
    const { data } = await client.get(`configuration-versions/${id}`);
    if (textIn(data, "status") === "uploaded") return;
    if (textIn(data, "status") === "errored") throw new RemoteFailure("Configuration was not accepted", textIn(data, "error-message") || "The server could not unpack what was uploaded.");
    await pause(500);
  }
  throw new RemoteFailure("Configuration was not accepted", "The server did not take in what was uploaded within 30 seconds. Try again.");
}

/** The folder to upload: the working directory of the workspace lies below it. */
function rootOf(folder: string, workingDirectory: string): string {
  const below = workingDirectory.split(/[\\/]/).filter((name) => name !== "" && name !== ".");
  const here = folder.split(sep);
  if (below.length === 0) return folder;
  if (here.slice(-below.length).join("/") === below.join("/")) return here.slice(0, -below.length).join(sep) || sep;
  throw new RemoteFailure("Not in the working directory", `The workspace works in "${workingDirectory}", and this folder is another one. Change to that folder of the repository, or clear the workspace's working directory.`);
}

/** A gzip tar archive of what .terraformignore leaves. */
async function packed(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const rules = join(folder, ".terraformignore");
  const ignore = readIgnoreRules(existsSync(rules) ? readFileSync(rules, "utf8") : "");
  const wanted = (name: string, entry: unknown): boolean => {
    const path = name.replaceAll("\\", "/").replace(/^\.\/?/, "").replace(/\/$/, "");
    const isFolder = (entry as Stats).isDirectory();
    return path === "" || !ignore.ignores(path, isFolder) || (isFolder && ignore.mayHoldWanted(path));
  };
  const chunks: Buffer[] = [];
  for await (const chunk of create({ gzip: true, cwd: folder, portable: true, filter: wanted }, ["."])) chunks.push(Buffer.from(chunk as Uint8Array));
  return new Uint8Array(Buffer.concat(chunks));
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RunningOrg } from "@lockstep/sandbox";
import type { TestServer } from "./test-server.ts";

/** A configuration for an org whose connection is given from outside. */
export const oktaConfiguration = (resources: string): string => `terraform {
  required_providers {
    okta = { source = "okta/okta" }
  }
}
provider "okta" {}
${resources}`;

/** A gzip-compressed tar of one file. */
export function archiveOf(text: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-archive-"));
  writeFileSync(join(folder, "main.tf"), text);
  return execFileSync("tar", ["-czf", "-", "-C", folder, "."]);
}

/** Makes a workspace; connected to an org of ours, where one is named. */
export async function makeWorkspace({ server, call }: TestServer, name: string, oktaOrgId?: string): Promise<string> {
  const { body } = await call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name } } });
  const id = String(body.data?.id);
  if (oktaOrgId !== undefined) await server.db.updateTable("workspaces").set({ oktaOrgId }).where("id", "=", id).execute();
  return id;
}

/** Uploads a configuration; gives its version. */
export async function upload({ call }: TestServer, workspaceId: string, text: string): Promise<string> {
  const { body } = await call("POST", `/api/v2/workspaces/${workspaceId}/configuration-versions`, { data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } });
  const address = new URL(String(body.data?.attributes?.["upload-url"]));
  const { status } = await call("PUT", address.pathname, archiveOf(text), null);
  if (status !== 200) throw new Error(`The configuration was not taken: ${status}.`);
  return String(body.data?.id);
}

/** Starts a run and gives its id. */
export async function startRun({ call }: TestServer, workspaceId: string, attributes: object = {}): Promise<string> {
  const { body } = await call("POST", "/api/v2/runs", { data: { type: "runs", attributes, relationships: { workspace: { data: { type: "workspaces", id: workspaceId } } } } });
  return String(body.data?.id);
}

/** Waits until a run has one of these statuses. */
export async function settled({ call }: Pick<TestServer, "call">, runId: string, ...statuses: string[]): Promise<void> {
  const final = ["errored", "canceled", "discarded", "force_canceled"];
  const until = Date.now() + 180_000;
  for (;;) {
    const { attributes } = (await call("GET", `/api/v2/runs/${runId}`)).body.data ?? {};
    const status = String(attributes?.status);
    if (statuses.includes(status)) return;
    if (final.includes(status) || Date.now() > until) throw new Error(`The run ${runId} is ${status} and not ${statuses.join(" or ")}.`);
    await pause(200);
  }
}

/** Uploads a configuration and applies it. */
export async function applied(lockstep: TestServer, workspaceId: string, text: string): Promise<string> {
  await upload(lockstep, workspaceId, text);
  const run = await startRun(lockstep, workspaceId, { "auto-apply": true });
  await settled(lockstep, run, "applied", "planned_and_finished");
  return run;
}

/** Does something in an org as an admin in the Admin Console. */
export async function inConsole({ url }: RunningOrg, admin: string, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/__sandbox/console`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ admin, method, path, ...(body && { body }) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}: ${text}`);
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** Another admin of an org, who has opened the console. */
export async function signedInAdmin({ url }: RunningOrg, login: string, firstName: string, lastName: string): Promise<string> {
  for (const [path, body] of [["admins", { login, firstName, lastName }], ["sign-in", { admin: login }]] as const) {
    await fetch(`${url}/__sandbox/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  }
  return login;
}

/** The id of a group by its name. */
export async function groupId({ url, token }: RunningOrg, name: string): Promise<string> {
  const groups = (await (await fetch(`${url}/api/v1/groups?limit=200`, { headers: { authorization: `SSWS ${token}` } })).json()) as readonly { id: string; profile: { name: string } }[];
  return groups.find(({ profile }) => profile.name === name)?.id ?? "";
}

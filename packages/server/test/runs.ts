import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { newId } from "../src/ids.ts";
import type { Answer, TestServer } from "./test-server.ts";

/** A gzip-compressed tar of these files; one text is main.tf. */
export function archiveOf(files: string | Readonly<Record<string, string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-archive-"));
  for (const [path, text] of Object.entries(typeof files === "string" ? { "main.tf": files } : files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const archive = execFileSync("tar", ["-czf", "-", "-C", folder, "."]);
  rmSync(folder, { recursive: true, force: true });
  return archive;
}

/** A new workspace; gives its id. */
export async function madeWorkspace({ call }: Pick<TestServer, "call">, name: string, attributes: object = {}): Promise<string> {
  const { status, body } = await call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name, ...attributes } } });
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.data?.id);
}

/** Sets variables of a workspace; all are sensitive. */
export async function setVariables({ server }: Pick<TestServer, "server">, workspaceId: string, category: "terraform" | "env", values: Readonly<Record<string, string>>): Promise<void> {
  const { organizationId } = await server.db.selectFrom("workspaces").select("organizationId").where("id", "=", workspaceId).executeTakeFirstOrThrow();
  for (const [key, value] of Object.entries(values)) {
    const id = newId("variable");
    const valueSealed = await server.vault.seal(value, { organization: organizationId, table: "variables", column: "value_sealed", row: id });
    await server.db.insertInto("variables").values({ id, workspaceId, key, category, valueSealed, sensitive: true, versionId: id }).execute();
  }
}

/** Uploads a configuration; no run begins by it unless that is asked for. */
export async function uploaded({ call }: Pick<TestServer, "call">, workspaceId: string, files: string | Readonly<Record<string, string>>, autoQueueRuns = false): Promise<string> {
  const { body } = await call("POST", `/api/v1/workspaces/${workspaceId}/configuration-versions`, { autoQueueRuns });
  const { status } = await call("PUT", new URL(String(body.uploadUrl)).pathname, archiveOf(files), null);
  expect(status).toBe(200);
  return String(body.id);
}

/** Starts a run. */
export async function startedRun({ call }: Pick<TestServer, "call">, workspaceId: string, wanted: object = {}): Promise<string> {
  const { status, body } = await call("POST", `/api/v1/workspaces/${workspaceId}/runs`, wanted);
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.id);
}

/** Waits until a run has one of these statuses; gives the run. */
export async function settled({ call }: Pick<TestServer, "call">, id: string, ...statuses: readonly string[]): Promise<Answer> {
  let body: Answer = {};
  await expect
    .poll(async () => {
      body = (await call("GET", `/api/v1/runs/${id}`)).body;
      const status = String(body.status);
      return statuses.includes(status) ? "there" : `${status} ${JSON.stringify(body.error)}`;
    }, { timeout: 50_000, interval: 100 })
    .toBe("there");
  return body;
}

/** The whole log of a phase. */
export const logOf = async ({ call }: Pick<TestServer, "call">, id: string, phase: "plan" | "apply"): Promise<string> => String((await call("GET", `/api/v1/runs/${id}/logs/${phase}?limit=1048576`)).body.text);

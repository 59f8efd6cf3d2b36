import { expect } from "vitest";
import type { Answer, TestServer } from "./test-server.ts";

/** What tests of repositories ask of a server. */
export interface VcsCalls {
  readonly connect: (body: object) => Promise<{ readonly id: string; readonly secret: string; readonly webhookPath: string }>;
  readonly workspace: (name: string, attributes: object) => Promise<string>;
  /** One that is locked: its runs stay pending, so that nothing is planned that nobody looks at. */
  readonly lockedWorkspace: (name: string, attributes: object) => Promise<string>;
  readonly runs: (workspaceId: string) => Promise<readonly Answer[]>;
  /** Waits until the workspace has so many runs (of these operations) and gives them, the newest first. */
  readonly untilRuns: (workspaceId: string, count: number, operation?: string) => Promise<readonly Answer[]>;
  readonly untilStatus: (runId: string, status: string) => Promise<void>;
  readonly untilCommit: (workspaceId: string, commit: string) => Promise<void>;
  readonly follow: (workspaceId: string) => Promise<Answer>;
}

const patience = { timeout: 40_000, interval: 100 } as const;

/** Those calls. */
export function vcsCalls(server: TestServer): VcsCalls {
  const { call } = server;
  const listed = async (workspaceId: string, operation: string): Promise<readonly Answer[]> => {
    const { body } = await call("GET", `/api/v2/workspaces/${workspaceId}/runs${operation === "" ? "" : `?filter[operation]=${operation}`}`);
    return Array.isArray(body.data) ? (body.data as unknown as readonly Answer[]) : [];
  };
  const workspace = async (name: string, attributes: object): Promise<string> => {
    const answer = await call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name, ...attributes } } });
    expect(answer.body.errors ?? null).toBe(null);
    return String(answer.body.data?.id);
  };
  return {
    connect: async (body) => {
      const answer = await call("POST", "/api/v1/organizations/acme/vcs-connections", body);
      expect(answer.body.errors ?? null).toBe(null);
      return { id: String(answer.body.connection?.id), secret: String(answer.body.webhook?.secret), webhookPath: new URL(String(answer.body.webhook?.url)).pathname };
    },
    workspace,
    lockedWorkspace: async (name, attributes) => {
      const id = await workspace(name, { "queue-all-runs": false });
      expect((await call("POST", `/api/v2/workspaces/${id}/actions/lock`, {})).status).toBe(200);
      expect((await call("PATCH", `/api/v2/workspaces/${id}`, { data: { type: "workspaces", attributes } })).status).toBe(200);
      return id;
    },
    runs: async (workspaceId) => listed(workspaceId, ""),
    untilRuns: async (workspaceId, count, operation = "") => {
      const found = async () => ({ count: (await listed(workspaceId, operation)).length, problem: (await call("GET", `/api/v1/workspaces/${workspaceId}/vcs`)).body.problem });
      await expect.poll(found, patience).toMatchObject({ count });
      return listed(workspaceId, operation);
    },
    untilStatus: async (runId, status) =>  (expect.poll(async () => (await call("GET", `/api/v2/runs/${runId}`)).body.data?.attributes?.status, patience).toBe(status)),
    untilCommit: async (workspaceId, commit) =>  (expect.poll(async () => (await call("GET", `/api/v1/workspaces/${workspaceId}/vcs`)).body.commit, patience).toBe(commit)),
    follow: async (workspaceId) => (await call("GET", `/api/v1/workspaces/${workspaceId}/vcs`)).body,
  };
}

import type { RunningOrg } from "@lockstep/sandbox";
import { relatedId, type Resource } from "../remote/client.ts";
import { repositoryName } from "./repository.ts";
import { until } from "./runs.ts";
import { organization, type World } from "./world.ts";

/** What a person fills in for a workspace that follows a branch. */
export interface WorkspaceForm {
  readonly name: string;
  readonly branch: string;
  readonly connection: string;
}

/** Connects the lab's Git server, as an admin does once. */
export async function connectGit({ api, git }: World): Promise<string> {
  const { connection } = await api.vcs.createVcsConnection({ params: { organization }, body: { name: "Our Git server", kind: "git", httpUrl: git.url, username: "lab", token: git.token, repository: repositoryName } });
  return connection.id;
}

/** Makes a workspace: manual apply, runs for every push, plans for pull requests, no submodules. */
export async function makeWorkspace({ tfe }: World, { name, branch, connection }: WorkspaceForm): Promise<Resource> {
  const repository = { identifier: repositoryName, branch, "oauth-token-id": connection, "ingress-submodules": false };
  const attributes = { name, "working-directory": "", "auto-apply": false, "file-triggers-enabled": false, "speculative-enabled": true, "vcs-repo": repository };
  const { data } = await tfe.post(`organizations/${organization}/workspaces`, { body: { data: { type: "workspaces", attributes } } });
  // It fetches its branch by itself; runs can be started as soon as that is there.
  return until(`configuration of ${name}`, async () => {
    const workspace = (await tfe.get(`workspaces/${data.id}`)).data;
    return relatedId(workspace, "current-configuration-version") === undefined ? undefined : workspace;
  });
}

/** Sets the variables that the repository's provider asks for. */
export async function setVariables({ tfe }: World, workspace: string, { name, url, token }: RunningOrg): Promise<void> {
  for (const [key, value, sensitive] of [["org_name", name, false], ["base_url", url, false], ["api_token", token, true]] as const) {
    await tfe.post(`workspaces/${workspace}/vars`, { body: { data: { type: "vars", attributes: { key, value, category: "terraform", hcl: false, sensitive } } } });
  }
}

/** Turns applying by itself on. */
export const autoApply = async ({ tfe }: World, workspace: string): Promise<Resource> => (await tfe.patch(`workspaces/${workspace}`, { data: { type: "workspaces", attributes: { "auto-apply": true } } })).data;

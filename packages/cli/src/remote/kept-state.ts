import type { KeptState, ReadKeptState } from "@lockstep/engine";
import { RemoteClient } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import { findHost } from "./host.ts";
import { readOutputs } from "./state.ts";

/** Reads the outputs of a workspace that a server keeps, as who is signed in there, or by the token that the configuration names. */
export async function readKeptState({ host = "app.terraform.io", organization, workspace, token }: KeptState, environment: Readonly<Record<string, string | undefined>>): ReturnType<ReadKeptState> {
  try {
    const found = await findHost(host);
    const client = token === undefined ? RemoteClient.signedIn(found, environment) : new RemoteClient(found, token);
    const known = await client.find(`organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(workspace)}`);
    if (!known) return { problem: `The organization "${organization}" at ${host} has no workspace "${workspace}", or you may not see it.` };
    const outputs = await readOutputs({ client, workspace: known.data });
    const isEmpty = outputs === undefined && (await client.find(`workspaces/${known.data.id}/current-state-version`)) !== undefined;
    return { text: isEmpty ? JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage: known.data.id, outputs: {}, resources: [], check_results: null }) : outputs };
  } catch (problem) {
    if (problem instanceof RemoteFailure) return { problem: problem.message };
    throw problem;
  }
}

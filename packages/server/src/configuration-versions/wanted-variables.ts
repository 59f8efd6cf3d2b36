import { collectInputs, FileProblem, loadConfiguration, type Files } from "@lockstep/engine";
import { archiveLimits, readArchive } from "../archives/read.ts";
import type { Actor } from "../actor.ts";
import { orgAccess } from "../okta-orgs/credentials.ts";
import type { Server } from "../server.ts";
import { readBlob } from "../storage/blobs.ts";
import { listEffective } from "../variables/service.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { selectConfigurationVersion } from "./service.ts";

/** An input variable of a configuration, and where a run would get its value. */
export interface WantedVariable {
  readonly key: string;
  readonly description: string;
  readonly sensitive: boolean;
  /** Its value is an expression, as of a list; a text otherwise. */
  readonly hcl: boolean;
  /** null: nowhere yet. */
  readonly givenBy: "variable" | "file" | "okta-org" | "default" | null;
}

/** The input variables of the workspace's current configuration; undefined while it has none. */
export async function wantedVariables(server: Pick<Server, "db" | "vault">, actor: Actor, workspace: Workspace): Promise<readonly WantedVariable[] | undefined> {
  const effective = await listEffective(server, actor, workspace);
  const { currentConfigurationVersionId: id, workingDirectory } = workspace;
  const version = id === null ? undefined : await selectConfigurationVersion(server.db, id);
  const archive = version?.blobId ? await readBlob(server, version.blobId) : undefined;
  if (!archive) return undefined;
  const files = await filesOf(archive, workingDirectory);
  const { root } = loadConfiguration({ files, folder: "." }).configuration;
  const inFiles = collectInputs({ files, folder: ".", environment: {}, given: [] }).inputs;
  const set = new Set(effective.map(({ variable: { key, category } }) => (category === "terraform" ? key : key.replace(/^TF_VAR_/, ""))));
  const ofOrg = new Set((await orgAccess(server, workspace.oktaOrgId)).fallbacks.map(({ key }) => key));
  return [...root.variables.values()].map(({ name, description = "", sensitive, parsing, default: usual }) => ({
    key: name,
    description,
    sensitive,
    hcl: parsing === "expression",
    givenBy: set.has(name) ? "variable" : inFiles.has(name) ? "file" : ofOrg.has(name) ? "okta-org" : usual !== undefined ? "default" : null,
  }));
}

/** All that is read of a folder's files together. */
const mostBytes = 4 << 20;

/** The configuration and its values of one folder, read from the archive; modules are not looked into. */
async function filesOf(archive: Buffer, folder: string): Promise<Files> {
  const prefix = folder === "" ? "" : `${folder}/`;
  const contents = new Map<string, Buffer>();
  let read = 0;
  await readArchive(archive, async ({ path, kind, bytes, content }) => {
    const name = path.slice(prefix.length);
    if (kind !== "file" || !path.startsWith(prefix) || name.includes("/") || !/\.(tf|tfvars)(\.json)?$/.test(name)) return;
    if ((read += bytes) > mostBytes) return "stop";
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(Buffer.from(chunk));
    contents.set(name, Buffer.concat(chunks));
    return undefined;
  }, archiveLimits);
  return {
    read: (path) => {
      if (path === ".") throw new FileProblem("is a directory");
      return contents.get(path.replace(/^\.\//, ""));
    },
    list: (path) => (path === "." || path === "" ? [...contents.keys()].map((name) => ({ name, kind: "file" as const })) : undefined),
  };
}

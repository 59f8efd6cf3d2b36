import type { Call } from "../commands/command.ts";
import { ask } from "../terminal.ts";
import { RemoteClient, textIn, type Resource } from "./client.ts";
import { RemoteFailure } from "./failure.ts";
import { findHost } from "./host.ts";
import type { Target, Workspaces } from "./target.ts";

/** A workspace, and who is asked about it. */
export interface Reached {
  readonly client: RemoteClient;
  readonly target: Target;
  readonly workspace: Resource;
  readonly name: string;
}

/** The workspace that a folder is about at this moment. */
export async function reachWorkspace({ environment }: Pick<Call, "environment">, target: Target): Promise<Reached> {
  const client = RemoteClient.signedIn(await findHost(target.host), environment);
  const name = await chosenName(client, target, environment);
  const found = await client.find(pathOf(target, name));
  if (!found) throw new RemoteFailure("Workspace not found", `The organization "${target.organization}" at ${target.host} has no workspace "${name}", or you may not see it. To make it:\n\n    lockstep init`, 404);
  return { client, target, workspace: found.data, name };
}

/** The same, but it is made where it is missing. */
export async function openWorkspace(call: Call, target: Target): Promise<Reached & { readonly made: boolean }> {
  const client = RemoteClient.signedIn(await findHost(target.host), call.environment);
  const name = await chosenName(client, target, call.environment).catch(async (problem: unknown) => {
    const named = problem instanceof NoneChosen ? await ask(call.terminal, "No workspace fits yet. Enter the name of one to make: ", call.signal) : undefined;
    if (!named) throw problem;
    return named;
  });
  const found = await client.find(pathOf(target, name));
  if (found) return { client, target, workspace: found.data, name, made: false };
  const made = await client.post(`organizations/${encodeURIComponent(target.organization)}/workspaces`, { body: await newWorkspace(client, target, name) });
  return { client, target, workspace: made.data, name, made: true };
}

const pathOf = ({ organization }: Target, name: string): string => `organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`;

class NoneChosen extends RemoteFailure {}

async function chosenName(client: RemoteClient, target: Target, environment: Call["environment"]): Promise<string> {
  const { workspaces } = target;
  if (workspaces.kind === "name") return workspaces.name;
  const wanted = environment["TF_WORKSPACE"];
  if (wanted) return workspaces.kind === "prefix" ? workspaces.prefix + wanted : wanted;
  const fitting = (await client.list(`organizations/${encodeURIComponent(target.organization)}/workspaces?${queryOf(workspaces)}`)).map((each) => textIn(each, "name"));
  const [only, ...others] = fitting.filter((name) => workspaces.kind !== "prefix" || name.startsWith(workspaces.prefix));
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) throw new NoneChosen("No workspaces found", `No workspace of "${target.organization}" fits this folder's ${workspaces.kind === "tags" ? "tags" : "prefix"}. Name a new one with TF_WORKSPACE and run "lockstep init".`);
  throw new RemoteFailure("Workspace not selected", `Several workspaces fit this folder: ${fitting.join(", ")}. Say which one with TF_WORKSPACE.`);
}

function queryOf(workspaces: Exclude<Workspaces, { kind: "name" }>): string {
  if (workspaces.kind === "prefix") return `search%5Bname%5D=${encodeURIComponent(workspaces.prefix)}`;
  const pairs = Object.entries(workspaces.tags);
  const tagged = pairs.flatMap(([key, value], at) => (value === "" ? [] : [`filter%5Btagged%5D%5B${at}%5D%5Bkey%5D=${encodeURIComponent(key)}&filter%5Btagged%5D%5B${at}%5D%5Bvalue%5D=${encodeURIComponent(value)}`]));
  return [`search%5Btags%5D=${encodeURIComponent(pairs.map(([key]) => key).join(","))}`, ...tagged].join("&");
}

async function newWorkspace(client: RemoteClient, { organization, workspaces, project }: Target, name: string): Promise<unknown> {
  const tags = workspaces.kind === "tags" ? Object.entries(workspaces.tags) : [];
  const plain = tags.filter(([, value]) => value === "").map(([key]) => ({ type: "tags", attributes: { name: key } }));
  const bound = tags.filter(([, value]) => value !== "").map(([key, value]) => ({ type: "tag-bindings", attributes: { key, value } }));
  const projectId = project === undefined ? undefined : await projectNamed(client, organization, project);
  const relationships = {
    ...(plain.length > 0 && { tags: { data: plain } }),
    ...(bound.length > 0 && { "tag-bindings": { data: bound } }),
    ...(projectId !== undefined && { project: { data: { type: "projects", id: projectId } } }),
  };
  return { data: { type: "workspaces", attributes: { name, "terraform-version": "1.11.4" }, relationships } };
}

async function projectNamed(client: RemoteClient, organization: string, name: string): Promise<string> {
  const path = `organizations/${encodeURIComponent(organization)}/projects`;
  const found = (await client.list(`${path}?filter%5Bnames%5D=${encodeURIComponent(name)}`)).find((each) => textIn(each, "name") === name);
  return found?.id ?? (await client.post(path, { body: { data: { type: "projects", attributes: { name } } } })).data.id;
}

import type { VariableCategory } from "@lockstep/contract";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, type Document, type Resource } from "../tfe/document.ts";
import type { TfeBody, TfeCall, TfeRoute } from "../tfe/routes.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { createVariable, deleteVariable, getVariable, listEffective, listVariables, updateVariable, type Owner } from "./service.ts";
import { getSet } from "./sets.ts";
import type { Variable, VariableChanges, VariableValues } from "./variable.ts";

/** HCP Terraform's variables, of workspaces and of sets. */
export function variableTfe(server: Server): readonly TfeRoute[] {
  const ofWorkspace = async ({ actor, params }: TfeCall): Promise<Owner> => ({ kind: "workspace", workspace: (await getWorkspace(server, actor, params["id"] ?? "")).workspace });
  const ofSet = async ({ actor, params }: TfeCall): Promise<Owner> => ({ kind: "set", set: (await getSet(server, actor, params["id"] ?? "")).set });
  const owners = [
    ["/workspaces/:id/vars", ofWorkspace],
    ["/varsets/:id/relationships/vars", ofSet],
  ] as const;
  return [
    ...owners.flatMap(([path, find]): TfeRoute[] => [
      { method: "GET", path, handle: async (call) => list(server, call, await find(call)) },
      { method: "POST", path, status: 201, handle: async (call) => create(server, call, await find(call)) },
      { method: "GET", path: `${path}/:variable`, handle: async (call) => show(server, call, await find(call)) },
      { method: "PATCH", path: `${path}/:variable`, handle: async (call) => change(server, call, await find(call)) },
      {
        method: "DELETE",
        path: `${path}/:variable`,
        handle: async (call) => {
          await deleteVariable(server, call.actor, await find(call), call.params["variable"] ?? "");
          return undefined;
        },
      },
    ]),
    { method: "GET", path: "/workspaces/:id/all-vars", handle: async (call) => all(server, call) },
  ];
}

async function list(server: Server, { actor, query }: TfeCall, owner: Owner): Promise<Document> {
  const variables = await listVariables(server, actor, owner);
  // The command line asks for one page only: a workspace's variables are few.
  return listDocument(variables.map((variable) => variableResource(variable, owner)), { ...query.paging, page: 1, size: Math.max(variables.length, 1) }, variables.length);
}

async function show(server: Server, { actor, params }: TfeCall, owner: Owner): Promise<Document> {
  return document(variableResource(await getVariable(server, actor, owner, params["variable"] ?? ""), owner));
}

async function create(server: Server, { actor, body }: TfeCall, owner: Owner): Promise<Document> {
  const given = changesOf(body);
  const values: VariableValues = { key: "", value: "", category: required(given.category), hcl: false, sensitive: false, description: "", ...given };
  return document(variableResource(await createVariable(server, actor, owner, values), owner));
}

function required(category: VariableCategory | undefined): VariableCategory {
  if (category === undefined) throw new Problem("invalid", { detail: "The category of a variable is \"terraform\" or \"env\"." }, "/data/attributes/category");
  return category;
}

async function change(server: Server, { actor, body, params }: TfeCall, owner: Owner): Promise<Document> {
  return document(variableResource(await updateVariable(server, actor, owner, params["variable"] ?? "", changesOf(body)), owner));
}

/** What the document names. A value of null, as a sensitive one is read, is no change. */
function changesOf(body: TfeBody): VariableChanges {
  const category = body.has("category") ? required((["terraform", "env"] as const).find((each) => each === body.string("category"))) : undefined;
  const [key, value, description, hcl, sensitive] = [body.string("key"), body.string("value"), body.string("description"), body.boolean("hcl"), body.boolean("sensitive")];
  return {
    ...(key !== undefined && { key }),
    ...(value !== undefined && { value }),
    ...(category !== undefined && { category }),
    ...(hcl !== undefined && { hcl }),
    ...(sensitive !== undefined && { sensitive }),
    ...(description !== undefined && { description }),
  };
}

/** What a run of the workspace would be given: of each name the one that wins. */
async function all(server: Server, { actor, params }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const effective = (await listEffective(server, actor, workspace)).filter(({ overriddenBy }) => overriddenBy === null);
  const resources = effective.map(({ variable }) => variableResource(variable, variable.set ? { kind: "set", set: variable.set } : { kind: "workspace", workspace }));
  return listDocument(resources, { page: 1, size: Math.max(resources.length, 1) }, resources.length);
}

type OwnerName = { readonly kind: "workspace"; readonly workspace: { readonly id: string } } | { readonly kind: "set"; readonly set: { readonly id: string } };

/** A variable as HCP Terraform's API shows it. */
export function variableResource({ id, key, value, category, hcl, sensitive, description, versionId, createdAt }: Variable, owner: OwnerName): Resource {
  const [type, path, ownerId] = owner.kind === "workspace" ? (["workspaces", "vars", owner.workspace.id] as const) : (["varsets", "relationships/vars", owner.set.id] as const);
  return {
    id,
    type: "vars",
    attributes: { key, value, description, category, hcl, sensitive, "version-id": versionId, "created-at": moment(createdAt) },
    relationships: { [owner.kind === "workspace" ? "configurable" : "varset"]: { data: { id: ownerId, type }, links: { related: `/api/v2/${type}/${ownerId}` } } },
    links: { self: `/api/v2/${type}/${ownerId}/${path}/${id}` },
  };
}

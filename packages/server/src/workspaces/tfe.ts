import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { advanceWorkspace } from "../runs/transition.ts";
import { setAssessments } from "../schedules/service.ts";
import { document, listDocument } from "../tfe/document.ts";
import { record, type TfeBody, type TfeCall, type TfeRoute } from "../tfe/routes.ts";
import { getOrganization } from "../organizations/service.ts";
import { lockWorkspace, unlockWorkspace } from "./lock.ts";
import { includedWith } from "./includes.ts";
import { listWorkspaces } from "./list.ts";
import { workspaceResource, workspaceResources } from "./resource.ts";
import { createWorkspace, deleteWorkspace, getWorkspace, getWorkspaceByName, updateWorkspace, type SeenWorkspace, type WorkspaceSettings } from "./service.ts";
import { consumerTfe } from "./consumers-tfe.ts";
import { tagTfe } from "./tags-tfe.ts";

/** HCP Terraform's workspaces, by id and by the names of organization and workspace. */
export function workspaceTfe(server: Server): readonly TfeRoute[] {
  const byId = async ({ actor, params }: TfeCall): Promise<SeenWorkspace> => getWorkspace(server, actor, params["id"] ?? "");
  const byName = async ({ actor, params }: TfeCall): Promise<SeenWorkspace> => getWorkspaceByName(server, actor, params["organization"] ?? "", params["name"] ?? "");
  const show = async ({ actor, query }: TfeCall, seen: SeenWorkspace) => document(await workspaceResource(server, seen.workspace, seen.access), await includedWith(server, actor, [seen], query.include));
  const both = [
    ["/workspaces/:id", byId],
    ["/organizations/:organization/workspaces/:name", byName],
  ] as const;
  return [
    ...both.flatMap(([path, find]): TfeRoute[] => [
      { method: "GET", path, handle: async (call) => show(call, await find(call)) },
      { method: "PATCH", path, handle: async (call) => change(server, call, await find(call)) },
      { method: "DELETE", path, handle: async (call) => remove(server, call, await find(call), false) },
      { method: "POST", path: `${path}/actions/safe-delete`, handle: async (call) => remove(server, call, await find(call), true) },
    ]),
    { method: "GET", path: "/organizations/:organization/workspaces", handle: async (call) => list(server, call) },
    { method: "POST", path: "/organizations/:organization/workspaces", status: 201, handle: async (call) => create(server, call) },
    { method: "POST", path: "/workspaces/:id/actions/lock", handle: async (call) => lock(server, call, await byId(call)) },
    { method: "POST", path: "/workspaces/:id/actions/unlock", handle: async (call) => unlock(server, call, await byId(call), false) },
    { method: "POST", path: "/workspaces/:id/actions/force-unlock", handle: async (call) => unlock(server, call, await byId(call), true) },
    ...tagTfe(server),
    ...consumerTfe(server),
  ];
}

async function create(server: Server, { actor, params, body }: TfeCall) {
  const name = body.string("name") ?? "";
  const workspace = await createWorkspace(server, actor, params["organization"] ?? "", { ...settingsOf(body), name }, tagsOf(body));
  return document(await workspaceResource(server, workspace, "admin"));
}

async function change(server: Server, { actor, body }: TfeCall, { workspace, access }: SeenWorkspace) {
  const updated = await updateWorkspace(server, actor, workspace, settingsOf(body));
  const assessed = body.boolean("assessments-enabled");
  if (assessed !== undefined) await setAssessments(server, actor, updated, assessed);
  return document(await workspaceResource(server, updated, access));
}

async function remove(server: Server, { actor }: TfeCall, { workspace }: SeenWorkspace, safe: boolean): Promise<undefined> {
  await deleteWorkspace(server, actor, workspace, { safe });
  return undefined;
}

async function lock(server: Server, { actor, body }: TfeCall, { workspace, access }: SeenWorkspace) {
  return document(await workspaceResource(server, await lockWorkspace(server, actor, workspace, body.string("reason") ?? ""), access));
}

async function unlock(server: Server, { actor }: TfeCall, { workspace, access }: SeenWorkspace, force: boolean) {
  const unlocked = await unlockWorkspace(server, actor, workspace, force, async (trx, { id }) => advanceWorkspace(server, trx, id));
  return document(await workspaceResource(server, unlocked, access));
}

async function list(server: Server, { actor, params, query }: TfeCall) {
  const organization = await getOrganization(server, actor, params["organization"] ?? "");
  const { items, total } = await listWorkspaces(server, actor, organization.id, query);
  return listDocument(await workspaceResources(server, items), query.paging, total, await includedWith(server, actor, items, query.include));
}

const names: Readonly<Record<string, keyof WorkspaceSettings>> = {
  name: "name",
  description: "description",
  "execution-mode": "executionMode",
  "auto-apply": "autoApply",
  "auto-apply-run-trigger": "autoApplyRunTrigger",
  "queue-all-runs": "queueAllRuns",
  "speculative-enabled": "speculativeEnabled",
  "allow-destroy-plan": "allowDestroyPlan",
  "working-directory": "workingDirectory",
  "terraform-version": "terraformVersion",
  "file-triggers-enabled": "fileTriggersEnabled",
  "trigger-prefixes": "triggerPrefixes",
  "trigger-patterns": "triggerPatterns",
  "global-remote-state": "globalRemoteState",
};

const texts: ReadonlySet<keyof WorkspaceSettings> = new Set(["name", "description", "workingDirectory", "terraformVersion"]);

const emptyOf = (name: keyof WorkspaceSettings): string | boolean | readonly string[] => (name === "triggerPrefixes" || name === "triggerPatterns" ? [] : texts.has(name) ? "" : false);

/** Settings as the document names them; those that it does not name are left alone. */
function settingsOf(body: TfeBody): WorkspaceSettings {
  const plain = Object.entries(names).flatMap(([attribute, name]) => {
    const value = body.attribute(attribute);
    if (value === undefined) return [];
    if (name === "executionMode") return [[name, value === "local" ? "local" : "remote"]];
    const empty = emptyOf(name);
    // An emptied flag is as one that is not named.
    if (value === null) return typeof empty === "boolean" ? [] : [[name, empty]];
    const fits = Array.isArray(empty) ? Array.isArray(value) && value.every((each) => typeof each === "string") : typeof value === typeof empty;
    if (!fits) throw new Problem("invalid", { detail: `"${attribute}" must be ${Array.isArray(empty) ? "a list of texts" : typeof empty === "boolean" ? "true or false" : "a text"}.` }, `/data/attributes/${attribute}`);
    return [[name, value]];
  });
  const project = body.relation("project");
  return { ...(Object.fromEntries(plain) as WorkspaceSettings), ...(project && { projectId: project }), ...repositoryOf(body) };
}

function repositoryOf(body: TfeBody): WorkspaceSettings {
  if (!body.has("vcs-repo")) return {};
  const repository = body.attribute("vcs-repo");
  if (repository === null) return { vcsConnectionId: null, vcsRepository: null, vcsBranch: null, vcsTagsRegex: null };
  const fields = record(repository);
  const text = (name: string): string | undefined => (typeof fields[name] === "string" ? fields[name] : undefined);
  const connection = text("oauth-token-id") ?? text("github-app-installation-id");
  return {
    ...(connection !== undefined && { vcsConnectionId: connection }),
    ...(text("identifier") !== undefined && { vcsRepository: text("identifier") ?? null }),
    ...("branch" in fields && { vcsBranch: text("branch") || null }),
    ...("tags-regex" in fields && { vcsTagsRegex: text("tags-regex") || null }),
    ...(typeof fields["ingress-submodules"] === "boolean" && { vcsSubmodules: fields["ingress-submodules"] }),
  };
}

/** Tags of a new workspace: plain ones, and those with a value. */
function tagsOf(body: TfeBody): Readonly<Record<string, string>> {
  const given = [...(body.relations("tags") ?? []), ...(body.relations("tag-bindings") ?? [])].map((member) => record(member["attributes"]));
  return Object.fromEntries(given.map(({ name, key, value }) => [String(key ?? name ?? ""), String(value ?? "")]).filter(([key]) => key !== ""));
}

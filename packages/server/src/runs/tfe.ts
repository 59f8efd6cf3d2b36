import { isCancelable, isConfirmable, isDiscardable, applyStatus, planStatus, type AccessLevel, allows, type PhaseVariable, type RunOperation } from "@lockstep/contract";
import { signAddress } from "../http/signed-address.ts";
import { asKind } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import { record, type TfeBody, type TfeCall, type TfeRoute } from "../tfe/routes.ts";
import { configurationVersionResource, ingressResource } from "../configuration-versions/tfe.ts";
import { selectConfigurationVersion } from "../configuration-versions/service.ts";
import { accessTo } from "../access/access.ts";
import { getOrganization } from "../organizations/service.ts";
import { accessByWorkspace } from "../workspaces/list.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { workspaceResource } from "../workspaces/resource.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { forceCancelableAt, hasApplied, isPlanned, type Run, type RunRequest } from "./run.ts";
import { listRuns } from "./list.ts";
import { cancelRun, commentOnRun, confirmRun, createRun, discardRun, executeNow, forceCancelRun, getRun } from "./service.ts";

type Seen = { readonly run: Run; readonly workspace: Workspace };

/** HCP Terraform's runs. */
export function runTfe(server: Server): readonly TfeRoute[] {
  const find = async ({ actor, params }: TfeCall): Promise<Seen> => getRun(server, actor, params["id"] ?? "");
  const action = (name: string, act: (call: TfeCall, seen: Seen, comment: string | undefined) => Promise<unknown>): TfeRoute => ({
    method: "POST",
    path: `/runs/:id/actions/${name}`,
    status: 202,
    handle: async (call) => {
      await act(call, await find(call), call.body.string("comment"));
      return undefined;
    },
  });
  return [
    { method: "POST", path: "/runs", status: 201, handle: async (call) => create(server, call) },
    { method: "GET", path: "/runs/:id", handle: async (call) => show(server, call, await find(call)) },
    { method: "GET", path: "/workspaces/:id/runs", handle: async (call) => listOfWorkspace(server, call) },
    { method: "GET", path: "/organizations/:organization/runs", handle: async (call) => listOfOrganization(server, call) },
    { method: "GET", path: "/organizations/:organization/runs/queue", handle: async (call) => queue(server, call) },
    action("apply", async ({ actor }, { run }, comment) => confirmRun(server, actor, run, comment)),
    action("discard", async ({ actor }, { run }, comment) => discardRun(server, actor, run, comment)),
    action("cancel", async ({ actor }, { run }, comment) => cancelRun(server, actor, run, comment)),
    action("force-cancel", async ({ actor }, { run }, comment) => forceCancelRun(server, actor, run, comment)),
    action("force-execute", async ({ actor }, { run }) => executeNow(server, actor, run)),
    { method: "GET", path: "/runs/:id/comments", handle: async (call) => ({ data: (await comments(server, (await find(call)).run.id)).map(commentResource) }) },
    { method: "POST", path: "/runs/:id/comments", status: 201, handle: async (call) => addComment(server, call, await find(call)) },
    { method: "GET", path: "/comments/:id", handle: async (call) => showComment(server, call) },
    { method: "GET", path: "/runs/:id/run-events", handle: async (call) => ({ data: await events(server, await find(call)) }) },
    { method: "GET", path: "/runs/:id/task-stages", handle: async (call) => listDocument((await find(call)) && [], call.query.paging, 0) },
    { method: "GET", path: "/runs/:id/policy-checks", handle: async (call) => listDocument((await find(call)) && [], call.query.paging, 0) },
  ];
}

async function create(server: Server, { actor, body, request }: TfeCall): Promise<Document> {
  const id = body.relation("workspace");
  if (!id) throw new Problem("param-missing", { name: "workspace" });
  const { workspace, access } = await getWorkspace(server, actor, id);
  const fromCommandLine = request.headers["terraform-version"] !== undefined;
  const cloud = request.headers["x-terraform-integration"] === "cloud";
  const source = cloud ? "terraform+cloud" : fromCommandLine ? "terraform" : "tfe-api";
  const wanted = requestOf(body, source);
  // The older backend cannot read lines of JSON, and leaves applying by itself to the workspace.
  const run = await createRun(server, actor, workspace, { ...wanted, logFormat: source === "terraform" ? "text" : "json", ...(cloud && { autoApply: body.boolean("auto-apply") ?? false }) });
  return document(await runResource(server, run, access));
}

function requestOf(body: TfeBody, source: string): RunRequest {
  const configurationVersionId = body.relation("configuration-version");
  const [message, autoApply, refresh] = [body.string("message"), body.boolean("auto-apply"), body.boolean("refresh")];
  const [targets, replaces] = [body.strings("target-addrs"), body.strings("replace-addrs")];
  return {
    operation: operationOf(body),
    source,
    message: message ?? (source === "tfe-api" ? "Queued manually via the API" : "Queued manually using Terraform"),
    variables: variablesOf(body),
    ...(configurationVersionId && { configurationVersionId }),
    ...(autoApply !== undefined && { autoApply }),
    ...(refresh !== undefined && { refresh }),
    ...(targets && { targets }),
    ...(replaces && { replaces }),
  };
}

function operationOf(body: TfeBody): RunOperation {
  if (body.boolean("is-destroy") && body.boolean("refresh-only")) throw new Problem("invalid", { detail: "A run destroys everything or only refreshes, not both." });
  const wanted: readonly (readonly [string, RunOperation])[] = [["plan-only", "plan_only"], ["save-plan", "save_plan"], ["is-destroy", "destroy"], ["refresh-only", "refresh_only"], ["allow-empty-apply", "empty_apply"]];
  return wanted.find(([attribute]) => body.boolean(attribute) === true)?.[1] ?? "plan_and_apply";
}

/** Variables of the run alone; their values are HCL. */
function variablesOf(body: TfeBody): readonly PhaseVariable[] {
  const list = body.attribute("variables");
  if (!Array.isArray(list)) return [];
  return list.map(record).flatMap(({ key, value }) => (typeof key === "string" && typeof value === "string" ? [{ key, value, hcl: true }] : []));
}

async function show(server: Server, { actor, query }: TfeCall, { run, workspace }: Seen): Promise<Document> {
  const access = found(await accessTo(server, actor, workspace), "run", run.id);
  const { include } = query;
  const included: Resource[] = [];
  if (include.has("workspace")) included.push(await workspaceResource(server, workspace, access));
  if (include.has("plan")) included.push(await planResource(server, run));
  if (include.has("apply")) included.push(await applyResource(server, run));
  if (include.has("created_by")) included.push(...creator(run));
  if (include.has("configuration_version") || include.has("configuration_version.ingress_attributes")) {
    const version = await selectConfigurationVersion(server.db, run.configurationVersionId);
    if (version) included.push(await configurationVersionResource(server, version));
    if (version?.ingress && include.has("configuration_version.ingress_attributes")) included.push(ingressResource(version.id, version.ingress));
  }
  return document(await runResource(server, run, access), included);
}

const creator = ({ createdByKind, createdById, createdByName }: Run): readonly Resource[] =>
  createdByKind === "account" && createdById ? [{ id: createdById, type: "users", attributes: { username: createdByName } }] : [];

async function listOfWorkspace(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { workspace, access } = await getWorkspace(server, actor, params["id"] ?? "");
  const { items, total } = await listRuns(server.db, [workspace.id], query);
  return listDocument(await Promise.all(items.map(async (run) => runResource(server, run, access))), query.paging, total);
}

async function listOfOrganization(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const organization = await getOrganization(server, actor, params["organization"] ?? "");
  const levels = await accessByWorkspace(server, actor, organization.id);
  const { items, total } = await listRuns(server.db, [...levels.keys()], query);
  return listDocument(await Promise.all(items.map(async (run) => runResource(server, run, levels.get(run.workspaceId) ?? "read"))), query.paging, total);
}

/** Runs that wait for a worker, with their places among all; those of workspaces that one may not see only take their place. */
async function queue(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const organization = await getOrganization(server, actor, params["organization"] ?? "");
  const waiting = await server.db.selectFrom("runs").innerJoin("workspaces", "workspaces.id", "runs.workspaceId").selectAll("runs").where("workspaces.organizationId", "=", organization.id).where("runs.status", "in", ["plan_queued", "apply_queued"]).orderBy("runs.number").execute();
  const levels = await accessByWorkspace(server, actor, organization.id);
  const seen = waiting.flatMap((run, at) => (levels.has(run.workspaceId) ? [{ run, place: at + 1, access: levels.get(run.workspaceId) ?? "read" }] : []));
  const resources = await Promise.all(seen.map(async ({ run, place, access }) => {
    const resource = await runResource(server, run, access);
    return { ...resource, attributes: { ...resource.attributes, "position-in-queue": place } };
  }));
  return listDocument(resources, query.paging, resources.length);
}

/** A run as HCP Terraform's API shows it. */
export async function runResource(server: Pick<Server, "db" | "settings">, run: Run, access: AccessLevel): Promise<Resource> {
  const { status } = run;
  const forceAt = forceCancelableAt(run);
  return {
    id: run.id,
    type: "runs",
    attributes: {
      status,
      actions: {
        "is-cancelable": isCancelable(status),
        "is-confirmable": isConfirmable(status),
        "is-discardable": isDiscardable(status),
        "is-force-cancelable": forceAt !== undefined && forceAt <= new Date(),
        "is-force-executable": status === "pending",
      },
      permissions: {
        "can-apply": allows(access, "run.apply"),
        "can-cancel": allows(access, "run.cancel"),
        "can-comment": allows(access, "run.comment"),
        "can-discard": allows(access, "run.discard"),
        "can-force-cancel": allows(access, "run.force-cancel"),
        "can-force-execute": allows(access, "run.discard"),
        "can-override-policy-check": false,
      },
      "allow-config-generation": false,
      "allow-empty-apply": run.allowEmptyApply,
      "auto-apply": run.autoApply,
      "canceled-at": moment(run.cancelRequestedAt),
      "created-at": moment(run.createdAt),
      "force-cancel-available-at": moment(forceAt),
      "has-changes": run.hasChanges ?? false,
      "is-destroy": run.isDestroy,
      message: run.message,
      "plan-only": run.planOnly,
      refresh: run.refresh,
      "refresh-only": run.refreshOnly,
      "replace-addrs": run.replaceAddrs,
      "save-plan": run.savePlan,
      source: run.source,
      "status-timestamps": Object.fromEntries(Object.entries(run.statusTimes).map(([name, at]) => [`${timeNames[name] ?? name.replaceAll("_", "-")}-at`, at])),
      "target-addrs": run.targetAddrs,
      "terraform-version": "1.11.4",
      "trigger-reason": run.triggerReason,
      variables: [],
    },
    relationships: {
      workspace: toOne("workspaces", run.workspaceId),
      "configuration-version": toOne("configuration-versions", run.configurationVersionId),
      plan: toOne("plans", asKind(run.id, "plan")),
      apply: toOne("applies", asKind(run.id, "apply")),
      "created-by": toOne("users", run.createdByKind === "account" ? run.createdById : null),
      "confirmed-by": toOne("users", run.confirmedById),
      "run-events": { data: [], links: { related: `/api/v2/runs/${run.id}/run-events` } },
      "policy-checks": toMany("policy-checks", []),
      "task-stages": toMany("task-stages", []),
      "cost-estimate": { data: null },
      comments: { data: [], links: { related: `/api/v2/runs/${run.id}/comments` } },
    },
    links: { self: `/api/v2/runs/${run.id}` },
  };
}

const timeNames: Readonly<Record<string, string>> = { pending: "plan-queueable" };

const logAddress = async (server: Pick<Server, "keys" | "clock" | "settings">, run: Run, phase: "plan" | "apply"): Promise<string> =>
  `${server.settings.publicUrl}/api/v2/logs/${await signAddress(server, "read-log", `${phase}-${run.id}`)}`;

/** The plan of a run. Its id has the run's letters. */
export async function planResource(server: Pick<Server, "keys" | "clock" | "settings">, run: Run): Promise<Resource> {
  const { add = 0, change = 0, destroy = 0, import: imported = 0 } = run.planCounts ?? {};
  return {
    id: asKind(run.id, "plan"),
    type: "plans",
    attributes: {
      status: planStatus(run.status, isPlanned(run)),
      "has-changes": run.hasChanges ?? false,
      "generated-configuration": false,
      "resource-additions": add,
      "resource-changes": change,
      "resource-destructions": destroy,
      "resource-imports": imported,
      "execution-details": { mode: "remote" },
      "log-read-url": await logAddress(server, run, "plan"),
      "status-timestamps": phaseTimes(run, "planning", "planned"),
    },
    relationships: { "state-versions": toMany("state-versions", []) },
    links: { self: `/api/v2/plans/${asKind(run.id, "plan")}`, "json-output": `/api/v2/plans/${asKind(run.id, "plan")}/json-output` },
  };
}

/** The apply of a run. */
export async function applyResource(server: Pick<Server, "keys" | "clock" | "settings">, run: Run): Promise<Resource> {
  const { add = 0, change = 0, destroy = 0, import: imported = 0 } = run.applyCounts ?? {};
  return {
    id: asKind(run.id, "apply"),
    type: "applies",
    attributes: {
      status: applyStatus(run.status, hasApplied(run)),
      "resource-additions": add,
      "resource-changes": change,
      "resource-destructions": destroy,
      "resource-imports": imported,
      "execution-details": { mode: "remote" },
      "log-read-url": await logAddress(server, run, "apply"),
      "status-timestamps": phaseTimes(run, "applying", "applied"),
    },
    relationships: { "state-versions": toMany("state-versions", []) },
    links: { self: `/api/v2/applies/${asKind(run.id, "apply")}` },
  };
}

function phaseTimes({ statusTimes }: Run, started: "planning" | "applying", ended: "planned" | "applied"): Readonly<Record<string, string>> {
  const end = statusTimes[ended] ?? (ended === "planned" ? (statusTimes.planned_and_finished ?? statusTimes.planned_and_saved) : undefined);
  const errored = statusTimes.errored;
  return { ...(statusTimes[started] && { "started-at": statusTimes[started] }), ...(end && { "finished-at": end }), ...(errored && !end && { "errored-at": errored }) };
}

const comments = async (server: Pick<Server, "db">, runId: string) => server.db.selectFrom("comments").selectAll().where("runId", "=", runId).orderBy("createdAt").execute();

const commentResource = ({ id, body, createdAt, authorName }: Awaited<ReturnType<typeof comments>>[number]): Resource => ({
  id,
  type: "comments",
  attributes: { body, "created-at": moment(createdAt), "author-name": authorName },
});

async function addComment(server: Server, { actor, body }: TfeCall, { run }: Seen): Promise<Document> {
  const id = await commentOnRun(server, actor, run, body.string("body") ?? "");
  return document(commentResource(await server.db.selectFrom("comments").selectAll().where("id", "=", id).executeTakeFirstOrThrow()));
}

async function showComment(server: Server, { actor, params }: TfeCall): Promise<Document> {
  const comment = found(await server.db.selectFrom("comments").selectAll().where("id", "=", params["id"] ?? "").executeTakeFirst(), "comment", params["id"] ?? "");
  await getRun(server, actor, comment.runId);
  return document(commentResource(comment));
}

async function events(server: Pick<Server, "db">, { run }: Seen): Promise<readonly Resource[]> {
  const rows = await server.db.selectFrom("runEvents").selectAll().where("runId", "=", run.id).orderBy("createdAt").execute();
  return rows.map(({ id, action, description, createdAt, actorKind, actorId, commentId }) => ({
    id,
    type: "run-events",
    attributes: { action, description, "created-at": moment(createdAt) },
    relationships: { actor: toOne("users", actorKind === "account" ? actorId : null), comment: toOne("comments", commentId) },
  }));
}


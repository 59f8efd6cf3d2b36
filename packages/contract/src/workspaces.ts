import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { accessLevels } from "./rights.ts";
import { routes } from "./routes.ts";
import { changeCounts, doer } from "./runs.ts";
import { runOperations, runStatuses, type RunOperation, type RunStatus } from "./run-states.ts";

const moment = z.iso.datetime();
const named = z.object({ id: z.string(), name: z.string() });
const tag = z.object({ key: z.string(), value: z.string() });
const status = z.enum(runStatuses as unknown as readonly [RunStatus, ...RunStatus[]]);
const operation = z.enum(runOperations as unknown as readonly [RunOperation, ...RunOperation[]]);

/** A workspace as the list shows it: one row of the page of environments. */
export const workspaceSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  project: named,
  tags: z.array(tag),
  /** How much of it the reader has. */
  access: z.enum(accessLevels),
  oktaOrg: named.extend({ address: z.string() }).nullable(),
  repository: z.object({ identifier: z.string(), branch: z.string().nullable(), folder: z.string(), connection: named }).nullable(),
  /** The newest run that is not plan-only. */
  lastRun: z
    .object({ id: z.string(), status, operation, message: z.string(), createdBy: doer, createdAt: moment, since: moment, planned: changeCounts.nullable(), applied: changeCounts.nullable(), commit: z.string().nullable() })
    .nullable(),
  /** Drifts that are open, and since when the oldest is. */
  drift: z.object({ open: z.number().int(), since: moment.nullable(), scannedAt: moment.nullable() }),
  /** Objects it manages. */
  objects: z.number().int(),
  /** When a schedule does something next. */
  nextCheckAt: moment.nullable(),
  lock: z.object({ kind: z.enum(["account", "team", "organization", "run"]), id: z.string(), by: z.string(), reason: z.string(), since: moment.nullable() }).nullable(),
  pendingRuns: z.number().int(),
  updatedAt: moment,
});

/** What of a workspace can be set. */
const settings = z.object({
  name: z.string(),
  description: z.string().max(1000),
  projectId: z.string(),
  executionMode: z.enum(["remote", "local"]),
  autoApply: z.boolean(),
  autoApplyRunTrigger: z.boolean(),
  queueAllRuns: z.boolean(),
  speculativeEnabled: z.boolean(),
  allowDestroyPlan: z.boolean(),
  workingDirectory: z.string().max(500),
  terraformVersion: z.string().max(100),
  fileTriggersEnabled: z.boolean(),
  triggerPrefixes: z.array(z.string().max(500)).max(100),
  triggerPatterns: z.array(z.string().max(500)).max(100),
  globalRemoteState: z.boolean(),
  oktaOrgId: z.string().nullable(),
  repository: z.object({ connectionId: z.string(), identifier: z.string().max(500), branch: z.string().max(255).nullable(), tagsRegex: z.string().max(500).nullable().default(null), submodules: z.boolean().default(false) }).nullable(),
});

/** A workspace as its own pages show it. */
export const workspaceDetail = workspaceSummary.extend({
  organization: named,
  settings,
  createdAt: moment,
  configuration: z.object({ id: z.string(), status: z.string(), source: z.string(), commit: z.string().nullable(), commitMessage: z.string().nullable(), createdAt: moment }).nullable(),
  state: z.object({ id: z.string(), serial: z.number().int(), createdAt: moment, runId: z.string().nullable() }).nullable(),
});

/** An object that a workspace manages or reads. */
export const managedObject = z.object({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  module: z.string(),
  provider: z.string(),
  /** In the org. */
  id: z.string().nullable(),
  tainted: z.boolean(),
  deposed: z.string().nullable(),
  /** The id of the open drift, where somebody changed it. */
  driftId: z.string().nullable(),
});

const one = "/api/v1/workspaces/:workspace";
const sorts = ["name", "-name", "last-run", "-last-run", "drift", "-drift", "updated", "-updated"] as const;

/** Workspaces. */
export const workspaceRoutes = routes({
  listWorkspaces: {
    method: "GET",
    path: "/api/v1/organizations/:organization/workspaces",
    summary: "The workspaces of an organization with what goes on in them",
    query: paging.extend({
      search: z.string().max(100).optional().describe("A part of the name"),
      project: z.string().optional(),
      oktaOrg: z.string().optional(),
      tag: z.string().max(200).optional().describe("key or key:value; several by commas: all of them"),
      status: z.enum(["attention", "errored", "running", "pending", "applied"]).optional().describe("Of the last run"),
      drifted: z.stringbool().optional(),
      locked: z.stringbool().optional(),
      sort: z.enum(sorts).default("name"),
    }),
    answer: pageOf(workspaceSummary).extend({ counts: z.object({ attention: z.number().int(), errored: z.number().int(), running: z.number().int(), pending: z.number().int(), applied: z.number().int(), drifted: z.number().int() }) }),
  },
  createWorkspace: {
    method: "POST",
    path: "/api/v1/organizations/:organization/workspaces",
    summary: "Makes a workspace",
    body: settings.partial().required({ name: true }).extend({ tags: z.array(tag).max(50).default([]) }),
    answer: workspaceDetail,
  },
  readWorkspaceByName: { method: "GET", path: "/api/v1/organizations/:organization/workspaces/:name", summary: "A workspace by its name", answer: workspaceDetail },
  readWorkspace: { method: "GET", path: one, summary: "A workspace by its id", answer: workspaceDetail },
  updateWorkspace: { method: "PATCH", path: one, summary: "Changes settings; what is not named stays", body: settings.partial(), answer: workspaceDetail },
  readDeletion: {
    method: "GET",
    path: `${one}/deletion`,
    summary: "What deleting the workspace would leave behind",
    answer: z.object({
      objects: z.number().int(),
      types: z.array(z.object({ type: z.string(), count: z.number().int() })),
      activeRun: z.string().nullable(),
      /** Workspaces whose runs follow this one's. */
      followers: z.array(named),
      lockedBy: z.string().nullable(),
      /** Nothing is left behind and nothing holds it. */
      safe: z.boolean(),
    }),
  },
  deleteWorkspace: { method: "DELETE", path: one, summary: "Deletes the workspace; refused while it manages objects, unless forced: then they stay in the org as they are", query: z.object({ force: z.stringbool().default(false) }) },
  lockWorkspace: { method: "POST", path: `${one}/lock`, summary: "Locks the workspace: runs wait", body: z.object({ reason: z.string().max(1000).default("") }), answer: workspaceDetail },
  unlockWorkspace: { method: "POST", path: `${one}/unlock`, summary: "Unlocks it; by force, somebody else's lock", body: z.object({ force: z.boolean().default(false) }), answer: workspaceDetail },
  setTags: { method: "PUT", path: `${one}/tags`, summary: "Sets all tags of the workspace", body: z.object({ tags: z.array(tag).max(50) }), answer: z.object({ tags: z.array(tag) }) },
  listStateConsumers: { method: "GET", path: `${one}/state-consumers`, summary: "The workspaces whose runs may read this one's state by `terraform_remote_state`, where not all may (`globalRemoteState`)", answer: z.object({ items: z.array(named) }) },
  setStateConsumers: { method: "PUT", path: `${one}/state-consumers`, summary: "Names all workspaces whose runs may read this one's state", body: z.object({ workspaces: z.array(z.string()).max(500).describe("Ids") }), answer: z.object({ items: z.array(named) }) },
  listTags: { method: "GET", path: "/api/v1/organizations/:organization/tags", summary: "Every tag of the workspaces that one sees, with how many have it", answer: z.object({ items: z.array(tag.extend({ workspaces: z.number().int() })) }) },
  readReadme: { method: "GET", path: `${one}/readme`, summary: "The README of the current configuration, as it was written", answer: z.object({ path: z.string(), text: z.string() }).nullable() },
  listObjects: {
    method: "GET",
    path: `${one}/objects`,
    summary: "What the workspace's state has",
    query: paging.extend({ search: z.string().max(300).optional().describe("A part of the address or the id"), type: z.string().optional(), module: z.string().optional(), mode: z.enum(["managed", "data"]).optional(), drifted: z.stringbool().optional() }),
    answer: pageOf(managedObject).extend({ types: z.array(z.object({ type: z.string(), count: z.number().int() })), modules: z.array(z.object({ module: z.string(), count: z.number().int() })) }),
  },
  readObject: {
    method: "GET",
    path: `${one}/object`,
    summary: "One object with its attributes as the state has them; what is sensitive is null",
    query: z.object({ address: z.string().max(1000), deposed: z.string().optional() }),
    answer: managedObject.extend({
      attributes: z.record(z.string(), z.unknown()),
      /** Paths, as "a.b[0]", of what is not shown. */
      sensitive: z.array(z.string()),
      /** Attributes whose value is the id of another object of this workspace. */
      references: z.array(z.object({ path: z.string(), address: z.string() })),
      /** Other objects that it was made after, and those that were made after it. */
      dependsOn: z.array(z.string()),
      usedBy: z.array(z.string()),
      serial: z.number().int(),
    }),
  },
});

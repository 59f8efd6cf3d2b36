import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";
import { runOperations, runStatuses, type RunOperation, type RunStatus } from "./run-states.ts";

const status = z.enum(runStatuses as unknown as readonly [RunStatus, ...RunStatus[]]);
const operation = z.enum(runOperations as unknown as readonly [RunOperation, ...RunOperation[]]);
const moment = z.iso.datetime();

/** Who did something: a person, a team's or an organization's token, or Lockstep under the name of what made it act. */
export const doer = z.object({ kind: z.enum(["account", "team", "organization", "system"]), id: z.string().nullable(), name: z.string() });

/** How many objects are or were changed, in what way. */
export const changeCounts = z.object({ add: z.number().int(), change: z.number().int(), destroy: z.number().int(), import: z.number().int() });

/** Requests to the org by rate-limit bucket. */
const requests = z.record(z.string(), z.number().int());

/** The commit that a configuration was made from. */
export const commit = z.object({
  sha: z.string(),
  message: z.string(),
  url: z.string().nullable(),
  branch: z.string(),
  repository: z.string(),
  sender: z.string().nullable(),
  pullRequest: z.object({ number: z.number().int(), url: z.string().nullable(), title: z.string().nullable() }).nullable(),
});

const named = z.object({ id: z.string(), name: z.string() });

/** A run as a list shows it. */
export const runSummary = z.object({
  id: z.string(),
  workspace: named,
  status,
  operation,
  message: z.string(),
  source: z.string().describe("What asked for it: tfe-api, terraform, terraform+cloud, tfe-configuration-version, schedule, drift, …"),
  triggerReason: z.string(),
  createdBy: doer,
  createdAt: moment,
  /** Since when it has this status. */
  since: moment,
  hasChanges: z.boolean().nullable(),
  planned: changeCounts.nullable(),
  applied: changeCounts.nullable(),
  commit: commit.nullable(),
  error: z.object({ summary: z.string(), detail: z.string() }).nullable(),
});

/** What the reader may do to a run at this moment. */
export const runActions = z.object({
  confirm: z.boolean(),
  discard: z.boolean(),
  cancel: z.boolean(),
  forceCancel: z.boolean(),
  /** When it may be ended by force, once a cancel was asked for. */
  forceCancelAt: moment.nullable(),
  runNow: z.boolean(),
  comment: z.boolean(),
  /** Asking for the same again. */
  repeat: z.boolean(),
});

/** What keeps a pending run from beginning. */
export const runBlocker = z.object({
  kind: z.enum(["run", "lock"]),
  runId: z.string().nullable(),
  status: status.nullable(),
  /** The run's message, or the reason of the lock. */
  message: z.string(),
  since: moment,
  by: z.string(),
});

/** Something that happened to a run, or that somebody said. */
export const runEvent = z.object({ id: z.string(), action: z.string(), description: z.string(), by: doer, at: moment, comment: z.string().nullable() });

const place = z.object({ line: z.number().int(), column: z.number().int() });

/** A problem that a phase came upon, with its place in the configuration. */
export const runDiagnostic = z.object({
  phase: z.enum(["plan", "apply"]),
  severity: z.enum(["error", "warning"]),
  summary: z.string(),
  detail: z.string(),
  address: z.string().nullable(),
  /** Below the workspace's working directory. */
  range: z.object({ file: z.string(), start: place, end: place }).nullable(),
  /** The lines it speaks of; what is meant in them is from `from` to `to`. `values` says what expressions in it were. */
  excerpt: z.object({ context: z.string().nullable(), code: z.string(), startLine: z.number().int(), from: z.number().int(), to: z.number().int(), values: z.array(z.object({ expression: z.string(), is: z.string() })) }).nullable(),
});

/** How far an apply has come: changes that are done, that failed, of how many, and the objects that are being changed now. */
export const applyProgress = z.object({ done: z.number().int(), failed: z.number().int(), total: z.number().int(), current: z.array(z.string()) });

/** A run as its page shows it. */
export const run = runSummary.extend({
  configurationVersionId: z.string(),
  refresh: z.boolean(),
  refreshOnly: z.boolean(),
  isDestroy: z.boolean(),
  autoApply: z.boolean(),
  planOnly: z.boolean(),
  savePlan: z.boolean(),
  targets: z.array(z.string()),
  replaces: z.array(z.string()),
  driftIds: z.array(z.string()),
  triggeringRun: z.object({ id: z.string(), workspace: named }).nullable(),
  confirmedBy: z.string().nullable(),
  canceledBy: z.string().nullable(),
  cancelRequestedAt: moment.nullable(),
  /** Each status it has had, the first one first. */
  timeline: z.array(z.object({ status, at: moment })),
  blocker: runBlocker.nullable(),
  requests: z.object({ plan: requests.nullable(), forecast: requests.nullable(), apply: requests.nullable() }),
  /** Of an apply that has begun. */
  progress: applyProgress.nullable(),
  diagnostics: z.array(runDiagnostic),
  /** How often it was taken up by a worker; above 2: one was lost. */
  attempt: z.number().int(),
  worker: z.string().nullable(),
  /** The plan can still be looked at. */
  hasPlan: z.boolean(),
  hasLog: z.object({ plan: z.boolean(), apply: z.boolean() }),
  stateVersionId: z.string().nullable(),
  actions: runActions,
});

/** One object of a plan. For sensitive values, named by `sensitive`, there are stand-ins: "REDACTED (changed)" where the two sides differ. */
export const plannedChange = z.object({
  address: z.string(),
  previousAddress: z.string().nullable(),
  module: z.string().nullable(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  provider: z.string(),
  deposed: z.string().nullable(),
  action: z.enum(["no-op", "create", "read", "update", "delete", "replace", "forget", "import", "move"]),
  /** As Terraform's JSON has them; of a replacement they tell which comes first. */
  actions: z.array(z.string()),
  reason: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  /** `true` at what will only be known after the apply. */
  unknown: z.unknown(),
  sensitive: z.object({ before: z.unknown(), after: z.unknown() }),
  replacePaths: z.array(z.array(z.union([z.string(), z.number()]))),
  importId: z.string().nullable(),
});

/** A run that changed an object, and in what. */
export const objectChange = runSummary.extend({
  /** Its address then: it may have been moved since. */
  address: z.string(),
  action: plannedChange.shape.action,
  /** The attributes of an update that became others. */
  attributes: z.array(z.string()),
});

export const plannedOutput = z.object({ name: z.string(), actions: z.array(z.string()), before: z.unknown(), after: z.unknown(), unknown: z.unknown(), sensitive: z.boolean() });

/** Changes of one type in one module, which stand together in the list. */
export const planGroup = z.object({ module: z.string().nullable(), type: z.string(), total: z.number().int(), actions: z.record(z.string(), z.number().int()) });

/** A page of a plan as data: by module, type and address. */
export const planPage = pageOf(plannedChange).extend({
  /** The groups that all pages together have, in their order. */
  groups: z.array(planGroup),
  /** Ids in the values of this page that belong to other objects of the workspace: where they are, and what people call them. */
  names: z.record(z.string(), z.object({ address: z.string(), name: z.string().nullable() })),
  /** How many objects each action has, in the whole plan. */
  counts: z.record(z.string(), z.number().int()),
  /** What was found changed in the org when it was read. */
  drift: z.array(plannedChange),
  outputs: z.array(plannedOutput),
});

/** What is asked for when a run is created. */
export const newRun = z.object({
  operation: operation.exclude(["empty_apply"]).default("plan_and_apply"),
  message: z.string().max(2000).default("").describe("Why"),
  configurationVersion: z.string().optional().describe("Else the workspace's current one"),
  refresh: z.boolean().default(true),
  autoApply: z.boolean().optional().describe("Else as the workspace says"),
  targets: z.array(z.string().max(1000)).max(500).default([]),
  replaces: z.array(z.string().max(1000)).max(500).default([]),
  variables: z.array(z.object({ key: z.string().min(1).max(255), value: z.string().max(262_144), hcl: z.boolean().default(false) })).max(200).default([]),
});

const filters = paging.extend({
  workspace: z.string().max(90).optional().describe("The name of a workspace"),
  status: z.string().max(300).optional().describe("Statuses, parted by commas"),
  group: z.enum(["active", "pending", "attention", "final"]).optional().describe("pending: waits; active: on its way; attention: waits for a decision; final: at its end"),
  operation: z.string().max(200).optional().describe("Operations, parted by commas"),
  search: z.string().max(200).optional().describe("In the message, the commit, or the run's id"),
  by: z.string().max(200).optional().describe("Who created it"),
  source: z.string().max(200).optional(),
});

const comment = z.object({ comment: z.string().max(10_000).optional() });
const logPhase = "/api/v1/runs/:run/logs/:phase";

/** A piece of a log. */
export const logPiece = z.object({
  text: z.string(),
  /** Where to go on, in bytes. */
  next: z.number().int(),
  /** There will be no more. */
  complete: z.boolean(),
});

/** Runs. */
export const runRoutes = routes({
  listRuns: { method: "GET", path: "/api/v1/organizations/:organization/runs", summary: "Runs of an organization, the newest first", query: filters, answer: pageOf(runSummary) },
  listWorkspaceRuns: { method: "GET", path: "/api/v1/workspaces/:workspace/runs", summary: "Runs of a workspace, the newest first", query: filters.omit({ workspace: true }), answer: pageOf(runSummary) },
  listObjectHistory: {
    method: "GET",
    path: "/api/v1/workspaces/:workspace/object-history",
    summary: "The runs whose apply changed an object, the newest first, as far as their plans are kept",
    query: z.object({ address: z.string().min(1).max(1000) }),
    answer: z.object({
      items: z.array(objectChange),
      /** False: older runs were not looked at, or their plans are gone. */
      complete: z.boolean(),
    }),
  },
  createRun: { method: "POST", path: "/api/v1/workspaces/:workspace/runs", summary: "Starts a run: plan only, plan and apply, refresh only, destroy, or a saved plan", body: newRun, answer: run },
  readRun: { method: "GET", path: "/api/v1/runs/:run", summary: "A run with what led to it and what can be done", answer: run },
  listRunEvents: { method: "GET", path: "/api/v1/runs/:run/events", summary: "What happened to a run and what was said, the oldest first", answer: z.object({ items: z.array(runEvent) }) },
  readPlan: {
    method: "GET",
    path: "/api/v1/runs/:run/plan",
    summary: "The plan as data, without sensitive values",
    query: z.object({
      page: z.coerce.number().int().min(1).default(1),
      size: z.coerce.number().int().min(1).max(1000).default(200),
      action: z.string().max(100).optional().describe("Actions, parted by commas; without it, all but no-op"),
      search: z.string().max(200).optional().describe("In the address or the object's name"),
    }),
    answer: planPage,
  },
  readLog: { method: "GET", path: logPhase, summary: "A piece of the log of a phase (plan or apply) from an offset on", query: z.object({ offset: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(4).max(1 << 20).default(1 << 18) }), answer: logPiece },
  downloadLog: { method: "GET", path: `${logPhase}/raw`, summary: "The log of a phase as it was written", media: "text/plain" },
  followLog: { method: "GET", path: `${logPhase}/stream`, summary: "The log as it is written, as server-sent events: `log` with a piece, `end`. Last-Event-ID is the offset to go on from", query: z.object({ offset: z.coerce.number().int().min(0).optional() }), media: "text/event-stream" },
  confirmRun: { method: "POST", path: "/api/v1/runs/:run/confirm", summary: "Applies the plan that was shown", body: comment, answer: run },
  discardRun: { method: "POST", path: "/api/v1/runs/:run/discard", summary: "Turns the plan down", body: comment, answer: run },
  cancelRun: { method: "POST", path: "/api/v1/runs/:run/cancel", summary: "Ends the run: what is under way is finished first", body: comment, answer: run },
  forceCancelRun: { method: "POST", path: "/api/v1/runs/:run/force-cancel", summary: "Ends at once a run that does not end by itself, ten seconds after it was asked to", body: comment, answer: run },
  executeRunNow: { method: "POST", path: "/api/v1/runs/:run/run-now", summary: "Turns down what waits before this pending run, so that it begins", body: comment, answer: run },
  commentOnRun: { method: "POST", path: "/api/v1/runs/:run/comments", summary: "Says something about a run, which never changes it", body: z.object({ body: z.string().trim().min(1).max(10_000) }), answer: z.object({ id: z.string() }) },
});

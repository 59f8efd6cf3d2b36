import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";
import { doer } from "./runs.ts";

/** A state version as a list shows it. */
export const stateVersion = z.object({
  id: z.string(),
  workspace: z.object({ id: z.string(), name: z.string() }),
  serial: z.number().int(),
  lineage: z.string(),
  size: z.number().int(),
  /** Managed objects in it. */
  objects: z.number().int(),
  terraformVersion: z.string(),
  /** It is the one that counts. */
  current: z.boolean(),
  /** Of an apply that is going on, or that was ended in the middle. */
  intermediate: z.boolean(),
  run: z.object({ id: z.string(), message: z.string() }).nullable(),
  rollbackOf: z.object({ id: z.string(), serial: z.number().int() }).nullable(),
  createdBy: doer,
  createdAt: z.iso.datetime(),
});

/** A root output. The value of a sensitive one is null. */
export const stateOutput = z.object({ id: z.string(), name: z.string(), sensitive: z.boolean(), type: z.string(), value: z.unknown() });

/** What a state says of a resource, without its attributes. */
export const stateResource = z.object({
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  module: z.string(),
  provider: z.string(),
  instances: z.array(z.object({ address: z.string(), id: z.string().nullable(), tainted: z.boolean().optional(), deposed: z.string().optional() })),
});

const object = z.object({ address: z.string(), mode: z.enum(["managed", "data"]), type: z.string(), id: z.string().nullable() });

/** One attribute that is another; of a sensitive one nothing is said but that. */
const attributeDifference = z.object({ path: z.array(z.union([z.string(), z.number()])), before: z.unknown().optional(), after: z.unknown().optional(), sensitive: z.boolean() });

/** What is another in a later state. */
export const stateDifference = z.object({
  from: stateVersion.nullable(),
  to: stateVersion,
  added: z.array(object),
  removed: z.array(object),
  changed: z.array(object.extend({ attributes: z.array(attributeDifference) })),
  outputs: z.array(z.object({ name: z.string(), action: z.enum(["create", "update", "delete"]), before: z.unknown().optional(), after: z.unknown().optional(), sensitive: z.boolean() })),
});

const versionOf = "/api/v1/state-versions/:version";

/** States. */
export const stateVersionRoutes = routes({
  listStateVersions: { method: "GET", path: "/api/v1/workspaces/:workspace/state-versions", summary: "State versions of a workspace, the newest first", query: paging, answer: pageOf(stateVersion) },
  readStateVersion: { method: "GET", path: versionOf, summary: "A state version with its outputs and resources", answer: stateVersion.extend({ outputs: z.array(stateOutput), resources: z.array(stateResource) }) },
  compareStateVersions: { method: "GET", path: `${versionOf}/difference`, summary: "What is another than in an earlier version", query: z.object({ from: z.string().optional().describe("The id of a version of the same workspace; else the one before") }), answer: stateDifference },
  downloadStateVersion: { method: "GET", path: `${versionOf}/download`, summary: "The state file, with everything in it", media: "application/json" },
  rollBackTo: { method: "POST", path: `${versionOf}/rollback`, summary: "Makes this version the newest again, under a new serial; the org stays as it is", body: z.object({ reason: z.string().max(1000).default("") }), answer: stateVersion },
  listOutputs: { method: "GET", path: "/api/v1/workspaces/:workspace/outputs", summary: "The outputs of the workspace's current state", answer: z.object({ items: z.array(stateOutput) }) },
});

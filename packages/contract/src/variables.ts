import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";

export const variableCategories = ["terraform", "env"] as const;
export type VariableCategory = (typeof variableCategories)[number];

/** A variable; a sensitive one's value is never given out. */
export const variable = z.object({
  id: z.string(),
  key: z.string(),
  value: z.string().nullable(),
  category: z.enum(variableCategories),
  hcl: z.boolean(),
  sensitive: z.boolean(),
  description: z.string(),
  updatedAt: z.iso.datetime(),
});

const origin = z.object({ id: z.string(), name: z.string(), priority: z.boolean() });

/** A variable of the workspace, or of a set that reaches it; `overriddenBy` names what has a value of the same name that wins. */
export const effectiveVariable = variable.extend({ set: origin.nullable(), overriddenBy: z.string().nullable() });

const value = z.string();
const key = z.string();
const description = z.string().max(1024);
const newVariable = z.object({ key, value: value.default(""), category: z.enum(variableCategories).default("terraform"), hcl: z.boolean().default(false), sensitive: z.boolean().default(false), description: description.default("") });
const changedVariable = z.object({ key: key.optional(), value: value.optional(), category: z.enum(variableCategories).optional(), hcl: z.boolean().optional(), sensitive: z.boolean().optional(), description: description.optional() });

const named = z.object({ id: z.string(), name: z.string() });

/** Variables that several workspaces share. */
export const variableSet = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** All workspaces of the organization use it. */
  global: z.boolean(),
  /** It wins over what workspaces and runs say. */
  priority: z.boolean(),
  /** The project that owns it; null: the organization. */
  project: named.nullable(),
  variables: z.number().int(),
  workspaces: z.number().int(),
  projects: z.number().int(),
  updatedAt: z.iso.datetime(),
});

const setName = z.string().trim().min(1).max(90);

/** Values for configurations and for the environment of runs. */
export const variableRoutes = routes({
  listVariables: { method: "GET", path: "/api/v1/workspaces/:workspace/variables", summary: "The workspace's variables, and those of sets that reach it", answer: z.object({ items: z.array(effectiveVariable) }) },
  createVariable: { method: "POST", path: "/api/v1/workspaces/:workspace/variables", summary: "Adds a variable", body: newVariable, answer: variable },
  updateVariable: { method: "PATCH", path: "/api/v1/workspaces/:workspace/variables/:variable", summary: "Changes a variable; of a sensitive one only the value", body: changedVariable, answer: variable },
  deleteVariable: { method: "DELETE", path: "/api/v1/workspaces/:workspace/variables/:variable", summary: "Deletes a variable" },
  listVariableSets: { method: "GET", path: "/api/v1/organizations/:organization/variable-sets", summary: "The variable sets of an organization", query: paging.extend({ search: z.string().max(90).optional() }), answer: pageOf(variableSet) },
  createVariableSet: {
    method: "POST",
    path: "/api/v1/organizations/:organization/variable-sets",
    summary: "Makes a variable set",
    body: z.object({ name: setName, description: description.default(""), global: z.boolean().default(false), priority: z.boolean().default(false), projectId: z.string().optional().describe("The project that owns it; none: the organization") }),
    answer: variableSet,
  },
  readVariableSet: {
    method: "GET",
    path: "/api/v1/variable-sets/:set",
    summary: "A variable set with its variables and where it is used",
    answer: variableSet.extend({
      items: z.array(variable),
      usedBy: z.object({ workspaces: z.array(named), projects: z.array(named) }),
      /** How many workspaces it gives values to, by whatever way. */
      reaches: z.number().int(),
    }),
  },
  updateVariableSet: {
    method: "PATCH",
    path: "/api/v1/variable-sets/:set",
    summary: "Changes a variable set",
    body: z.object({ name: setName.optional(), description: description.optional(), global: z.boolean().optional(), priority: z.boolean().optional() }),
    answer: variableSet,
  },
  deleteVariableSet: { method: "DELETE", path: "/api/v1/variable-sets/:set", summary: "Deletes a variable set with its variables" },
  createSetVariable: { method: "POST", path: "/api/v1/variable-sets/:set/variables", summary: "Adds a variable to a set", body: newVariable, answer: variable },
  updateSetVariable: { method: "PATCH", path: "/api/v1/variable-sets/:set/variables/:variable", summary: "Changes a variable of a set; of a sensitive one only the value", body: changedVariable, answer: variable },
  deleteSetVariable: { method: "DELETE", path: "/api/v1/variable-sets/:set/variables/:variable", summary: "Deletes a variable of a set" },
  useSetInWorkspace: { method: "PUT", path: "/api/v1/variable-sets/:set/workspaces/:workspace", summary: "Lets a workspace use the set" },
  removeSetFromWorkspace: { method: "DELETE", path: "/api/v1/variable-sets/:set/workspaces/:workspace", summary: "Ends that" },
  useSetInProject: { method: "PUT", path: "/api/v1/variable-sets/:set/projects/:project", summary: "Lets all workspaces of a project use the set" },
  removeSetFromProject: { method: "DELETE", path: "/api/v1/variable-sets/:set/projects/:project", summary: "Ends that" },
});

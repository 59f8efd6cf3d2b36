import { api } from "../../api/client.ts";
import type { AnswerOf } from "../../api/queries.ts";

/** What variables are of: a workspace, or a set that several share. */
export interface VariableOwner {
  readonly kind: "workspace" | "set";
  readonly id: string;
}

export type Variable = AnswerOf<"variables", "readVariableSet">["items"][number];
export type EffectiveVariable = AnswerOf<"variables", "listVariables">["items"][number];

export interface VariableValues {
  readonly key: string;
  readonly value: string;
  readonly category: "terraform" | "env";
  readonly hcl: boolean;
  readonly sensitive: boolean;
  readonly description: string;
}

/** Adds, changes and deletes variables of their owner. */
export function variableCalls({ kind, id }: VariableOwner) {
  const { variables } = api;
  return {
    create: async (body: VariableValues) => (kind === "workspace" ? variables.createVariable({ params: { workspace: id }, body }) : variables.createSetVariable({ params: { set: id }, body })),
    update: async (variable: string, body: Partial<VariableValues>) => (kind === "workspace" ? variables.updateVariable({ params: { workspace: id, variable }, body }) : variables.updateSetVariable({ params: { set: id, variable }, body })),
    remove: async (variable: string) => (kind === "workspace" ? variables.deleteVariable({ params: { workspace: id, variable } }) : variables.deleteSetVariable({ params: { set: id, variable } })),
  };
}

/** What the two kinds of variables are called, and what they are for. */
export const categories = {
  terraform: { label: "Terraform variables", one: "Terraform variable", says: "Values of the variables that the configuration declares." },
  env: { label: "Environment variables", one: "environment variable", says: "Set in the environment of each run, such as OKTA_API_TOKEN or TF_LOG." },
} as const;

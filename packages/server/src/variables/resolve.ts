import type { PhaseVariable } from "@lockstep/contract";
import type { Selectable } from "kysely";
import type { RunInputs } from "../runs/run.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { selectEffectiveSets, selectVariablesOf, type EffectiveSet } from "./queries.ts";
import type { VariableRow } from "./tables.ts";

type Variable = Selectable<VariableRow>;

/**
 * The values a run is given, in order of precedence (tfe-api 14): sets from the widest to the narrowest, the workspace's own, those of the
 * run, and above all the sets with priority. The later wins.
 */
export async function resolveInputs(server: Pick<Server, "db" | "vault">, workspace: Workspace, ofRun: readonly PhaseVariable[]): Promise<RunInputs> {
  const sets = await selectEffectiveSets(server.db, workspace);
  const own = await selectVariablesOf(server.db, { workspaceIds: [workspace.id], setIds: sets.map(({ id }) => id) });
  const ofSet = (set: EffectiveSet): readonly Variable[] => own.filter(({ variableSetId }) => variableSetId === set.id);
  const ordinary = sets.filter(({ priority }) => !priority).sort(byWidth).flatMap(ofSet);
  const above = sets.filter(({ priority }) => priority).sort((a, b) => byWidth(b, a)).flatMap(ofSet);
  const mine = own.filter(({ workspaceId }) => workspaceId !== null);
  const open = async (variables: readonly Variable[]): Promise<readonly Opened[]> => await Promise.all(variables.map((variable) => openValue(server, workspace.organizationId, variable)));
  const [below, upon] = [await open([...ordinary, ...mine]), await open(above)];
  const terraform = (list: readonly Opened[]): PhaseVariable[] => list.filter(({ category }) => category === "terraform").map(({ key, value, hcl }) => ({ key, value, hcl }));
  const environment = [...below, ...upon].filter(({ category }) => category === "env");
  return { variables: [...terraform(below), ...ofRun, ...terraform(upon)], environment: Object.fromEntries(environment.map(({ key, value }) => [key, value])), secrets: [...below, ...upon].filter(({ sensitive }) => sensitive).map(({ value }) => value) };
}

// The narrower set wins; of two as wide, the one whose name comes first.
const byWidth = (a: EffectiveSet, b: EffectiveSet): number => a.width - b.width || (a.name < b.name ? 1 : -1);

interface Opened {
  readonly key: string;
  readonly value: string;
  readonly hcl: boolean;
  readonly category: "terraform" | "env";
  readonly sensitive: boolean;
}

async function openValue({ vault }: Pick<Server, "vault">, organization: string, { id, key, value, valueSealed, hcl, category, sensitive }: Variable): Promise<Opened> {
  const opened = valueSealed ? await vault.openText(valueSealed, { organization, table: "variables", column: "value_sealed", row: id }) : (value ?? "");
  return { key, value: opened, hcl, category, sensitive };
}

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
  const { ordinary, mine, above } = await rankedVariables(server, workspace);
  const open = async (variables: readonly Variable[]): Promise<readonly Opened[]> => Promise.all(variables.map((variable) => openValue(server, workspace.organizationId, variable)));
  const [below, upon] = [await open([...ordinary, ...mine]), await open(above)];
  const terraform = (list: readonly Opened[]): PhaseVariable[] => list.filter(({ category }) => category === "terraform").map(({ key, value, hcl }) => ({ key, value, hcl }));
  const environment = [...below, ...upon].filter(({ category }) => category === "env");
  return { variables: [...terraform(below), ...ofRun, ...terraform(upon)], environment: Object.fromEntries(environment.map(({ key, value }) => [key, value])), secrets: [...below, ...upon].filter(({ sensitive }) => sensitive).flatMap(secretsOf) };
}

/** A variable with the set it is of; none: the workspace's own. */
export interface RankedVariable extends Variable {
  readonly set: EffectiveSet | undefined;
}

/** The variables that reach a workspace, the later over the earlier: of ordinary sets, its own, and of the sets that stand above all. */
export async function rankedVariables({ db }: Pick<Server, "db">, workspace: Workspace): Promise<{ readonly ordinary: readonly RankedVariable[]; readonly mine: readonly RankedVariable[]; readonly above: readonly RankedVariable[] }> {
  const sets = await selectEffectiveSets(db, workspace);
  const all = await selectVariablesOf(db, { workspaceIds: [workspace.id], setIds: sets.map(({ id }) => id) });
  const ofSet = (set: EffectiveSet): readonly RankedVariable[] => all.filter(({ variableSetId }) => variableSetId === set.id).map((variable) => ({ ...variable, set }));
  return {
    ordinary: sets.filter(({ priority }) => !priority).sort((a, b) => a.width - b.width || byNameLast(a, b)).flatMap(ofSet),
    mine: all.filter(({ workspaceId }) => workspaceId !== null).map((variable) => ({ ...variable, set: undefined })),
    above: sets.filter(({ priority }) => priority).sort((a, b) => b.width - a.width || byNameLast(a, b)).flatMap(ofSet),
  };
}

// An ordinary set wins when it is narrower, one with priority when it is wider; of two as wide, the one whose name comes first.
const byNameLast = (a: EffectiveSet, b: EffectiveSet): number => (a.name < b.name ? 1 : -1);

/** What no log may show: the value, and of an expression each text in it, which appears by itself. */
function secretsOf({ value, hcl }: Pick<Opened, "value" | "hcl">): readonly string[] {
  if (!hcl) return [value];
  return [value, ...[...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([quoted, inside = ""]) => unquoted(quoted) ?? inside)];
}

function unquoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

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

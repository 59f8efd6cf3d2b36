import { compareValues } from "../compare/compare.ts";
import { printResource } from "../address.ts";
import type { Plan, ResourceChange } from "../plan/plan.ts";

/** The drift worth a person's attention: what some planned change was worked out from, and all of it when only refreshing. */
export function relevantDrift(plan: Plan): ResourceChange[] {
  const real = plan.drift.filter((change) => change.action !== "no-op" || (plan.mode === "refresh-only" && change.previousText !== undefined));
  if (plan.mode === "refresh-only") return real;
  const relevant = relevantPaths(plan);
  const planned = new Set(plan.changes.filter((change) => change.action !== "no-op").map((change) => change.text));
  return real.filter((change) => planned.has(change.text) || touches(change, relevant.get(printResource(change.address)), relevant.get(change.text)));
}

type Paths = readonly (readonly (string | number)[])[];

function relevantPaths(plan: Plan): Map<string, (readonly (string | number)[])[]> {
  const paths = new Map<string, (readonly (string | number)[])[]>();
  for (const { resource, attribute } of plan.relevantAttributes) paths.set(resource, [...(paths.get(resource) ?? []), attribute]);
  return paths;
}

function touches(change: ResourceChange, ofResource: Paths = [], ofInstance: Paths = []): boolean {
  const wanted = [...ofResource, ...ofInstance];
  if (wanted.length === 0) return false;
  if (change.action === "delete") return true;
  const changed = compareValues(change.before, change.after).map(({ path }) => path);
  return changed.some((path) => wanted.some((relevant) => relevant.every((step, at) => at >= path.length || step === path[at])));
}

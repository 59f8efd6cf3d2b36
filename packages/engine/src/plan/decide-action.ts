// From what is and what is to be: the action, and why.
import { isNull, Unknown } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { hasSameMarks, isSame, valueAt } from "../compare/compare.ts";
import type { Path } from "../provider.ts";
import type { Action, ActionReason } from "./plan.ts";

/** What the decision is made from. Values without marks, but for `marked`. */
export interface Decision {
  /** The null value when there is no object. */
  readonly prior: Value;
  readonly planned: Value;
  /** The same two with their marks. */
  readonly marked: readonly [prior: Value, planned: Value];
  /** What the provider said of replacing; paths that did not change do not count. */
  readonly requiresReplace: readonly Path[];
  /** Why it is to be replaced whatever differs. */
  readonly forced: Extract<ActionReason, "replace_because_tainted" | "replace_by_request" | "replace_by_triggers"> | undefined;
  readonly createBeforeDestroy: boolean;
}

export interface Decided {
  readonly action: Action;
  readonly reason?: ActionReason;
  readonly replacePaths: readonly Path[];
}

/** Decides what is done with a configured object. */
export function decideAction(decision: Decision): Decided {
  const { prior, planned, marked, forced } = decision;
  // What is made because it is new may have been triggered too, and says so.
  if (isNull(prior)) return { action: "create", ...(forced === "replace_by_triggers" && { reason: forced }), replacePaths: [] };
  const replacePaths = decision.requiresReplace.filter((path) => isChanged(prior, planned, path));
  const replace: Action = decision.createBeforeDestroy ? "create-delete" : "delete-create";
  if (forced === "replace_because_tainted") return { action: replace, reason: forced, replacePaths: [] };
  if (replacePaths.length > 0) return { action: replace, reason: forced ?? "replace_because_cannot_update", replacePaths };
  if (forced) return { action: replace, reason: forced, replacePaths };
  const isKept = isSame(prior, planned) && hasSameMarks(...marked);
  return { action: isKept ? "no-op" : "update", replacePaths };
}

// A part that is not known yet may turn out different, so it counts as changed.
function isChanged(prior: Value, planned: Value, path: Path): boolean {
  const had = valueAt(prior, path);
  const has = valueAt(planned, path);
  if (!had || !has) return true;
  return hasUnknown(has) || !isSame(had, has);
}

function hasUnknown({ raw }: Value): boolean {
  if (raw instanceof Unknown) return true;
  if (Array.isArray(raw)) return (raw as readonly Value[]).some(hasUnknown);
  return raw instanceof Map && [...(raw as ReadonlyMap<string, Value>).values()].some(hasUnknown);
}

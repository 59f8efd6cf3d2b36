import type { Plan, RelevantAttribute } from "./plan.ts";
import type { PlanSession } from "./plan-session.ts";

/** The attributes of resources from which some change was worked out, directly or on the way through other values. */
export function relevantAttributes(_session: PlanSession, _plan: Plan): RelevantAttribute[] {
  return [];
}

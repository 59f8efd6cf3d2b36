import { isNull } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import type { ApplyEvent, ResourceChange } from "../plan/plan.ts";
import type { ApplySession } from "./apply-session.ts";

type Doing = ApplyEvent["action"];

/** Says that something begins; gives back when. */
export function started(session: ApplySession, change: ResourceChange, action: Doing): number {
  const since = session.now().getTime();
  session.input.onEvent?.({ type: "apply_start", ...facts(change, action, isNull(change.before) ? undefined : change.before), elapsedMilliseconds: 0 });
  return since;
}

/** Says how it ended. */
export function finished(session: ApplySession, change: ResourceChange, action: Doing, since: number, ok: boolean, value: Value | undefined): void {
  const elapsedMilliseconds = session.now().getTime() - since;
  session.input.onEvent?.({ type: ok ? "apply_complete" : "apply_errored", ...facts(change, action, value ?? change.before), elapsedMilliseconds });
}

function facts({ address, text, deposed }: ResourceChange, action: Doing, value: Value | undefined): Omit<ApplyEvent, "type" | "elapsedMilliseconds"> {
  const id = value?.raw instanceof Map ? value.raw.get("id")?.raw : undefined;
  return { address, text, ...(deposed !== undefined && { deposed }), action, ...(typeof id === "string" && { idKey: "id", idValue: id }) };
}

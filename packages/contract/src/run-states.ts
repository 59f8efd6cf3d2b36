// Every status a run can have and what each event turns it into. Asked by server, pages and documentation; nothing else decides this.

/** Where a run stands in its life. */
export type RunPhase = "queue" | "plan" | "confirm" | "apply" | "done";

export const runEvents = ["enqueue", "start", "finish", "finishEmpty", "finishSaved", "fail", "confirm", "discard", "cancel", "forceCancel", "restart"] as const;

/** What can happen to a run. `restart` is a worker that died: another takes the phase from the queue again. */
export type RunEvent = (typeof runEvents)[number];

interface RunState {
  readonly phase: RunPhase;
  readonly on: Partial<Record<RunEvent, RunStatus>>;
}

export type RunStatus =
  | "pending"
  | "plan_queued"
  | "planning"
  | "planned"
  | "planned_and_saved"
  | "planned_and_finished"
  | "confirmed"
  | "apply_queued"
  | "applying"
  | "applied"
  | "discarded"
  | "errored"
  | "canceled"
  | "force_canceled";

const stops = { fail: "errored", cancel: "canceled", forceCancel: "force_canceled" } as const;

/** The table. The names are HCP Terraform's. */
export const runStates: Readonly<Record<RunStatus, RunState>> = {
  pending: { phase: "queue", on: { enqueue: "plan_queued", discard: "discarded", cancel: "canceled", fail: "errored" } },
  plan_queued: { phase: "plan", on: { start: "planning", ...stops } },
  planning: { phase: "plan", on: { finish: "planned", finishEmpty: "planned_and_finished", finishSaved: "planned_and_saved", restart: "plan_queued", ...stops } },
  planned: { phase: "confirm", on: { confirm: "confirmed", discard: "discarded" } },
  planned_and_saved: { phase: "confirm", on: { confirm: "confirmed", discard: "discarded" } },
  planned_and_finished: { phase: "done", on: {} },
  confirmed: { phase: "apply", on: { enqueue: "apply_queued", ...stops } },
  apply_queued: { phase: "apply", on: { start: "applying", ...stops } },
  applying: { phase: "apply", on: { finish: "applied", restart: "apply_queued", ...stops } },
  applied: { phase: "done", on: {} },
  discarded: { phase: "done", on: {} },
  errored: { phase: "done", on: {} },
  canceled: { phase: "done", on: {} },
  force_canceled: { phase: "done", on: {} },
};

export const runStatuses = Object.keys(runStates) as readonly RunStatus[];

/** The status that follows, or undefined where the run does not take this event. */
export const nextStatus = (status: RunStatus, event: RunEvent): RunStatus | undefined => runStates[status].on[event];

/** Is the run at its end? */
export const isFinal = (status: RunStatus): boolean => runStates[status].phase === "done";

export const isConfirmable = (status: RunStatus): boolean => nextStatus(status, "confirm") !== undefined;
export const isDiscardable = (status: RunStatus): boolean => nextStatus(status, "discard") !== undefined;
export const isCancelable = (status: RunStatus): boolean => nextStatus(status, "cancel") !== undefined;

export const runOperations = ["plan_and_apply", "plan_only", "save_plan", "refresh_only", "destroy", "empty_apply"] as const;
export type RunOperation = (typeof runOperations)[number];

/** Does a run in this status keep others of its workspace from starting? A saved plan does so only once it is confirmed; a plan-only run never. */
export function holdsWorkspace(status: RunStatus, operation: RunOperation): boolean {
  if (operation === "plan_only") return false;
  const { phase } = runStates[status];
  return phase === "apply" || (operation !== "save_plan" && (phase === "plan" || phase === "confirm"));
}

/** Statuses of a run's plan, as HCP Terraform's API names them. */
export type PhaseStatus = "pending" | "queued" | "running" | "finished" | "errored" | "canceled" | "unreachable";

/** What the plan of a run is, by the run's status; `planned`: did the plan come to its end before the run did? */
export function planStatus(status: RunStatus, planned: boolean): PhaseStatus {
  if (status === "pending") return "pending";
  if (status === "plan_queued") return "queued";
  if (status === "planning") return "running";
  if (planned) return "finished";
  if (status === "errored") return "errored";
  return status === "canceled" || status === "force_canceled" ? "canceled" : status === "discarded" ? "unreachable" : "finished";
}

/** What the apply of a run is; `began`: was it ever started? */
export function applyStatus(status: RunStatus, began: boolean): PhaseStatus {
  const { phase } = runStates[status];
  if (status === "applied") return "finished";
  if (status === "applying") return "running";
  if (phase === "apply") return "queued";
  if (phase !== "done") return "pending";
  if (!began) return "unreachable";
  return status === "errored" ? "errored" : "canceled";
}

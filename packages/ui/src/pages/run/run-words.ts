// What of a run is said in words: where it came from, what happened to it, how long each phase took.
import { isFinal, runStates, type RunStatus } from "@lockstep/contract";
import type { AnswerOf } from "../../api/queries.ts";
import { statusLabel } from "../../components/RunStatus.tsx";

export type Run = AnswerOf<"runs", "readRun">;
export type RunEvent = AnswerOf<"runs", "listRunEvents">["items"][number];

/** What of a run's message stands below its title, the first line. */
export const restOf = ({ message }: Pick<Run, "message">): string => message.trim().split("\n").slice(1).join("\n").trim();

const sources: Readonly<Record<string, string>> = {
  "tfe-api": "through the API",
  terraform: "with the terraform command line",
  "terraform+cloud": "with the terraform command line",
  "tfe-configuration-version": "by an uploaded configuration",
  "lockstep-drift": "to set drift back",
};

const reasons: Readonly<Record<string, string>> = {
  "git-push": "by a push",
  "git-tag": "by a tag",
  "pull-request": "by a pull request",
  "workspace-connected": "as the workspace was connected to its repository",
  schedule: "by its schedule",
  "run-trigger": "by a run of another workspace",
  drift: "to set drift back",
};

/** How a run was started, after "Started …". */
export function startedHow({ source, triggerReason, createdBy }: Pick<Run, "source" | "triggerReason" | "createdBy">): string {
  const how = reasons[triggerReason] ?? sources[source] ?? "";
  if (createdBy.kind !== "system") return [`by ${createdBy.name}`, how].filter((word) => word !== "").join(" ");
  return how === "" ? `by ${createdBy.name}` : how;
}

/** A part of a run's life, with when it began and ended. */
export interface RunPhaseSpan {
  readonly label: string;
  readonly from: string;
  /** Undefined: it goes on. */
  readonly to: string | undefined;
}

const labels = { queue: "Queue", plan: "Plan", confirm: "Confirmation", waits: "Apply queue", apply: "Apply" } as const;

const phaseOf = (status: RunStatus): keyof typeof labels | "done" => {
  if (status === "pending" || status === "plan_queued") return "queue";
  if (status === "confirmed" || status === "apply_queued") return "waits";
  const { phase } = runStates[status];
  return phase;
};

/** The phases that a run went through, each once, with the last one open unless the run is over. */
export function phasesOf(timeline: Run["timeline"]): readonly RunPhaseSpan[] {
  const spans: { label: string; from: string; to: string | undefined }[] = [];
  for (const { status, at } of timeline) {
    const phase = phaseOf(status);
    const last = spans.at(-1);
    if (phase === "done") {
      if (last) last.to = at;
      continue;
    }
    if (last?.label === labels[phase]) continue;
    if (last) last.to = at;
    spans.push({ label: labels[phase], from: at, to: undefined });
  }
  return spans;
}

/** "0.6 s", "12 s", "3 min 4 s": short phases are told to the tenth. */
export function spanText(milliseconds: number): string {
  if (milliseconds < 9950) return `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min ${seconds % 60} s`;
}

const happened: Readonly<Record<string, string>> = {
  created: "started the run",
  confirmed: "confirmed the plan",
  discarded: "discarded the run",
  canceled: "canceled the run",
  force_canceled: "ended the run by force",
  cancel_requested: "asked to cancel the run",
  commented: "commented",
  taken_up: "took the run up again",
};

/** What happened, after who did it: "confirmed the plan"; of what Lockstep does itself, the status that came. */
export const eventWords = ({ action, by }: Pick<RunEvent, "action" | "by">): string => (by.kind === "system" && action !== "created" && action in statusSet ? statusLabel(action as RunStatus) : (happened[action] ?? (action in statusSet ? statusLabel(action as RunStatus) : action.replaceAll("_", " "))));

const statusSet: Readonly<Record<string, unknown>> = runStates;

/** "1 object will be added, 2 will be changed": the numbers of a plan as a sentence. */
export function countsSentence({ add, change, destroy, import: imports }: { readonly add: number; readonly change: number; readonly destroy: number; readonly import: number }): string {
  const parts = [
    [add, "added"],
    [change, "changed"],
    [destroy, "destroyed"],
    [imports, "imported"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, verb], at) => `${count} ${at === 0 ? (count === 1 ? "object " : "objects ") : ""}will be ${verb}`);
  if (said.length === 0) return "No object changes.";
  return `${said.length === 1 ? said.join("") : `${said.slice(0, -1).join(", ")} and ${said.at(-1) ?? ""}`}.`;
}

/** Is the run on its way, so that its page should look again by itself where no event tells? */
export const isUnderWay = ({ status }: Pick<Run, "status">): boolean => !isFinal(status) && runStates[status].phase !== "confirm" && status !== "pending";

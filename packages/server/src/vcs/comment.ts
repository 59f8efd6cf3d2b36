import type { RunStatus } from "@lockstep/contract";
import type { ChangeCounts, RunError } from "../runs/run.ts";
import type { StatusState } from "./hosts/host.ts";

/** What of a run is told to a host. */
export interface ToldRun {
  readonly status: RunStatus;
  readonly planCounts: ChangeCounts | null;
  readonly applyCounts?: ChangeCounts | null;
  readonly hasChanges: boolean | null;
  readonly error: RunError | null;
}

/** "+1 ~2 -0", with imports where there are some. */
export const countsText = ({ add, change, destroy, import: imported }: ChangeCounts): string => `+${add} ~${change} -${destroy}${imported > 0 ? ` ←${imported}` : ""}`;

const planned = ({ planCounts, hasChanges }: ToldRun): string => (hasChanges && planCounts ? countsText(planCounts) : "No changes");

/** What each status of a run is for the host, and in one line. */
const told: Readonly<Record<RunStatus, readonly [StatusState, (run: ToldRun) => string]>> = {
  pending: ["pending", () => "Waits for its turn"],
  plan_queued: ["pending", () => "Waits for a worker"],
  planning: ["running", () => "Planning"],
  planned: ["pending", (run) => `${planned(run)}: waits for confirmation`],
  planned_and_saved: ["success", planned],
  planned_and_finished: ["success", planned],
  confirmed: ["running", () => "Confirmed"],
  apply_queued: ["running", () => "Confirmed"],
  applying: ["running", () => "Applying"],
  applied: ["success", ({ applyCounts, planCounts }) => `Applied ${countsText(applyCounts ?? planCounts ?? { add: 0, change: 0, destroy: 0, import: 0 })}`],
  discarded: ["cancelled", () => "Discarded"],
  errored: ["failure", ({ error }) => `Failed${error ? `: ${error.summary}` : ""}`],
  canceled: ["cancelled", () => "Canceled"],
  force_canceled: ["cancelled", () => "Canceled by force"],
};

/** How a run stands, as the host shows it beside its commit. */
export function statusOf(run: ToldRun): { readonly state: StatusState; readonly description: string } {
  const [state, says] = told[run.status];
  return { state, description: says(run).replace(/\s+/g, " ").slice(0, 140) };
}

/** An object that a plan would change. */
export interface ChangedObject {
  readonly sign: string;
  readonly address: string;
}

/** Something that was changed outside of the code. */
export interface DriftedObject {
  readonly address: string;
  readonly by: string | null;
}

/** A pull request's plan in one workspace. */
export interface CommentRow {
  readonly workspace: string;
  /** Its run's page; null: the change does not concern it. */
  readonly url: string | null;
  readonly run: ToldRun | null;
  readonly changes: readonly ChangedObject[];
  readonly drifts: readonly DriftedObject[];
}

/** By these words our comment is known again. */
export const commentMark = (connectionId: string): string => `<!-- lockstep ${connectionId} -->`;

const mostObjects = 50;

/** The comment on a pull request: a table of plans, what they change, and what already is not as the code says. */
export function commentText(mark: string, commit: string, rows: readonly CommentRow[]): string {
  const table = rows.map(({ workspace, url, run }) => `| ${cell(workspace)} | ${url === null ? "" : `[${run === null ? "plan" : statusWord(run)}](${url})`} | ${run === null ? "not touched by this change" : cell(statusOf(run).description)} |`);
  const parts = [mark, `### Lockstep: plan of ${commit.slice(0, 12)}`, "", "| Workspace | Plan | Changes |", "|---|---|---|", ...table, ...rows.flatMap(changesPart), ...rows.flatMap(driftPart)];
  return parts.join("\n").slice(0, 60_000);
}

const statusWord = (run: ToldRun): string => ({ pending: "pending", running: "running", success: "finished", failure: "failed", cancelled: "canceled" })[statusOf(run).state];

function changesPart({ workspace, changes }: CommentRow): readonly string[] {
  if (changes.length === 0) return [];
  const lines = changes.slice(0, mostObjects).map(({ sign, address }) => `- \`${sign}\` ${code(address)}`);
  const more = changes.length > mostObjects ? [`- and ${changes.length - mostObjects} more`] : [];
  return ["", `<details><summary>${escaped(workspace)}: ${changes.length} ${changes.length === 1 ? "object" : "objects"}</summary>`, "", ...lines, ...more, "", "</details>"];
}

function driftPart({ workspace, drifts }: CommentRow): readonly string[] {
  if (drifts.length === 0) return [];
  const named = drifts.slice(0, 10).map(({ address, by }) => `> - ${code(address)}${by === null ? "" : ` by ${escaped(by)}`}`);
  const more = drifts.length > 10 ? [`> - and ${drifts.length - 10} more`] : [];
  return ["", `> **${escaped(workspace)}** has ${drifts.length === 1 ? "an object that was" : `${drifts.length} objects that were`} changed outside of the code. Applying this sets ${drifts.length === 1 ? "it" : "them"} back where the code says so.`, ">", ...named, ...more];
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign).replace(/[\\`*_[\]|@#]/g, "\\$&").replace(/\s+/g, " ");
const cell = (text: string): string => escaped(text);
const code = (text: string): string => `\`${text.replace(/`/g, "'").replace(/\s+/g, " ").slice(0, 300)}\``;

const signs: readonly (readonly [RegExp, string])[] = [
  [/^(delete,create|create,delete)$/, "-/+"],
  [/^create$/, "+"],
  [/^update$/, "~"],
  [/^delete$/, "-"],
  [/^forget$/, "."],
];

interface RedactedPlan {
  readonly resource_changes?: readonly { readonly address: string; readonly change: { readonly actions: readonly string[]; readonly importing?: unknown } }[];
}

/** The objects that a plan changes, of the plan without its secrets. */
export function changedObjects(redacted: string): readonly ChangedObject[] {
  // What we wrote ourselves.
  const { resource_changes: changes = [] } = JSON.parse(redacted) as RedactedPlan;
  return changes.flatMap(({ address, change }) => {
    const sign = signs.find(([actions]) => actions.test(change.actions.join(",")))?.[1] ?? (change.importing ? "←" : undefined);
    return sign === undefined ? [] : [{ sign, address }];
  });
}

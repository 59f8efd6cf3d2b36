import { notificationTriggers } from "@lockstep/contract";
import type { ChangeCounts, DriftLine, NotificationEvent } from "./notification-event.ts";

/** How urgent a message looks. */
export type Tone = "good" | "bad" | "waiting" | "plain";

/** An event in words, for everything that people read. */
export interface Summary {
  readonly title: string;
  readonly tone: Tone;
  /** Names and values that are shown as a table. */
  readonly facts: readonly (readonly [string, string])[];
  /** What follows the table, line by line. */
  readonly lines: readonly string[];
  readonly link: { readonly text: string; readonly url: string };
}

const tones: Readonly<Partial<Record<string, Tone>>> = {
  "run:needs_attention": "waiting", "run:completed": "good", "run:errored": "bad",
  "assessment:drifted": "waiting", "assessment:check_failure": "bad", "assessment:failed": "bad", "drift:found": "waiting", "drift:resolved": "good",
};

const mostLines = 10;

/** "+1 ~2 -3", with imports where there are some. */
export const countsText = ({ add, change, destroy, import: imported }: ChangeCounts): string => [`+${add}`, `~${change}`, `-${destroy}`, ...(imported > 0 ? [`${imported} to import`] : [])].join(" ");

/** Says what happened: where, what, how much, and who. */
export function summarize(event: NotificationEvent): Summary {
  const where: [string, string][] = [["Workspace", event.workspace.name], ["Organization", event.organization]];
  if (event.kind === "verification") {
    return { title: "Test of a notification", tone: "plain", facts: where, lines: ["Notifications of this workspace will arrive here."], link: { text: "Open workspace", url: event.workspace.url } };
  }
  const title = `${notificationTriggers[event.trigger]}: ${event.workspace.name}`;
  return { title, tone: tones[event.trigger] ?? "plain", ...specifics(event, where) };
}

function specifics(event: Exclude<NotificationEvent, { kind: "verification" }>, where: [string, string][]): Pick<Summary, "facts" | "lines" | "link"> {
  if (event.kind === "run") {
    const { run, changes } = event;
    const counts: [string, string][] = changes === undefined ? [] : [["Changes", countsText(changes)]];
    const by: [string, string] = ["Started by", run.createdBy];
    const last: [string, string][] = run.updatedBy === null || run.updatedBy === run.createdBy ? [] : [["Last action by", run.updatedBy]];
    return { facts: [...where, ["Status", run.status.replaceAll("_", " ")], ...counts, by, ...last], lines: run.message === "" ? [] : [run.message], link: { text: "Open run", url: run.url } };
  }
  if (event.kind === "assessment") {
    const { result } = event;
    const failed = result.checksFailed + result.checksErrored;
    const facts: [string, string][] = [...where, ["Drifted", `${result.resourcesDrifted} of ${result.resourcesDrifted + result.resourcesUndrifted} resources`], ["Checks failed", String(failed)]];
    return { facts, lines: [], link: { text: "Open health", url: result.url } };
  }
  const more = event.total - Math.min(event.drifts.length, mostLines);
  const lines = [...event.drifts.slice(0, mostLines).map(driftText), ...(more > 0 ? [`and ${more} more`] : [])];
  return { facts: [...where, ["Objects", String(event.total)]], lines, link: { text: "Open drift", url: event.url } };
}

/** "okta_group.admins changed (description) by ada@example.com". */
function driftText({ address, action, attributes, actor }: DriftLine): string {
  return [address, action, ...(attributes.length > 0 ? [`(${attributes.join(", ")})`] : []), ...(actor === null ? [] : [`by ${actor}`])].join(" ");
}

import { setTimeout as pause } from "node:timers/promises";
import type { Answer, runRoutes } from "@lockstep/contract";
import type { Counts } from "./steps.ts";
import type { World } from "./world.ts";

export type LabRun = Answer<typeof runRoutes.readRun>;

const patience = 120_000;

/** Asks again and again until there is an answer. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`In ${patience / 1000} seconds there was no ${what}.`);
    await pause(250);
  }
}

/** A run as soon as it has one of these statuses, or is at its end. */
export const settled = async ({ api }: World, run: string, ...statuses: readonly string[]): Promise<LabRun> =>
  until(`end of ${run}`, async () => {
    const now = await api.runs.readRun({ params: { run } });
    return statuses.includes(now.status) || final.has(now.status) ? now : undefined;
  });

const final = new Set(["applied", "planned_and_finished", "errored", "canceled", "force_canceled", "discarded"]);

/** The run that a pushed commit starts by itself. */
export const runOfCommit = async ({ api }: World, workspace: string, sha: string): Promise<string> =>
  until(`run of the commit ${sha}`, async () => {
    const { items } = await api.runs.listWorkspaceRuns({ params: { workspace }, query: { page: 1, size: 20 } });
    return items.find(({ commit }) => commit?.sha === sha)?.id;
  });

/** "+1 ~0 -0" */
export const shown = ({ add, change, destroy }: Counts): string => `+${add} ~${change} -${destroy}`;

/** Has a run planned exactly this? */
export const planned = ({ planned: counts }: LabRun, { add, change, destroy }: Counts): boolean => counts?.add === add && counts.change === change && counts.destroy === destroy;

/** The statuses that a run has had, in their order, how long that took and what it came to; for the story. */
export function story({ message, timeline, planned: counts, error }: LabRun): string {
  const [first, last] = [timeline[0], timeline.at(-1)];
  const seconds = first && last ? (Date.parse(last.at) - Date.parse(first.at)) / 1000 : 0;
  const came = [`${seconds.toFixed(1)} s`, ...(counts ? [shown(counts)] : []), ...(error ? [`${error.summary}: ${error.detail}`] : [])].join(", ");
  return `${message.split("\n", 1)[0] ?? ""}: ${timeline.map(({ status }) => status.replaceAll("_", " ")).join(" → ")}, ${came}`;
}

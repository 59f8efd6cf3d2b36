// What the pages say of drift, made from what the server knows.
import type { AnswerOf } from "../../api/queries.ts";

const minute = 60_000;

export type Drift = AnswerOf<"drift", "list">["items"][number];
export type DriftScan = AnswerOf<"drift", "scans">["items"][number];

/** How a drift came to an end, after "resolved". */
export const resolutionWords: Readonly<Record<string, string>> = {
  "set-back": "a run set it back",
  "code-changed": "the code was changed to it",
  "gone-by-itself": "somebody undid it in the org",
  forgotten: "the workspace does not manage the object any more",
};

/** Why an org was looked at. */
export const scanReasons: Readonly<Record<string, string>> = {
  schedule: "By schedule",
  log: "The System Log told of a change",
  manual: "Somebody asked for it",
  run: "After a run",
  assessment: "Asked for through the API",
};

/** What an object is called: its name, or its address. */
export const nameOf = ({ objectName, address }: Pick<Drift, "objectName" | "address">): string => objectName ?? address;

/** "1 object", "3 objects". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** The way somebody took, after their name: "in the Admin Console". */
export const wayOf = (client: string): string => `${/API token/.test(client) ? "with" : /\bapp\b/.test(client) ? "through" : "in"} ${client}`;

type Difference = Drift["differences"][number];

/** Differences as they are shown: elements that a set lost and got, which have no place in it, together. */
export function gathered(differences: readonly Difference[]): readonly Difference[] {
  const sets = new Map<string, { readonly path: string; readonly before: unknown[]; readonly after: unknown[] }>();
  const others: Difference[] = [];
  for (const difference of differences) {
    const { path, before = null, after = null, sensitive } = difference;
    const isElement = path.endsWith("[*]") && !sensitive && (before === null) !== (after === null);
    const set = sets.get(path) ?? { path: path.slice(0, -"[*]".length), before: [], after: [] };
    if (!isElement) others.push(difference);
    else if (after === null) set.before.push(before);
    else set.after.push(after);
    if (isElement) sets.set(path, set);
  }
  return [...others, ...sets.values()];
}

/** How long something lasted, as people say it: "less than a minute", "6 min", "3 h", "12 d". */
export function howLong(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (24 * 60))} d`;
}

/** Requests that a scan made, all buckets together. */
export const requestsOf = (counts: Readonly<Record<string, number>> | null): number => Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

/** Okta's domains: the Admin Console of acme.okta.com is at acme-admin.okta.com. */
const oktaHost = /^([a-z0-9-]+)\.(okta\.com|oktapreview\.com|okta-emea\.com|okta-gov\.com|okta\.mil)$/;

/** The Admin Console of an org; one that is not at Okta, such as a sandbox, has it at its own address. */
export function adminAddress(orgUrl: string): string {
  const url = new URL(orgUrl);
  const [, name, domain] = oktaHost.exec(url.hostname) ?? [];
  return name === undefined || domain === undefined ? orgUrl.replace(/\/$/, "") : `https://${name}-admin.${domain}`;
}

/** The event in the System Log of the Admin Console, which by itself shows the last seven days only. */
export function logAddress(orgUrl: string, { eventId, at }: { readonly eventId: string; readonly at: string }): string {
  const time = (offset: number): string => new Date(Math.floor((Date.parse(at) + offset) / 1000) * 1000).toISOString().replace(".000Z", "Z");
  const query = new URLSearchParams({ search: `uuid eq "${eventId}"`, fromTime: time(-minute), toTime: time(minute) });
  return `${adminAddress(orgUrl)}/report/system_log_2?${query.toString()}`;
}

/** Drifts that stand together: what one actor made by one way, or what is in one workspace. */
export interface DriftGroup {
  readonly key: string;
  readonly title: string;
  /** How they were made. */
  readonly by: string | null;
  readonly drifts: readonly Drift[];
}

export type Grouping = "actor" | "workspace" | "newest";

/** Parts a page of drifts, in the order it has. */
export function groupsOf(drifts: readonly Drift[], grouping: Grouping): readonly DriftGroup[] {
  const groups = new Map<string, DriftGroup>();
  for (const drift of drifts) {
    const { key, title, by } = groupOf(drift, grouping);
    groups.set(key, { key, title, by, drifts: [...(groups.get(key)?.drifts ?? []), drift] });
  }
  return [...groups.values()];
}

function groupOf({ attribution, workspace, oktaOrg }: Drift, grouping: Grouping): Omit<DriftGroup, "drifts"> {
  if (grouping === "newest") return { key: "", title: "", by: null };
  if (grouping === "workspace") return { key: workspace.id, title: workspace.name, by: oktaOrg?.name ?? null };
  const { actor = null, client = null } = attribution ?? {};
  return { key: actorKey(actor, client), title: actor ?? "Not known who", by: actor === null ? null : client };
}

/** One key for an actor and the way they took. */
export const actorKey = (actor: string | null, client: string | null): string => JSON.stringify([actor, client]);

/** Drifts by their workspaces: each is set back by a run of its own. */
export function byWorkspace(drifts: readonly Drift[]): readonly { readonly id: string; readonly name: string; readonly drifts: readonly Drift[] }[] {
  const groups = new Map<string, Drift[]>();
  for (const drift of drifts) groups.set(drift.workspace.id, [...(groups.get(drift.workspace.id) ?? []), drift]);
  return [...groups].map(([id, all]) => ({ id, name: all[0]?.workspace.name ?? "", drifts: all }));
}

/** The end of the day that a date names, in the reader's zone, which is when an acceptance ends. */
export function endOfDay(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day, 23, 59, 59);
}

/** A day as a date field has it. */
export const dateText = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;

// The redacted plan of a run as pages show it: flat, by module, type and address, sensitive values gone.
import type { Answer, runRoutes } from "@lockstep/contract";
import { record } from "../tfe/routes.ts";
import { namesIn, ownName, type NamedObject } from "./plan-names.ts";

type PlanPage = Answer<(typeof runRoutes)["readPlan"]>;
type Change = PlanPage["items"][number];

/** What of a plan is wanted. */
export interface PlanFilter {
  readonly page: number;
  readonly size: number;
  readonly action?: string | undefined;
  readonly search?: string | undefined;
}

/** A plan as it is looked through. */
export interface ReadPlan {
  readonly changes: readonly Change[];
  readonly counts: PlanPage["counts"];
  readonly drift: Change[];
  readonly outputs: PlanPage["outputs"];
}

/** The changes of a plan as its JSON form has them. */
export const changesOf = (plan: Readonly<Record<string, unknown>>): Change[] => listOf(plan["resource_changes"]).map(changeOf);

/** Reads a stored plan. */
export function readPlanJson(redacted: Uint8Array): ReadPlan {
  const plan = record(JSON.parse(Buffer.from(redacted).toString("utf8")) as unknown);
  const changes = inOrder(changesOf(plan));
  return {
    changes,
    counts: countActions(changes),
    drift: listOf(plan["resource_drift"]).map(changeOf),
    outputs: Object.entries(record(plan["output_changes"])).map(([name, change]) => outputOf(name, record(change))),
  };
}

/** A page of a plan; the counts are of all of it, the groups of all that was asked for. `known`: objects of the workspace by their ids. */
export function planPageOf({ changes, counts, drift, outputs }: ReadPlan, { page, size, action, search }: PlanFilter, known: ReadonlyMap<string, NamedObject> = new Map()): PlanPage {
  const wanted = action?.split(",").map((word) => word.trim());
  const text = search?.toLowerCase() ?? "";
  const found = changes.filter((each) => (wanted ? wanted.includes(each.action) : each.action !== "no-op") && (each.address.toLowerCase().includes(text) || (text !== "" && ownName(each)?.toLowerCase().includes(text) === true)));
  const items = found.slice((page - 1) * size, page * size);
  return { items, total: found.length, counts, groups: groupsOf(found), names: namesIn([...items, ...drift], changes, known), drift, outputs };
}

function countActions(changes: readonly Change[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of changes) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

const collator = new Intl.Collator("en", { numeric: true });

/** By module (the root first), type and address, numbers as numbers. */
const inOrder = (changes: Change[]): Change[] =>
  changes.sort((a, b) => collator.compare(a.module ?? "", b.module ?? "") || (a.type === b.type ? collator.compare(a.address, b.address) : a.type < b.type ? -1 : 1));

function groupsOf(changes: readonly Change[]): PlanPage["groups"] {
  const groups: { module: string | null; type: string; total: number; actions: Record<string, number> }[] = [];
  for (const { module, type, action } of changes) {
    let last = groups.at(-1);
    if (last?.module !== module || last.type !== type) groups.push((last = { module, type, total: 0, actions: {} }));
    last.total++;
    last.actions[action] = (last.actions[action] ?? 0) + 1;
  }
  return groups;
}

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.map(record) : []);
const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

function changeOf(resource: Readonly<Record<string, unknown>>): Change {
  const change = record(resource["change"]);
  const actions = textsOf(change["actions"]);
  const importing = change["importing"] === undefined ? undefined : record(change["importing"]);
  const previous = textOf(resource["previous_address"]);
  return {
    address: textOf(resource["address"]) ?? "",
    previousAddress: previous,
    module: textOf(resource["module_address"]),
    mode: resource["mode"] === "data" ? "data" : "managed",
    type: textOf(resource["type"]) ?? "",
    name: textOf(resource["name"]) ?? "",
    provider: textOf(resource["provider_name"]) ?? "",
    deposed: textOf(resource["deposed"]),
    action: actionOf(actions, importing !== undefined, previous !== null),
    actions,
    reason: textOf(resource["action_reason"]),
    before: change["before"] ?? null,
    after: change["after"] ?? null,
    unknown: change["after_unknown"] ?? {},
    sensitive: { before: change["before_sensitive"] ?? false, after: change["after_sensitive"] ?? false },
    replacePaths: pathsOf(change["replace_paths"]),
    importId: textOf(importing?.["id"]),
  };
}

const single: Readonly<Record<string, Change["action"]>> = { create: "create", read: "read", update: "update", delete: "delete", forget: "forget" };

function actionOf(actions: readonly string[], imported: boolean, moved: boolean): Change["action"] {
  if (actions.length === 2) return "replace";
  const [only = "no-op"] = actions;
  return single[only] ?? (imported ? "import" : moved ? "move" : "no-op");
}

const pathsOf = (value: unknown): (string | number)[][] => (Array.isArray(value) ? value.map((path) => (Array.isArray(path) ? path.filter((step) => typeof step === "string" || typeof step === "number") : [])) : []);

function outputOf(name: string, change: Readonly<Record<string, unknown>>): PlanPage["outputs"][number] {
  const sensitive = change["after_sensitive"] === true || change["before_sensitive"] === true;
  return { name, actions: textsOf(change["actions"]), before: change["before"] ?? null, after: change["after"] ?? null, unknown: change["after_unknown"] ?? false, sensitive };
}

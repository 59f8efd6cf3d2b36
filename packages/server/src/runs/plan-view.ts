// The redacted plan of a run as pages show it: flat, in the order of addresses, sensitive values gone.
import type { Answer, runRoutes } from "@lockstep/contract";
import { record } from "../tfe/routes.ts";

type PlanPage = Answer<(typeof runRoutes)["readPlan"]>;
type Change = PlanPage["items"][number];

/** What of a plan is wanted. */
export interface PlanFilter {
  readonly page: number;
  readonly size: number;
  readonly action?: string | undefined;
  readonly search?: string | undefined;
}

/** A page of a plan; the counts are of all of it. */
export function planPageOf(redacted: Uint8Array, { page, size, action, search }: PlanFilter): PlanPage {
  const plan = record(JSON.parse(Buffer.from(redacted).toString("utf8")) as unknown);
  const all = listOf(plan["resource_changes"]).map(changeOf);
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each.action, (counts.get(each.action) ?? 0) + 1);
  const wanted = action?.split(",").map((word) => word.trim());
  const text = search?.toLowerCase() ?? "";
  const found = all.filter((each) => (wanted ? wanted.includes(each.action) : each.action !== "no-op") && each.address.toLowerCase().includes(text));
  return {
    items: found.slice((page - 1) * size, page * size),
    total: found.length,
    counts: Object.fromEntries(counts),
    drift: listOf(plan["resource_drift"]).map(changeOf),
    outputs: Object.entries(record(plan["output_changes"])).map(([name, change]) => outputOf(name, record(change))),
  };
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

// A plan as a person reads it, in the form that Terraform made familiar.
import { nullValue } from "@lockstep/hcl";
import { printKey, printLocal } from "../address.ts";
import { isChange, isReplace } from "../plan/plan.ts";
import type { Action, OutputChange, Plan, ResourceChange } from "../plan/plan.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { diffBlocks } from "./block-diff.ts";
import { blockLines } from "./block-text.ts";
import { entryLines, pad } from "./diff-text.ts";
import { relevantDrift } from "./relevant-drift.ts";
import type { Style } from "./style.ts";
import { diffValues } from "./value-diff.ts";

/** The schema of what a change is about; undefined when no provider knows it (any more). */
export type SchemaOf = (change: Pick<ResourceChange, "provider" | "address">) => ResourceSchema | undefined;

export interface PlanTextOptions {
  readonly style: Style;
  readonly schemaOf: SchemaOf;
}

/** The whole plan: what changed outside, what is going to be done, and the sum of it. */
export function renderPlan(plan: Plan, options: PlanTextOptions): string {
  const changes = plan.changes.filter(isShown);
  const outputs = [...plan.outputChanges.values()].filter(isChange).sort((a, b) => (a.name < b.name ? -1 : 1));
  const drift = driftSection(plan, options);
  if (plan.mode === "refresh-only") return refreshOnlyText(plan, drift, outputs, options);
  if (changes.length === 0 && outputs.length === 0) return `${drift}${noChanges(plan, drift !== "", options)}`;
  const parts = [drift];
  if (changes.length > 0) parts.push(resourcesSection(changes, plan, options));
  if (outputs.length > 0) parts.push(`${outputsSection(outputs, options)}\n`);
  if (changes.length === 0) parts.push(`\n${onlyOutputs}\n`);
  return parts.join("");
}

const onlyOutputs = `You can apply this plan to save these new output values to the Terraform state, without changing any real
infrastructure.`;

/** Moved and imported objects are shown although nothing is done with them. */
const isShown = (change: ResourceChange): boolean => isChange(change) || change.previousText !== undefined || change.importing !== undefined;

function noChanges(plan: Plan, hasDrift: boolean, { style }: PlanTextOptions): string {
  const heading = style.bold(style.added("No changes."));
  if (plan.errored) return `${style.bold("Planning failed.")} Lockstep encountered an error while generating this plan.\n`;
  if (plan.mode === "destroy") return `\n${heading} ${style.bold("No objects need to be destroyed.")}\n\nEither you have not created any objects yet or the existing objects were\nalready deleted outside of Lockstep.\n`;
  if (hasDrift) {
    return `\n${heading} ${style.bold("Your infrastructure still matches the configuration.")}\n\nLockstep has checked that the real remote objects still match the result of\nyour most recent changes, and found differences that need no action. Your configuration already\nmatches the changes detected above; applying a refresh-only plan would bring the state up to date.\n`;
  }
  return `\n${heading} ${style.bold("Your infrastructure matches the configuration.")}\n\nLockstep has compared your real infrastructure against your configuration\nand found no differences, so no changes are needed.\n`;
}

function refreshOnlyText(plan: Plan, drift: string, outputs: readonly OutputChange[], options: PlanTextOptions): string {
  const { style } = options;
  if (drift === "" && outputs.length === 0) {
    return `\n${style.bold(style.added("No changes."))} ${style.bold("Your infrastructure still matches the configuration.")}\n\nLockstep has checked that the real remote objects still match the result of\nyour most recent changes, and found no differences.\n`;
  }
  const note = drift === "" ? "" : "\nThis is a refresh-only plan, so Lockstep will not take any actions to undo\nthese. If you were expecting these changes then you can apply this plan to\nrecord the updated values in the state without changing any remote objects.\n";
  return `${drift}${note}${outputs.length > 0 ? `${outputsSection(outputs, options)}\n` : ""}`;
}

function driftSection(plan: Plan, options: PlanTextOptions): string {
  const drift = relevantDrift(plan);
  if (drift.length === 0) return "";
  const { style } = options;
  const intro = `${style.bold("Note:")} Objects have changed outside of Lockstep\n\nLockstep detected the following changes made outside of Lockstep since the\nlast "lockstep apply"${plan.mode === "refresh-only" ? ":" : " which may have affected this plan:"}\n`;
  const blocks = drift.map((change) => changeText(change, driftHeading, options));
  const end = plan.mode === "refresh-only" ? "" : "\n\nUnless you have made equivalent changes to your configuration, or ignored the\nrelevant attributes using ignore_changes, the following plan may include\nactions to undo or respond to these changes.\n\n" + "─".repeat(77);
  return `\n${intro}\n${blocks.join("\n\n")}\n${end}\n`;
}

function driftHeading(change: ResourceChange): string[] {
  if (change.action === "delete") return [`${change.text} has been deleted`];
  if (change.action === "no-op" && change.previousText !== undefined) return [`${change.previousText} has moved to ${change.text}`];
  return [`${change.text} has changed`];
}

function resourcesSection(changes: readonly ResourceChange[], plan: Plan, options: PlanTextOptions): string {
  const { style } = options;
  const legend = legendOrder.filter((action) => changes.some((change) => change.action === action)).map((action) => legendLine(action, style));
  const intro = `\nLockstep used the selected providers to generate the following execution\nplan. Resource actions are indicated with the following symbols:\n${legend.join("\n")}\n\nLockstep will perform the following actions:\n\n`;
  const lead = legend.length === 0 ? "\nLockstep will perform the following actions:\n\n" : intro;
  const blocks = changes.map((change) => changeText(change, heading, options));
  return `${lead}${blocks.join("\n\n")}\n\n${summaryLine(plan, style)}\n`;
}

/** `Plan: 1 to import, 2 to add, 0 to change, 1 to destroy.` */
export function summaryLine(plan: Plan, style: Style): string {
  const { add, change, remove, importing, forget } = countChanges(plan.changes);
  const parts = [`${add} to add`, `${change} to change`, `${remove} to destroy`];
  if (importing > 0) parts.unshift(`${importing} to import`);
  if (forget > 0) parts.push(`${forget} to forget`);
  return `${style.bold("Plan:")} ${parts.join(", ")}.`;
}

export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly importing: number;
  readonly forget: number;
}

/** How many objects a plan adds, changes and destroys; a replacement is one of each. */
export function countChanges(changes: readonly ResourceChange[]): ChangeCounts {
  const counts = { add: 0, change: 0, remove: 0, importing: 0, forget: 0 };
  for (const { action, importing } of changes) {
    if (importing) counts.importing++;
    if (action === "create" || isReplace(action)) counts.add++;
    if (action === "update") counts.change++;
    if (action === "delete" || isReplace(action)) counts.remove++;
    if (action === "forget") counts.forget++;
  }
  return counts;
}

const legendOrder: readonly Action[] = ["create", "update", "delete", "delete-create", "create-delete", "read"];

function legendLine(action: Action, style: Style): string {
  return `${sign(action, style)}${legends[action] ?? ""}`;
}

const legends: Partial<Record<Action, string>> = {
  create: "create",
  update: "update in-place",
  delete: "destroy",
  "delete-create": "destroy and then create replacement",
  "create-delete": "create replacement and then destroy",
  read: "read (data resources)",
};

function sign(action: Action, style: Style): string {
  switch (action) {
    case "create":
      return `  ${style.added("+")} `;
    case "update":
      return `  ${style.changed("~")} `;
    case "delete":
      return `  ${style.removed("-")} `;
    case "delete-create":
      return `${style.removed("-")}/${style.added("+")} `;
    case "create-delete":
      return `${style.added("+")}/${style.removed("-")} `;
    case "read":
      return ` ${style.added("<=")} `;
    case "forget":
      return "  . ";
    case "no-op":
      return "    ";
  }
}

/** One object's change with the remarks above it. */
function changeText(change: ResourceChange, headingOf: (change: ResourceChange) => string[], options: PlanTextOptions): string {
  const { style } = options;
  const [first = "", ...more] = headingOf(change);
  const remarks = [style.bold(`  # ${first}`), ...more.map((line) => `  # ${line}`)];
  const kind = change.address.mode === "data" ? "data" : "resource";
  const header = `${sign(change.action, style)}${kind} ${JSON.stringify(change.address.type)} ${JSON.stringify(change.address.name)} {`;
  const lines = objectLines(change, options);
  return [...remarks, lines.length > 0 ? header : `${header}}`, ...lines, ...(lines.length > 0 ? ["    }"] : [])].join("\n");
}

function objectLines(change: ResourceChange, { style, schemaOf }: PlanTextOptions): string[] {
  const schema = schemaOf(change);
  const context = { path: [], replacePaths: change.replacePaths, untyped: false };
  const after = change.action === "forget" ? change.before : change.after;
  const options = { style, keepNames: true };
  if (schema) return blockLines(diffBlocks(schema.block, change.before, after, context), 1, options);
  const names = [...new Set([...partNames(change.before), ...partNames(after)])].sort();
  const attributes = Object.fromEntries(names.map((name) => [name, { type: { kind: "dynamic" } as const }]));
  return blockLines(diffBlocks({ attributes, blocks: {} }, change.before, after, context), 1, options);
}

const partNames = ({ raw }: ResourceChange["before"]): string[] => (raw instanceof Map ? [...raw.keys()] : []);

function heading(change: ResourceChange): string[] {
  const deposed = change.deposed === undefined ? "" : ` (deposed object ${change.deposed})`;
  const lines = [...headlines(change, `${change.text}${deposed}`)];
  const isKept = change.action === "no-op";
  if (change.previousText !== undefined && !isKept) lines.push(`(moved from ${change.previousText})`);
  if (change.importing && !isKept) lines.push(`(imported from ${JSON.stringify(change.importing.id ?? "")})`);
  return lines;
}

function headlines(change: ResourceChange, name: string): string[] {
  switch (change.action) {
    case "no-op":
      return [change.importing ? `${name} will be imported` : `${change.previousText ?? name} has moved to ${name}`];
    case "create":
      return [`${name} will be created`];
    case "read":
      return [`${name} will be read during apply`, ...remark(readRemarks, change)];
    case "update":
      return [`${name} will be updated in-place`];
    case "delete":
      return [`${name} will be destroyed`, ...(change.deposed === undefined ? deleteRemark(change) : ["(left over from a partially-failed replacement of this instance)"])];
    case "forget":
      return [`${name} will no longer be managed by Lockstep, but will not be destroyed`, "(destroy = false is set in the configuration)"];
    case "delete-create":
    case "create-delete":
      return [`${name} ${replaceVerbs[change.reason ?? ""] ?? "must be replaced"}`];
  }
}

const replaceVerbs: Readonly<Record<string, string>> = {
  replace_because_tainted: "is tainted, so must be replaced",
  replace_by_request: "will be replaced, as requested",
  replace_by_triggers: "will be replaced due to changes in replace_triggered_by",
};

const readRemarks: Readonly<Record<string, string>> = {
  read_because_config_unknown: "(config refers to values not yet known)",
  read_because_dependency_pending: "(depends on a resource or a module with changes pending)",
  read_because_check_nested: "(config will be reloaded to verify a check block)",
};

const remark = (remarks: Readonly<Record<string, string>>, { reason }: ResourceChange): string[] => {
  const text = reason === undefined ? undefined : remarks[reason];
  return text === undefined ? [] : [text];
};

function deleteRemark({ address, reason, text, previousText }: ResourceChange): string[] {
  const key = printKey(address.key);
  switch (reason) {
    case "delete_because_no_resource_config":
      return [`(because ${printLocal(address)} is not in configuration)`];
    case "delete_because_no_move_target":
      return [`(because ${previousText ?? text} was moved to ${text}, which is not in configuration)`];
    case "delete_because_no_module":
      return [`(because ${moduleOf(text, printLocal(address) + key)} is not in configuration)`];
    case "delete_because_wrong_repetition":
      return [wrongRepetition(address.key)];
    case "delete_because_count_index":
      return [`(because index ${key} is out of range for count)`];
    case "delete_because_each_key":
      return [`(because key ${key} is not in for_each map)`];
    default:
      return [];
  }
}

const moduleOf = (text: string, local: string): string => text.slice(0, Math.max(0, text.length - local.length - 1));

function wrongRepetition(key: string | number | undefined): string {
  if (key === undefined) return "(because resource uses count or for_each)";
  return typeof key === "number" ? "(because resource does not use count)" : "(because resource does not use for_each)";
}

function outputsSection(outputs: readonly OutputChange[], { style }: PlanTextOptions): string {
  const width = Math.max(...outputs.map(({ name }) => Array.from(name).length));
  const lines = outputs.flatMap((output) => {
    const diff = diffValues(output.before, output.after, { path: [], replacePaths: [], untyped: true });
    // Only whether it is sensitive may have changed.
    const shown = diff.action === "no-op" ? { ...diff, action: output.action } : diff;
    return entryLines(pad(output.name, width), shown, 0, { style });
  });
  return `\nChanges to Outputs:\n${lines.join("\n")}`;
}

/** Null of no type: what stands for nothing. */
export const nothing = nullValue({ kind: "dynamic" });

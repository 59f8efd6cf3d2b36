import { countChanges, printModule, isReplace, type Action, type EngineEvent, type InstanceAddress, type Plan, type ResourceChange } from "@lockstep/engine";
import { SENSITIVE, typeToJson, valueToJson, writeJson, type Json } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { say, type Terminal } from "../terminal.ts";
import { terraformVersion, version } from "../version.ts";
import { diagnosticsJson, onlyOnce } from "./diagnostics.ts";
import { progressLine } from "./progress.ts";
import type { ApplyFacts, View } from "./view.ts";

/** The voice for programs: Terraform's machine-readable UI, a JSON object a line. */
export function jsonView({ terminal }: Call): View {
  const write = writer(terminal);
  const once = onlyOnce();
  write("version", `Lockstep ${version}`, { terraform: terraformVersion, lockstep: version, ui: "1.2" });
  return {
    event: (event) => showEvent(write, event),
    plan: (plan) => showPlan(write, plan),
    planned: ({ cost }) => (cost === undefined ? undefined : write("request_cost", `This plan took ${cost}.`, { cost })),
    applied: (facts) => showApplied(write, facts),
    diagnostics: (diagnostics) => {
      for (const diagnostic of diagnosticsJson(once(diagnostics))) {
        const title = diagnostic.severity === "error" ? "Error" : "Warning";
        write("diagnostic", `${title}: ${diagnostic.summary}`, { diagnostic }, diagnostic.severity === "error" ? "error" : "warn");
      }
    },
    note: () => {},
  };
}

type Write = (type: string, message: string, rest: object, level?: string) => void;

const writer = (terminal: Terminal): Write => (type, message, rest, level = "info") =>
  say(terminal, writeJson({ "@level": level, "@message": message, "@module": "terraform.ui", "@timestamp": new Date().toISOString(), ...rest, type } as Json));

function showEvent(write: Write, event: EngineEvent): void {
  const message = progressLine(event);
  if (message === undefined || event.type === "diagnostic" || event.type === "planned") return;
  write(event.type, message, { hook: hookOf(event) }, event.type.endsWith("errored") ? "error" : "info");
}

function hookOf(event: Exclude<EngineEvent, { type: "diagnostic" | "planned" }>): object {
  const resource = resourceJson(event.address, event.text);
  if ("provisioner" in event) return { resource, provisioner: event.provisioner, ...(event.output !== undefined && { output: event.output }) };
  const deleted = event.type === "apply_complete" && event.action === "delete";
  return {
    resource,
    ...("action" in event && { action: event.action }),
    ...(event.idKey !== undefined && !deleted && { id_key: event.idKey, id_value: event.idValue }),
    ...("elapsedMilliseconds" in event && event.type !== "apply_start" && { elapsed_seconds: Math.round(event.elapsedMilliseconds / 1000) }),
  };
}

function showPlan(write: Write, plan: Plan): void {
  for (const change of plan.drift) {
    if (change.action !== "no-op" || change.previousText !== undefined) write("resource_drift", `${change.text}: Drift detected (${wordOf(change)})`, { change: changeJson(change) });
  }
  for (const change of plan.changes) {
    if (isPlanned(change)) write("planned_change", `${change.text}: Plan to ${wordOf(change)}`, { change: changeJson(change) });
  }
  const { add, change, remove, importing } = countChanges(plan.changes);
  const imports = importing > 0 ? `${importing} to import, ` : "";
  write("change_summary", `Plan: ${imports}${add} to add, ${change} to change, ${remove} to destroy.`, { changes: { add, change, import: importing, remove, operation: "plan" } });
  if (plan.outputChanges.size === 0) return;
  const outputs = Object.fromEntries([...plan.outputChanges.values()].map(({ name, sensitive, action }) => [name, { sensitive, action: action === "no-op" ? "noop" : action }]));
  write("outputs", `Outputs: ${plan.outputChanges.size}`, { outputs });
}

const isPlanned = ({ action, previousText, importing, address }: ResourceChange): boolean =>
  (action !== "no-op" && (action !== "read" || address.mode === "data")) || previousText !== undefined || importing !== undefined;

const words: Readonly<Record<Action, string>> = {
  "no-op": "noop",
  create: "create",
  read: "read",
  update: "update",
  "delete-create": "replace",
  "create-delete": "replace",
  delete: "delete",
  forget: "remove",
};

function wordOf(change: ResourceChange): string {
  if (change.action === "no-op" && change.previousText !== undefined) return "move";
  if (change.action === "no-op" && change.importing) return "import";
  return words[change.action];
}

// The reasons of the machine-readable UI are shorter than those of the plan's JSON form.
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: "tainted",
  replace_by_request: "requested",
  replace_by_triggers: "replace_triggered_by",
  replace_because_cannot_update: "cannot_update",
};

function changeJson(change: ResourceChange): object {
  const reason = change.reason === undefined || change.reason.startsWith("read_") ? undefined : isReplace(change.action) ? reasons[change.reason] : change.reason;
  return {
    resource: resourceJson(change.address, change.text),
    ...(change.previousText !== undefined && { previous_resource: { addr: change.previousText } }),
    action: wordOf(change),
    ...(reason !== undefined && { reason }),
    ...(change.importing?.id !== undefined && { importing: { id: change.importing.id } }),
  };
}

function resourceJson(address: InstanceAddress, text: string): object {
  const module = printModule(address.module);
  return {
    addr: text,
    module,
    resource: module === "" ? text : text.slice(module.length + 1),
    implied_provider: address.type.split("_")[0] ?? "",
    resource_type: address.type,
    resource_name: address.name,
    resource_key: address.key ?? null,
  };
}

function showApplied(write: Write, { counts, destroyed, state, cost }: ApplyFacts): void {
  const { add, change, remove, importing } = counts;
  const imports = importing > 0 ? `${importing} imported, ` : "";
  const message = destroyed ? `Destroy complete! Resources: ${remove} destroyed.` : `Apply complete! Resources: ${imports}${add} added, ${change} changed, ${remove} destroyed.`;
  write("change_summary", message, { changes: { add, change, import: importing, remove, operation: destroyed ? "destroy" : "apply" }, ...(cost !== undefined && { cost }) });
  if (state.outputs.size === 0) return;
  const outputs = [...state.outputs].map(([name, value]) => {
    const sensitive = (value.marks & SENSITIVE) !== 0;
    return [name, { sensitive, type: typeToJson(value.type), ...(!sensitive && { value: valueToJson(value) }) }];
  });
  write("outputs", `Outputs: ${state.outputs.size}`, { outputs: Object.fromEntries(outputs) as object });
}

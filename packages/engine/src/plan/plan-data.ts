// Data sources: read while planning when everything that they need is known, otherwise during apply.
import { hasErrors, isNull, isWhollyKnown, markPaths, markWithPaths, nullValue, stripMarks, unknownValue } from "@lockstep/hcl";
import type { Diagnostic, Expression, Value } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import { dataShape } from "../config/blocks/resource.ts";
import type { CheckConfig } from "../config/configuration.ts";
import { parseReference } from "../config/reference.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { BlockSchema } from "../schema/schema.ts";
import { encodeObject, markSensitive } from "../state/object.ts";
import { checkRules } from "./conditions.ts";
import { isEphemeral } from "./visit-provider.ts";
import type { InstanceWork } from "./plan-instance.ts";
import { recordChange } from "./plan-session.ts";
import type { PlanSession } from "./plan-session.ts";
import type { ActionReason } from "./plan.ts";
import { fromProvider } from "./provider-diagnostics.ts";
import { report } from "./session.ts";
import type { Session } from "./session.ts";
import { resourceCheckable } from "./visit-values.ts";

/** Plans one instance of a data source; false when it could not be planned. */
export async function planData(session: PlanSession, work: InstanceWork): Promise<boolean> {
  const { scope, config, address, text } = work;
  const checked = { checkable: resourceCheckable(scope, config, printLocal(config)), address: text };
  const view = { repetition: work.repetition };
  if (checkRules(session, config.lifecycle.preconditions, checked, scope, view, "Resource precondition failed")) return false;
  const configured = dataConfig(session, work);
  if (!configured) return false;
  const reason = deferReason(session, work, configured);
  if (reason) return deferRead(session, work, configured, reason);
  const value = await readData(session, work, configured);
  if (!value) return planUnreadable(session, work, configured);
  session.objects.set(scope, config, address.key, value);
  session.store.setCurrent(address, work.provider, dataObject(work, value));
  if (checkAround(work)) recordNested(session, work, value);
  return !checkRules(session, config.lifecycle.postconditions, checked, scope, { ...view, self: value }, "Resource postcondition failed");
}

/** The data source's arguments, with marks. */
export function dataConfig(session: Session, { scope, config, schema, repetition, opened, text, address }: InstanceWork): Value | undefined {
  const { value, diagnostics, failed } = scope.evaluateBody(config.body, schema.block, { repetition }, dataShape);
  if (report(session, diagnostics, text) || failed || isEphemeral(value)) return undefined;
  const problems = fromProvider(opened.provider.validateDataSource(config.type, stripMarks(value)), { address, body: config.body, range: config.range });
  return report(session, problems) ? undefined : value;
}

function deferReason(session: PlanSession, work: InstanceWork, configured: Value): ActionReason | undefined {
  if (!isWhollyKnown(configured)) return "read_because_config_unknown";
  return hasPendingDependencies(session, work) ? "read_because_dependency_pending" : undefined;
}

/** Is something about to change that the data source (or a module around it) says that it depends on? */
function hasPendingDependencies(session: PlanSession, { scope, config }: InstanceWork): boolean {
  if (isPending(session, scope, config.dependsOn)) return true;
  for (let caller = scope.caller; caller; caller = caller.scope.caller) {
    if (isPending(session, caller.scope, caller.call.dependsOn)) return true;
  }
  return false;
}

function isPending(session: PlanSession, scope: InstanceWork["scope"], dependsOn: readonly Expression[]): boolean {
  if (dependsOn.length === 0) return false;
  const prefixes = dependsOn.flatMap((expression) => {
    const reference = expression.kind === "scope-traversal" ? parseReference(expression).reference : undefined;
    if (reference?.subject.kind === "resource") return [scope.qualify(reference.subject.address)];
    return reference?.subject.kind === "module" ? [scope.qualify(`module.${reference.subject.name}`)] : [];
  });
  for (const change of session.changes.values()) {
    if (change.action === "no-op" || change.address.mode !== "managed") continue;
    if (prefixes.some((prefix) => change.text === prefix || change.text.startsWith(`${prefix}[`) || change.text.startsWith(`${prefix}.`))) return true;
  }
  return false;
}

function deferRead(session: PlanSession, work: InstanceWork, configured: Value, reason: ActionReason): boolean {
  const { scope, config, address, text, provider, schema } = work;
  const planned = plannedData(schema.block, configured);
  session.objects.set(scope, config, address.key, planned);
  session.store.setCurrent(address, provider, undefined);
  recordChange(session, { address, text, provider, action: "read", reason, before: nullValue(impliedType(schema.block)), after: planned, replacePaths: [], schemaVersion: schema.version });
  return true;
}

// A check that is looked at while only refreshing changes nothing.
function recordNested(session: PlanSession, { address, text, provider, schema }: InstanceWork, value: Value): void {
  if (session.mode === "refresh-only") return;
  recordChange(session, {
    address,
    text,
    provider,
    action: "read",
    reason: "read_because_check_nested",
    before: nullValue(impliedType(schema.block)),
    after: value,
    replacePaths: [],
    schemaVersion: schema.version,
  });
}

// Inside a check that is no reason to stop: it is looked at again during apply.
function planUnreadable(session: PlanSession, work: InstanceWork, configured: Value): boolean {
  if (!checkAround(work)) return false;
  keepUnreadable(session, work, configured);
  recordNested(session, work, plannedData(work.schema.block, configured));
  return true;
}

function keepUnreadable(session: Session, work: InstanceWork, configured: Value): void {
  knowUnreadable(session, work, configured);
  session.store.setCurrent(work.address, work.provider, dataObject(work, configured));
}

/** What is known of a data source that a check could not read: its arguments. */
export function knowUnreadable(session: Session, { scope, config, address, schema }: InstanceWork, configured: Value): void {
  session.objects.set(scope, config, address.key, plannedData(schema.block, configured));
}

/** The check block that a data source stands in. */
export const checkAround = ({ scope, config }: InstanceWork): CheckConfig | undefined => [...scope.module.checks.values()].find(({ dataSource }) => dataSource === config);

/** What a data source will be: its arguments, and all that it computes unknown. */
function plannedData(schema: BlockSchema, configured: Value): Value {
  if (!(configured.raw instanceof Map)) return configured;
  const parts: ReadonlyMap<string, Value> = configured.raw;
  const entries = [...parts].map(([name, value]) => {
    const attribute = schema.attributes[name];
    return [name, attribute?.computed && isNull(value) ? unknownValue(attribute.type) : value] as const;
  });
  return markSensitive({ ...configured, raw: new Map(entries) }, schema);
}

/** Reads the data source now. */
export async function readData(session: Session, work: InstanceWork, configured: Value): Promise<Value | undefined> {
  const { config, opened, address, schema } = work;
  const { value, diagnostics } = await opened.provider.readDataSource(config.type, stripMarks(configured), session.input.signal);
  const check = checkAround(work);
  const problems = fromProvider(diagnostics, { address, body: config.body, range: config.range });
  if (check) reportInCheck(session, work, check, problems);
  else if (report(session, problems)) return undefined;
  if (!value || isNull(value) || hasErrors(problems)) return undefined;
  return markSensitive(markWithPaths(value, markPaths(configured)), schema.block);
}

// What a check reads must not stop anything: the check fails for it, that is all.
function reportInCheck(session: Session, { scope }: InstanceWork, check: CheckConfig, problems: readonly Diagnostic[]): void {
  report(session, problems.map((problem) => ({ ...problem, severity: "warning" as const })));
  const checkable = { kind: "check", module: scope.module.path, address: `check.${check.name}`, local: { name: check.name } } as const;
  const address = scope.qualify(checkable.address);
  for (const { severity, summary, detail } of problems) {
    if (severity !== "error") continue;
    session.blindChecks.add(address);
    session.checks.expect(checkable, address, scope.text, undefined);
    session.checks.restart(checkable, address);
    session.checks.record(checkable, address, "fail", `${summary}: ${detail}`);
  }
}

/** A data source as the state has it. */
export function dataObject({ schema, address }: InstanceWork, value: Value): ReturnType<typeof encodeObject> {
  const facts = { key: address.key, tainted: false, dependencies: [], createBeforeDestroy: false, schemaVersion: schema.version };
  return encodeObject(value, schema.block, facts);
}

// An object is made or changed.
import { isNull, markPaths, markWithPaths, nullValue, stripMarks } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import { blockText, changeKey } from "../graph/apply-graph.ts";
import * as messages from "../messages.ts";
import { nodeKey } from "../graph/plan-node.ts";
import { planDifference, resultProblem, shapeProblem } from "../plan/check-plan.ts";
import { checkRules } from "../plan/conditions.ts";
import { decideAction } from "../plan/decide-action.ts";
import { applyIgnoreChanges } from "../plan/ignore-changes.ts";
import { instanceConfig } from "../plan/plan-instance.ts";
import type { InstanceWork } from "../plan/plan-instance.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { propose } from "../plan/propose.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { report } from "../plan/session.ts";
import { isSame } from "../compare/compare.ts";
import { resourceCheckable } from "../plan/visit-values.ts";
import { impliedType } from "../schema/implied-type.ts";
import { decodeObject, encodeObject, markSensitive } from "../state/object.ts";
import type { InstanceState } from "../state/state.ts";
import type { ApplySession } from "./apply-session.ts";
import { beginChange, plannedJson } from "./change-journal.ts";
import { runProvisioners } from "./provisioners.ts";
import { finished, started } from "./progress.ts";

/** Carries out the half of a change that makes an object; false when it failed. */
export async function makeObject(session: ApplySession, work: InstanceWork, change: ResourceChange): Promise<boolean> {
  const { scope, config, text } = work;
  const refused = session.refused.get(changeKey(change));
  if (refused) return !report(session, [refused]);
  const checked = { checkable: resourceCheckable(scope, config, printLocal(config)), address: text };
  session.checks.restart(checked.checkable, text);
  if (checkRules(session, config.lifecycle.preconditions, checked, scope, { repetition: work.repetition }, "Resource precondition failed")) return false;
  const deposed = change.action === "create-delete" && !isHalfDone(session, change) ? depose(session, work) : undefined;
  const prior = priorValue(session, work);
  const ready = prepare(session, work, change, prior);
  const made = ready ? await carryOut(session, work, change, { ...ready, replaced: deposed }) : undefined;
  if (deposed !== undefined && !session.store.current(work.address)) restore(session, work, deposed);
  if (!made) return false;
  session.objects.set(scope, config, work.address.key, made);
  return !checkRules(session, config.lifecycle.postconditions, checked, scope, { repetition: work.repetition, self: made }, "Resource postcondition failed");
}

const isHalfDone = ({ halfDone }: ApplySession, change: ResourceChange): boolean => halfDone?.has(changeKey(change)) === true;

// The old object stays in the state under a key of its own until it is destroyed.
function depose(session: ApplySession, { address, provider }: InstanceWork): string | undefined {
  const object = session.store.current(address);
  if (!object) return undefined;
  const key = session.input.newKey(8);
  session.store.setDeposed(address, key, object);
  session.store.setCurrent(address, provider, undefined);
  return key;
}

function restore(session: ApplySession, { address, provider }: InstanceWork, deposed: string): void {
  const object = session.store.instance(address)?.deposed.get(deposed);
  if (!object) return;
  const { deposed: key, ...current } = object;
  session.store.setCurrent(address, provider, key === undefined ? object : current);
  session.store.setDeposed(address, deposed, undefined);
  session.save();
}

function priorValue(session: ApplySession, { address, schema }: InstanceWork): Value {
  const object = session.store.current(address);
  return (object && decodeObject(object, schema.block)) ?? nullValue(impliedType(schema.block));
}

interface Ready {
  /** What is there: null when the object is made, also where it stands in the state to be replaced. */
  readonly prior: Value;
  readonly planned: Value;
  /** Without marks. */
  readonly config: Value;
  readonly mark: (value: Value) => Value;
  /** The key of the object that this one replaces. */
  readonly replaced?: string | undefined;
}

// Planned once more, now that everything that it needs is known: it must come to the same.
function prepare(session: ApplySession, work: InstanceWork, change: ResourceChange, prior: Value): Ready | undefined {
  const { config, schema, text, opened } = work;
  const configured = instanceConfig(session, work);
  if (!configured) return undefined;
  const plainPrior = stripMarks(prior);
  const begun = isHalfDone(session, change);
  const isUpdate = change.action === "update";
  // What was begun is planned from what was there before it was begun, and then goes on from what is there.
  const had = !isUpdate ? nullValue(plainPrior.type) : begun ? change.before : prior;
  const before = stripMarks(had);
  const kept = applyIgnoreChanges(configured, had, config.lifecycle.ignoreChanges, schema.block);
  const effective = stripMarks(kept);
  const { planned, diagnostics } = opened.provider.planChange(config.type, { prior: before, proposed: propose(schema.block, before, effective), config: effective });
  if (report(session, fromProvider(diagnostics, { address: work.address, body: config.body, range: config.range }))) return undefined;
  const problem = shapeProblem(planned, schema.block) ?? planDifference(stripMarks(change.after), planned);
  if (problem !== undefined) {
    report(session, [messages.finalPlanDiffers(opened.factory.source, text, problem)]);
    return undefined;
  }
  const marks = markPaths(kept);
  const ready = { prior: begun ? plainPrior : before, planned, config: effective, mark: (value: Value) => markSensitive(markWithPaths(value, marks), schema.block) };
  return begun && !isUpdate ? toFinish(session, work, ready) : ready;
}

// An object that was made in part is changed to what it was to be; what only a new one could have stays for the next plan.
function toFinish(session: ApplySession, work: InstanceWork, ready: Ready): Ready | undefined {
  const { config, schema, opened, address } = work;
  const { prior } = ready;
  const { planned, requiresReplace, diagnostics } = opened.provider.planChange(config.type, { prior, proposed: propose(schema.block, prior, ready.config), config: ready.config });
  if (report(session, fromProvider(diagnostics, { address, body: config.body, range: config.range }))) return undefined;
  const { action } = decideAction({ prior, planned, marked: [prior, planned], requiresReplace, forced: undefined, createBeforeDestroy: false });
  return { ...ready, planned: action === "update" ? planned : prior };
}

async function carryOut(session: ApplySession, work: InstanceWork, change: ResourceChange, ready: Ready): Promise<Value | undefined> {
  const { config, schema, opened, text, address, provider } = work;
  const isUpdate = change.action === "update";
  const object = session.store.current(address);
  if (isUpdate && isNull(ready.prior)) return undefined;
  if (isUpdate && isSame(ready.planned, ready.prior) && isOnlyMarks(change)) return keepWithMarks(session, work, ready);
  const since = started(session, change, isUpdate ? "update" : "create");
  const isThere = !isNull(ready.prior);
  const journal = beginChange(session, {
    address: text,
    half: changeKey(change),
    action: isThere ? "update" : "create",
    type: config.type,
    provider,
    prior: object ?? emptyObject(session, work),
    planned: plannedJson(ready.planned, schema.block),
    ...(ready.replaced !== undefined && { replaced: ready.replaced }),
  });
  const request = { prior: ready.prior, planned: ready.planned, config: ready.config, journal: journal.calls };
  const { uncut } = session;
  const nothingLeft = !isUpdate && isThere && isSame(ready.planned, ready.prior);
  const outcome = nothingLeft ? { value: ready.prior, diagnostics: [] } : await opened.provider[isThere ? "update" : "create"](config.type, request, uncut);
  const problems = fromProvider(outcome.diagnostics, { address, body: config.body, range: config.range });
  const failed = report(session, problems);
  const value = outcome.value && !isNull(outcome.value) ? outcome.value : undefined;
  const wrong = value ? resultProblem(value, schema.block) : failed ? undefined : "there is no object";
  if (wrong !== undefined) report(session, [messages.invalidObjectFromProvider(opened.factory.source, text, wrong)]);
  const kept = value && wrong === undefined ? ready.mark(value) : undefined;
  const ok = await settle(session, work, { kept, failed: failed || wrong !== undefined, isUpdate, object });
  journal.ended(ok ? "done" : "failed", session.store.current(address));
  session.save();
  finished(session, change, isUpdate ? "update" : "create", since, ok, kept);
  return ok ? kept : undefined;
}

const isOnlyMarks = ({ before, after }: ResourceChange): boolean => isSame(stripMarks(before), stripMarks(after));

// Only the marks differ: nothing is asked of the provider.
function keepWithMarks(session: ApplySession, work: InstanceWork, ready: Ready): Value {
  const value = ready.mark(ready.planned);
  session.store.setCurrent(work.address, work.provider, encode(session, work, value, false));
  session.counters.done.changed++;
  session.save();
  return value;
}

interface Settlement {
  readonly kept: Value | undefined;
  readonly failed: boolean;
  readonly isUpdate: boolean;
  readonly object: InstanceState | undefined;
}

// What was made stays in the state, also when it failed half-way: then it is tainted, to be made anew.
async function settle(session: ApplySession, work: InstanceWork, { kept, failed, isUpdate }: Settlement): Promise<boolean> {
  const { address, provider, scope, config, text, repetition } = work;
  if (!kept) return false;
  session.store.setCurrent(address, provider, encode(session, work, kept, failed && !isUpdate));
  session.save();
  if (failed) return false;
  if (isUpdate) {
    session.counters.done.changed++;
    return true;
  }
  session.counters.done.added++;
  const provisioned = await runProvisioners(session, config.provisioners, "create", { scope, address, text, repetition, self: kept });
  if (!provisioned) session.store.setCurrent(address, provider, encode(session, work, kept, true));
  return provisioned;
}

function encode(session: ApplySession, { address, schema, scope, config }: InstanceWork, value: Value, tainted: boolean): InstanceState {
  return encodeObject(value, schema.block, {
    key: address.key,
    schemaVersion: schema.version,
    tainted,
    dependencies: session.dependencies(blockText(address)),
    createBeforeDestroy: session.createBeforeDestroy.hasInstance(nodeKey(scope.module.path, printLocal(config)), address.key),
  });
}

function emptyObject(session: ApplySession, work: InstanceWork): InstanceState {
  return {
    key: work.address.key,
    tainted: false,
    schemaVersion: work.schema.version,
    attributes: null,
    sensitiveAttributes: [],
    dependencies: session.dependencies(blockText(work.address)),
    createBeforeDestroy: session.createBeforeDestroy.hasInstance(nodeKey(work.scope.module.path, printLocal(work.config)), work.address.key),
  };
}

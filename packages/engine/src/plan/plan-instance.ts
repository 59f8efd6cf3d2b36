// One configured instance: configuration, prior object and schema → what is to be done.
import { compareStrings, deepMarks, EPHEMERAL, hasErrors, isNull, markPaths, markWithPaths, nullValue, stripMarks, unknownValue } from "@lockstep/hcl";
import type { Diagnostic, Value } from "@lockstep/hcl";
import { printInstance, printLocal } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { resourceShape } from "../config/blocks/resource.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import { blockText } from "../graph/apply-graph.ts";
import { nodeKey } from "../graph/plan-node.ts";
import * as messages from "../messages.ts";
import type { PlanResponse } from "../provider.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { Repetition } from "../scope/repetition.ts";
import { decodeObject, markSensitive, withFacts, withRecordedMarks } from "../state/object.ts";
import type { InstanceState } from "../state/state.ts";
import { checkRules } from "./conditions.ts";
import { decideAction } from "./decide-action.ts";
import type { Decided } from "./decide-action.ts";
import { shapeProblem } from "./check-plan.ts";
import { applyIgnoreChanges } from "./ignore-changes.ts";
import { planImport } from "./plan-import.ts";
import { isReplace } from "./plan.ts";
import { previousText, recordChange } from "./plan-session.ts";
import type { PlanSession } from "./plan-session.ts";
import { fromProvider, findInBody } from "./provider-diagnostics.ts";
import { propose } from "./propose.ts";
import { selfReferences } from "./self-reference.ts";
import { report } from "./session.ts";
import type { OpenProvider } from "./session.ts";
import { isTriggered } from "./triggers.ts";
import { resourceCheckable } from "./visit-values.ts";

/** One instance and all that is known about it before it is planned. */
export interface InstanceWork {
  readonly scope: ModuleScope;
  readonly config: ResourceConfig;
  readonly address: InstanceAddress;
  readonly text: string;
  readonly repetition: Repetition;
  /** The provider configuration's address. */
  readonly provider: string;
  readonly opened: OpenProvider;
  readonly schema: ResourceSchema;
}

/** Plans an instance of a managed resource; false when it could not be planned. */
export async function planInstance(session: PlanSession, work: InstanceWork): Promise<boolean> {
  const imported = await planImport(session, work);
  if (imported === "failed") return false;
  return planManaged(session, work, imported);
}

/** The same without an import, which has nothing to wait for. */
export function planManaged(session: PlanSession, work: InstanceWork, imported?: { readonly id: string }): boolean {
  const { scope, config, address, text, schema } = work;
  const object = keepFacts(session, work, false);
  const prior = object ? decodeObject(object, schema.block) : nullValue(impliedType(schema.block));
  if (!prior) return !report(session, [messages.stateDoesNotFit(text)]);
  const checked = { checkable: resourceCheckable(scope, config, printLocal(config)), address: text };
  const view = { repetition: work.repetition };
  if (session.mode === "refresh-only") {
    session.objects.set(scope, config, address.key, object ? prior : unknownValue(prior.type));
    const before = checkRules(session, config.lifecycle.preconditions, checked, scope, view, "Resource precondition failed");
    return !before && !checkRules(session, object ? config.lifecycle.postconditions : [], checked, scope, { ...view, self: prior }, "Resource postcondition failed");
  }
  if (report(session, selfReferences(work), text)) return false;
  if (checkRules(session, config.lifecycle.preconditions, checked, scope, view, "Resource precondition failed")) return false;
  const planned = planValue(session, work, object, prior);
  if (!planned) return false;
  session.objects.set(scope, config, address.key, planned.after);
  const { decided } = planned;
  if (decided.action === "no-op") keepFacts(session, work, true);
  if (refusesDestroy(config, decided.action) && report(session, [messages.instanceCannotBeDestroyed(text, config.range)])) return false;
  const moved = previousText(session, address);
  recordChange(session, {
    address,
    text,
    ...(moved !== undefined && { previousText: moved }),
    provider: work.provider,
    ...decided,
    before: prior,
    after: planned.after,
    ...(imported && { importing: { id: imported.id } }),
    schemaVersion: schema.version,
  });
  return !checkRules(session, config.lifecycle.postconditions, checked, scope, { ...view, self: planned.after }, "Resource postcondition failed");
}

/**
 * What the state remembers of an object's place among others follows the configuration once nothing else is to be done for it.
 * Until its change is carried out, it also knows what it needed before: that may be destroyed only after it.
 */
function keepFacts(session: PlanSession, { scope, config, address, provider }: InstanceWork, settled: boolean): InstanceState | undefined {
  const object = session.store.current(address);
  if (!object) return undefined;
  const configured = session.dependencies(blockText(address));
  const dependencies = settled ? configured : session.refresh ? withAll(configured, object.dependencies) : object.dependencies;
  const createBeforeDestroy = session.createBeforeDestroy.has(nodeKey(scope.module.path, printLocal(config)));
  const same = object.createBeforeDestroy === createBeforeDestroy && isSameList(object.dependencies, dependencies);
  if (same) return object;
  const kept = withFacts(object, { dependencies, createBeforeDestroy });
  session.store.setCurrent(address, provider, kept);
  return session.store.current(address);
}

function withAll(dependencies: readonly string[], before: readonly string[]): readonly string[] {
  if (isSameList(dependencies, before)) return dependencies;
  const known = new Set(dependencies);
  const more = before.filter((block) => !known.has(block));
  return more.length === 0 ? dependencies : [...dependencies, ...more].sort(compareStrings);
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean => a === b || (a.length === b.length && a.every((item, at) => item === b[at]));

const refusesDestroy = (config: ResourceConfig, action: Decided["action"]): boolean => config.lifecycle.preventDestroy === true && (isReplace(action) || action === "delete");

interface PlannedValue {
  readonly decided: Decided;
  /** With marks. */
  readonly after: Value;
}

function planValue(session: PlanSession, work: InstanceWork, object: InstanceState | undefined, prior: Value): PlannedValue | undefined {
  const { config, schema, text, address } = work;
  const configured = instanceConfig(session, work);
  if (!configured) return undefined;
  const plainPrior = stripMarks(prior);
  const effective = applyIgnoreChanges(configured, prior, config.lifecycle.ignoreChanges, schema.block);
  // A tainted object is made anew whatever it is like: it is planned as if it were not there.
  const from = object?.tainted ? nullValue(prior.type) : plainPrior;
  const first = askProvider(session, work, from, stripMarks(effective));
  if (!first) return undefined;
  const marks = markPaths(effective);
  const mark = (value: Value): Value => markSensitive(markWithPaths(value, marks), schema.block);
  // Asked also where the answer makes no difference: a trigger that is not there is wrong in any case.
  const triggered = isTriggered(session, work);
  if (triggered === "failed") return undefined;
  const forced = object?.tainted ? "replace_because_tainted" : session.forceReplace.has(text) ? "replace_by_request" : triggered ? "replace_by_triggers" : undefined;
  const createBeforeDestroy = session.createBeforeDestroy.has(nodeKey(work.scope.module.path, printLocal(address)));
  // Reading an object makes sure of the marks of its schema; without that, only those count that the state names.
  const had = object && !session.refresh ? withRecordedMarks(prior, object, schema.block) : prior;
  const marked = [had, mark(first.planned)] as const;
  const decided = decideAction({ prior: plainPrior, planned: first.planned, marked, requiresReplace: first.requiresReplace, forced, createBeforeDestroy });
  if (!isReplace(decided.action) || object?.tainted) return { decided, after: marked[1] };
  // A new object has nothing whose changes could be ignored. Terraform shows an ignored value that has become sensitive in the clear here.
  const fresh = askProvider(session, work, nullValue(prior.type), stripMarks(configured));
  return fresh && { decided, after: mark(markWithPaths(fresh.planned, markPaths(configured))) };
}

/** The instance's configuration with its marks; undefined when it has problems. */
export function instanceConfig(session: PlanSession | Parameters<typeof report>[0], work: InstanceWork): Value | undefined {
  const { scope, config, repetition, schema, opened, text } = work;
  const { value, diagnostics, failed } = scope.evaluateBody(config.body, schema.block, { repetition }, resourceShape);
  if (report(session, diagnostics, text) || failed) return undefined;
  const ephemeral = ephemeralProblems(value, work);
  if (report(session, ephemeral, text)) return undefined;
  const problems = fromProvider(opened.provider.validateResource(config.type, stripMarks(value)), { address: work.address, body: config.body, range: config.range });
  return report(session, problems) ? undefined : value;
}

function ephemeralProblems(value: Value, { schema, config }: InstanceWork): Diagnostic[] {
  if ((deepMarks(value) & EPHEMERAL) === 0) return [];
  const places = markPaths(value).filter(({ marks }) => (marks & EPHEMERAL) !== 0);
  return places.flatMap(({ path }) => {
    const [first] = path;
    const name = first?.kind === "attribute" ? first.name : "";
    if (schema.block.attributes[name]?.writeOnly) return [];
    return [messages.ephemeralInResource(name, findInBody(config.body, [name]))];
  });
}

function askProvider(session: PlanSession, work: InstanceWork, prior: Value, config: Value): PlanResponse | undefined {
  const { opened, schema, text } = work;
  const proposed = propose(schema.block, prior, config);
  const response = opened.provider.planChange(work.config.type, { prior, proposed, config });
  const problems = fromProvider(response.diagnostics, { address: work.address, body: work.config.body, range: work.config.range });
  if (report(session, problems) || hasErrors(problems)) return undefined;
  const problem = shapeProblem(response.planned, schema.block) ?? (isNull(response.planned) ? "there is no planned object" : undefined);
  if (problem === undefined) return response;
  report(session, [messages.invalidPlanFromProvider(opened.factory.source, text, problem)]);
  return undefined;
}

/** Puts the parts of an instance's work together. */
export function instanceWork(
  base: Pick<InstanceWork, "scope" | "config" | "provider" | "opened" | "schema">,
  key: InstanceAddress["key"],
  repetition: Repetition,
): InstanceWork {
  const { mode, type, name } = base.config;
  const address: InstanceAddress = { module: base.scope.address, mode, type, name, key };
  return { ...base, address, text: printInstance(address), repetition };
}

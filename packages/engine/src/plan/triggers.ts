// `replace_triggered_by`: an object is replaced when something that it names is about to change.
import { isKnown } from "@lockstep/hcl";
import type { Expression, TraversalStep, Value } from "@lockstep/hcl";
import { inModule, printKey } from "../address.ts";
import { isSame, valueAt } from "../compare/compare.ts";
import { parseReference } from "../config/reference.ts";
import * as messages from "../messages.ts";
import type { InstanceKey } from "../state/state.ts";
import type { InstanceWork } from "./plan-instance.ts";
import type { PlanSession } from "./plan-session.ts";
import type { ResourceChange } from "./plan.ts";
import { report } from "./session.ts";

/** Does anything that the instance names change? */
export function isTriggered(session: PlanSession, work: InstanceWork): boolean | "failed" {
  for (const expression of work.config.lifecycle.replaceTriggeredBy) {
    const trigger = readTrigger(session, work, expression);
    if (trigger === "failed") return "failed";
    const changes = trigger && changesOf(session, work, trigger);
    if (changes === "failed") return "failed";
    if (trigger && changes?.some((change) => isHit(change, trigger.path))) return true;
  }
  return false;
}

interface Trigger {
  /** The resource in its module. */
  readonly local: string;
  /** Missing: any instance. */
  readonly key?: { readonly key: InstanceKey };
  readonly path: readonly (string | number)[];
}

// terraform_data.a, terraform_data.a[0].input, terraform_data.a[each.key].input
function readTrigger(session: PlanSession, work: InstanceWork, expression: Expression): Trigger | "failed" | undefined {
  if (expression.kind === "relative-traversal") {
    const base = readTrigger(session, work, expression.from);
    return typeof base === "object" ? { ...base, path: [...base.path, ...expression.steps.map(stepKey)] } : base;
  }
  if (expression.kind === "index") {
    const base = readTrigger(session, work, expression.collection);
    if (typeof base !== "object") return base;
    const { value, diagnostics } = work.scope.evaluate(expression.key, { repetition: work.repetition });
    if (report(session, diagnostics)) return "failed";
    const key = keyOf(value);
    return base.key === undefined && base.path.length === 0 ? { ...base, key: { key } } : { ...base, path: [...base.path, key ?? ""] };
  }
  if (expression.kind !== "scope-traversal") return undefined;
  const { reference } = parseReference(expression);
  if (reference?.subject.kind !== "resource") return undefined;
  const [first, ...others] = reference.rest;
  const local = reference.subject.address;
  if (first?.kind !== "index") return { local, path: reference.rest.map(stepKey) };
  return { local, key: { key: keyOf(first.key) }, path: others.map(stepKey) };
}

const stepKey = (step: TraversalStep): string | number => (step.kind === "attribute" ? step.name : (keyOf(step.key) ?? ""));

function keyOf(value: Value): InstanceKey {
  const { raw } = value;
  return isKnown(value) && (typeof raw === "string" || typeof raw === "number") ? raw : undefined;
}

function changesOf(session: PlanSession, { scope }: InstanceWork, { local, key, path }: Trigger): ResourceChange[] | "failed" {
  const text = inModule(scope.text, local);
  const resource = scope.findResource(local);
  if (!key && path.length === 0 && resource) {
    return [...scope.expand(resource).instances.keys()].flatMap((instance) => session.changes.get(text + printKey(instance)) ?? []);
  }
  const one = session.changes.get(text + printKey(key?.key));
  if (one || session.targets.length > 0) return one ? [one] : [];
  report(session, [messages.noChangeFound(local + printKey(key?.key), scope.text === "" ? "the root module" : scope.text)]);
  return "failed";
}

function isHit(change: ResourceChange, path: readonly (string | number)[]): boolean {
  const isTouched = change.action === "update" || change.action === "delete-create" || change.action === "create-delete";
  if (path.length === 0) return isTouched;
  // What is new has no value that could change.
  if (change.action === "no-op" || change.action === "create") return false;
  const before = valueAt(change.before, path);
  const after = valueAt(change.after, path);
  return before && after ? !isSame(before, after) || !isKnown(after) : before !== after;
}


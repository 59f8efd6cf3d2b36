// What an apply does at the nodes that a plan has too.
import { isNull, unknownValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { printInstance, printLocal } from "../address.ts";
import type { ApplyNode } from "../graph/apply-node.ts";
import type { Visit } from "../graph/walk.ts";
import { checkRules } from "../plan/conditions.ts";
import { checkAround, dataConfig, dataObject, knowUnreadable, readData } from "../plan/plan-data.ts";
import { instanceWork } from "../plan/plan-instance.ts";
import type { InstanceWork } from "../plan/plan-instance.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { instancesOf, report, schemaOf, scopeAt } from "../plan/session.ts";
import { openProvider } from "../plan/visit-provider.ts";
import { evaluateOutput, outputState, withoutUnknowns } from "../plan/visit-output.ts";
import { resourceCheckable } from "../plan/visit-values.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import { decodeObject } from "../state/object.ts";
import type { InstanceKey } from "../state/state.ts";
import type { ApplySession } from "./apply-session.ts";
import { makeObject } from "./make-object.ts";
import { finished, started } from "./progress.ts";
import { verifyObjects } from "./verify.ts";

type Node<K extends ApplyNode["kind"]> = Extract<ApplyNode, { kind: K }>;
type BeginNode = Node<"begin">;

/** Opens a provider and looks whether what is to be changed still is what it was. */
export async function visitProviderToApply(session: ApplySession, node: Node<"provider">): Promise<Visit> {
  const opened = await openProvider(session, node);
  if (!opened) return "failed";
  return !session.verify || (await verifyObjects(session, opened, node.address)) ? "done" : "failed";
}

/** Works out an output; those of the root go into the state. */
export function applyOutput(session: ApplySession, node: Node<"output">): Visit {
  let failed = false;
  for (const scope of instancesOf(session, node.module.path)) {
    const value = evaluateOutput(session, scope, node.config);
    if (!value) failed = true;
    else if (!scope.caller) {
      if (isNull(value)) session.outputs.delete(node.config.name);
      else session.outputs.set(node.config.name, outputState(withoutUnknowns(value), node.config.sensitive));
    }
  }
  return failed ? "failed" : "done";
}

/** Finds out the instances of a block, before the first of them; those that stay as they are are known at once. */
export function visitBegin(session: ApplySession, { resource }: Node<"begin">): Visit {
  let failed = false;
  for (const scope of instancesOf(session, resource.module.path)) {
    const expansion = scope.expand(resource.config);
    report(session, expansion.diagnostics);
    if (expansion.failed) failed = true;
    const { mode, type, name } = resource.config;
    for (const key of expansion.instances.keys()) knowKept(session, scope, resource, key);
    if (mode === "managed") session.begun.push({ address: { module: scope.address, mode, type, name }, provider: resource.provider });
  }
  return failed ? "failed" : "done";
}

function knowKept(session: ApplySession, scope: ModuleScope, { config, provider }: BeginNode["resource"], key: InstanceKey): void {
  const address = { module: scope.address, mode: config.mode, type: config.type, name: config.name, key };
  const schema = schemaOf(session, provider, config);
  const object = session.pending.has(printInstance(address)) ? undefined : session.store.current(address);
  const value = object && schema && decodeObject(object, schema.block);
  if (value) session.objects.set(scope, config, key, value);
}

/** Makes, changes or reads one object. */
export async function visitChange(session: ApplySession, { change }: Node<"change">): Promise<Visit> {
  const work = workOf(session, change);
  if (!work) return "failed";
  if (change.action === "read") return (await readNow(session, work, change)) ? "done" : "failed";
  return (await makeObject(session, work, change)) ? "done" : "failed";
}

function workOf(session: ApplySession, { address, provider }: ResourceChange): InstanceWork | undefined {
  const scope = scopeAt(session, address.module);
  const config = scope?.findResource(printLocal(address));
  const opened = session.open.get(provider);
  const schema = schemaOf(session, provider, address);
  if (!scope || !config || !opened || !schema) return undefined;
  return instanceWork({ scope, config, provider, opened, schema }, address.key, scope.repetition(config, address.key));
}

async function readNow(session: ApplySession, work: InstanceWork, change: ResourceChange): Promise<boolean> {
  const { scope, config, address, text } = work;
  const checked = { checkable: resourceCheckable(scope, config, printLocal(config)), address: text };
  session.checks.restart(checked.checkable, text);
  const view = { repetition: work.repetition };
  if (checkRules(session, config.lifecycle.preconditions, checked, scope, view, "Resource precondition failed")) return false;
  const configured = dataConfig(session, work);
  if (!configured) return false;
  const since = started(session, change, "read");
  const value = await readData(session, work, configured);
  finished(session, change, "read", since, value !== undefined, value);
  if (!value) {
    // The state stays as the plan left it.
    if (checkAround(work)) knowUnreadable(session, work, configured);
    return checkAround(work) !== undefined;
  }
  session.objects.set(scope, config, address.key, value);
  session.store.setCurrent(address, work.provider, dataObject(work, value));
  session.save();
  return !checkRules(session, config.lifecycle.postconditions, checked, scope, { ...view, self: value }, "Resource postcondition failed");
}

/** A block is done: the conditions of what did not change are looked at once more. */
export function visitBlock(session: ApplySession, node: Node<"resource">): Visit {
  let ok = true;
  for (const scope of instancesOf(session, node.module.path)) {
    const schema = schemaOf(session, node.provider, node.config);
    const opened = session.open.get(node.provider);
    if (!schema) return "failed";
    for (const [key, repetition] of scope.expand(node.config).instances) {
      const value = session.objects.instance(scope, node.config, key);
      // Left out by targets.
      if (!value) session.objects.set(scope, node.config, key, unknownValue(impliedType(schema.block)));
      if (!value || !opened || session.plan.mode === "destroy") continue;
      const work = instanceWork({ scope, config: node.config, provider: node.provider, opened, schema }, key, repetition);
      if (!session.pending.has(work.text)) ok = checkKept(session, work, value) && ok;
    }
  }
  return ok ? "done" : "failed";
}

function checkKept(session: ApplySession, { scope, config, text, repetition }: InstanceWork, self: Value): boolean {
  const { preconditions, postconditions } = config.lifecycle;
  if (preconditions.length + postconditions.length === 0) return true;
  const checked = { checkable: resourceCheckable(scope, config, printLocal(config)), address: text };
  session.checks.restart(checked.checkable, text);
  const first = checkRules(session, preconditions, checked, scope, { repetition }, "Resource precondition failed");
  return !checkRules(session, postconditions, checked, scope, { repetition, self }, "Resource postcondition failed") && !first;
}


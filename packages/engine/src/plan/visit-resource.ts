// A block with all its instances: those configured, and those that only the state still has.
import { printLocal, printModule } from "../address.ts";
import { nodeKey } from "../graph/plan-node.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import type { Visit } from "../graph/walk.ts";
import * as messages from "../messages.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { decodeObject } from "../state/object.ts";
import { importsInto } from "./imports.ts";
import { orphanReason, planDeposed, planOrphan, surplusReason } from "./orphans.ts";
import { planData } from "./plan-data.ts";
import { instanceWork, planInstance, planManaged } from "./plan-instance.ts";
import type { InstanceWork } from "./plan-instance.ts";
import { isWanted } from "./plan-session.ts";
import type { PlanSession } from "./plan-session.ts";
import { instancesOf, report, schemaOf } from "./session.ts";
import type { OpenProvider } from "./session.ts";
import { resourceCheckable } from "./visit-values.ts";

type ResourceNode = Extract<PlanNode, { kind: "resource" }>;

/** Plans a block's instances. Nothing is awaited that need not be, so that ten thousand of them cost no ten thousand promises. */
export function visitResource(session: PlanSession, node: ResourceNode): Visit | Promise<Visit> {
  const opened = session.open.get(node.provider);
  const schema = schemaOf(session, node.provider, node.config);
  if (!opened || !schema) return "failed";
  const works: InstanceWork[] = [];
  let failed = false;
  const scopes = instancesOf(session, node.module.path);
  for (const scope of scopes) if (!collectInstances(session, node, scope, opened, schema, works)) failed = true;
  const block = nodeKey(node.module.path, printLocal(node.config));
  if (session.mode !== "destroy" || session.isDestroyed(block)) failed = !planSurplus(session, node, scopes) || failed;
  if (session.mode === "destroy") {
    for (const work of works) knowPrior(session, work);
    return failed ? "failed" : "done";
  }
  const wanted = works.filter((work) => isWanted(session, work.address));
  if (wanted.length < works.length) for (const work of works) if (!isWanted(session, work.address)) knowPrior(session, work);
  if (node.config.mode === "data") return settle(wanted.map((work) => planData(session, work)), failed);
  if (session.importing.has(block)) return settleImports(session, node, wanted, failed);
  for (const work of wanted) if (!planManaged(session, work)) failed = true;
  return failed ? "failed" : "done";
}

// What is going to be destroyed may still be needed, by the configuration of a provider; so may what targets leave out.
function knowPrior(session: PlanSession, { scope, config, address, schema }: InstanceWork): void {
  const object = session.store.current(address);
  const value = object && decodeObject(object, schema.block);
  if (value) session.objects.set(scope, config, address.key, value);
}

async function settle(plans: readonly Promise<boolean>[], failed: boolean): Promise<Visit> {
  const results = await Promise.all(plans);
  return failed || results.includes(false) ? "failed" : "done";
}

async function settleImports(session: PlanSession, node: ResourceNode, works: readonly InstanceWork[], failed: boolean): Promise<Visit> {
  const targets = importsInto(session, nodeKey(node.module.path, printLocal(node.config)));
  if (!targets) return "failed";
  const wrong = [...targets.values()].filter(({ text }) => !works.some((work) => work.text === text));
  if (report(session, wrong.map(({ text }) => messages.importTargetMissing(text, undefined)))) return "failed";
  return settle(works.map((work) => planInstance(session, work)), failed);
}

function collectInstances(session: PlanSession, node: ResourceNode, scope: ModuleScope, opened: OpenProvider, schema: ResourceSchema, works: InstanceWork[]): boolean {
  const expansion = scope.expand(node.config);
  report(session, expansion.diagnostics);
  if (expansion.failed) return false;
  const { preconditions, postconditions } = node.config.lifecycle;
  const hasChecks = preconditions.length + postconditions.length > 0;
  const checkable = resourceCheckable(scope, node.config, printLocal(node.config));
  if (hasChecks) session.checks.declare(checkable);
  const base = { scope, config: node.config, provider: node.provider, opened, schema };
  for (const [key, repetition] of expansion.instances) {
    const work = instanceWork(base, key, repetition);
    works.push(work);
    if (hasChecks && session.mode !== "destroy") session.checks.expect(checkable, work.text, scope.text, key);
  }
  return true;
}

// Instances in the state that are too many, those of module instances that are gone, and left-over objects.
function planSurplus(session: PlanSession, node: ResourceNode, scopes: readonly ModuleScope[]): boolean {
  let ok = true;
  const byText = new Map(scopes.map((scope) => [scope.text, scope] as const));
  for (const resource of session.byBlock.get(nodeKey(node.module.path, printLocal(node.config))) ?? []) {
    const scope = byText.get(printModule(resource.address.module));
    const expansion = scope?.expand(node.config);
    if (expansion?.failed) continue;
    for (const instance of [...resource.instances.values()]) {
      const isConfigured = expansion?.instances.has(instance.key) === true;
      const address = { ...resource.address, key: instance.key };
      if (isConfigured && session.mode !== "destroy") ok = planDeposed(session, resource, instance) && ok;
      else {
        const reason = session.mode === "destroy" ? undefined : expansion ? surplusReason(address, expansion) : "delete_because_no_module";
        ok = planOrphan(session, resource, instance, reason, node.config) && ok;
      }
    }
  }
  return ok;
}

/** Plans the end of objects whose block is gone. */
export function visitOrphan(session: PlanSession, node: Extract<PlanNode, { kind: "orphan" }>): Visit {
  let ok = true;
  for (const resource of node.resources) {
    for (const instance of [...resource.instances.values()]) {
      const address = { ...resource.address, key: instance.key };
      ok = planOrphan(session, resource, instance, session.mode === "destroy" ? undefined : orphanReason(session, address)) && ok;
    }
  }
  return ok ? "done" : "failed";
}


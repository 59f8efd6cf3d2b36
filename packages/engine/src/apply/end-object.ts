// An object is destroyed, or only forgotten.
import { nullValue, stripMarks } from "@lockstep/hcl";
import type { Block } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import { changeKey, endKey } from "../graph/apply-graph.ts";
import { noRepetition } from "../scope/repetition.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { removalOf, removals } from "../plan/removed.ts";
import { report, schemaOf, scopeAt } from "../plan/session.ts";
import { decodeObject } from "../state/object.ts";
import type { InstanceState } from "../state/state.ts";
import type { ApplySession } from "./apply-session.ts";
import { beginChange } from "./change-journal.ts";
import { finished, started } from "./progress.ts";
import { runProvisioners } from "./provisioners.ts";

/** Carries out the half of a change that ends an object; false when it failed. */
export async function endObject(session: ApplySession, change: ResourceChange): Promise<boolean> {
  const refused = session.refused.get(changeKey(change));
  if (refused) return !report(session, [refused]);
  const found = findObject(session, change);
  if (!found) return true;
  if (change.action === "forget") return forget(session, change, found);
  // What was put aside has no place in the configuration any more; Terraform does not provision its end either.
  if (found.deposed === undefined && !(await provisionEnd(session, change, found.object))) return false;
  return destroy(session, change, found);
}

interface Found {
  readonly object: InstanceState;
  readonly deposed: string | undefined;
}

// After create_before_destroy the old object is the one that was put aside.
function findObject({ store }: ApplySession, { address, deposed, action }: ResourceChange): Found | undefined {
  const instance = store.instance(address);
  if (deposed !== undefined) {
    const object = instance?.deposed.get(deposed);
    return object && { object, deposed };
  }
  if (action !== "create-delete") return instance?.current && { object: instance.current, deposed: undefined };
  const last = [...(instance?.deposed ?? [])].at(-1);
  return last && { object: last[1], deposed: last[0] };
}

function forget(session: ApplySession, change: ResourceChange, found: Found): boolean {
  drop(session, change, found);
  session.counters.done.forgotten++;
  session.save();
  return true;
}

function drop({ store }: ApplySession, { address, provider }: ResourceChange, { deposed }: Found): void {
  if (deposed === undefined) store.setCurrent(address, provider, undefined);
  else store.setDeposed(address, deposed, undefined);
}

async function destroy(session: ApplySession, change: ResourceChange, found: Found): Promise<boolean> {
  const { address, provider, text } = change;
  const opened = session.open.get(provider);
  const schema = schemaOf(session, provider, address);
  const value = schema && decodeObject(found.object, schema.block);
  if (!opened || !schema || !value) return false;
  const since = started(session, change, "delete");
  const journal = beginChange(session, { address: text, half: endKey(change), ...(found.deposed !== undefined && { deposed: found.deposed }), action: "delete", type: address.type, provider, prior: found.object });
  const none = nullValue(impliedType(schema.block));
  const isGone = session.gone.has(changeKey(change));
  const problems = isGone ? [] : await opened.provider.delete(address.type, { prior: stripMarks(value), planned: none, config: none, journal: journal.calls }, session.uncut);
  const failed = report(session, fromProvider(problems, { address }));
  if (!failed) {
    drop(session, change, found);
    session.counters.done.destroyed++;
  }
  journal.ended(failed ? "failed" : "done", failed ? found.object : undefined);
  session.save();
  finished(session, change, "delete", since, !failed, undefined);
  return !failed;
}

async function provisionEnd(session: ApplySession, change: ResourceChange, object: InstanceState): Promise<boolean> {
  const { address, text, provider } = change;
  // What was tainted may be half-made: nobody knows whether its provisioners can run.
  if (object.tainted) return true;
  const place = findProvisioners(session, change);
  const schema = schemaOf(session, provider, address);
  const self = schema && decodeObject(object, schema.block);
  if (!place || !self || place.blocks.length === 0) return true;
  const { scope, config, blocks } = place;
  const repetition = config ? scope.repetition(config, address.key) : noRepetition;
  return runProvisioners(session, blocks, "destroy", { scope, address, text, repetition, self });
}

function findProvisioners(session: ApplySession, { address }: ResourceChange): { readonly scope: ModuleScope; readonly config?: ResourceConfig; readonly blocks: readonly Block[] } | undefined {
  const scope = scopeAt(session, address.module);
  const config = scope?.module.resources.get(printLocal(address));
  if (scope && config) return { scope, config, blocks: config.provisioners };
  const removed = removalOf(removals(session.input.configuration), address);
  return removed && { scope: session.root, blocks: removed.provisioners };
}

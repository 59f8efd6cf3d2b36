// Objects of the state that the configuration has no instance for: they are to be destroyed, and why.
import { isNull, nullValue } from "@lockstep/hcl";
import type { Diagnostic } from "@lockstep/hcl";
import { printInstance, printLocal } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import * as messages from "../messages.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { Expansion } from "../scope/repetition.ts";
import { decodeObject } from "../state/object.ts";
import type { InstanceState } from "../state/state.ts";
import type { StoredInstance, StoredResource } from "../state/store.ts";
import { isWanted, previousText, recordChange } from "./plan-session.ts";
import type { PlanSession } from "./plan-session.ts";
import type { ActionReason } from "./plan.ts";
import { report, schemaOf } from "./session.ts";

/** Plans the end of all objects of an instance that is not configured. */
export function planOrphan(session: PlanSession, resource: StoredResource, instance: StoredInstance, reason: ActionReason | undefined, config?: ResourceConfig): boolean {
  const address: InstanceAddress = { ...resource.address, key: instance.key };
  if (!isWanted(session, address)) return true;
  if (address.mode === "data") {
    if (session.mode !== "destroy") session.store.setCurrent(address, resource.provider, undefined);
    return true;
  }
  let ok = planDeposed(session, resource, instance);
  if (instance.current && session.mode !== "refresh-only") ok = planEnd(session, resource, address, instance.current, reason, config) && ok;
  return ok;
}

/** Plans the end of what replacements left over. */
export function planDeposed(session: PlanSession, resource: StoredResource, instance: StoredInstance): boolean {
  if (session.mode === "refresh-only") return true;
  let ok = true;
  for (const [deposed, object] of instance.deposed) {
    ok = planEnd(session, resource, { ...resource.address, key: instance.key }, object, undefined, undefined, deposed) && ok;
  }
  return ok;
}

function planEnd(
  session: PlanSession,
  resource: StoredResource,
  address: InstanceAddress,
  object: InstanceState,
  reason: ActionReason | undefined,
  config?: ResourceConfig,
  deposed?: string,
): boolean {
  const text = printInstance(address);
  const schema = schemaOf(session, resource.provider, address);
  const before = schema && decodeObject(object, schema.block);
  if (!schema || !before || isNull(before)) return !report(session, [problemOf(session, resource, text, schema !== undefined)]);
  if (config?.lifecycle.preventDestroy && deposed === undefined) return !report(session, [messages.instanceCannotBeDestroyed(text, config.range)]);
  const moved = previousText(session, address);
  recordChange(session, {
    address,
    text,
    ...(moved !== undefined && deposed === undefined && { previousText: moved }),
    ...(deposed !== undefined && { deposed }),
    provider: resource.provider,
    action: session.isForgotten(address) ? "forget" : "delete",
    ...(reason && { reason }),
    before,
    after: nullValue(impliedType(schema.block)),
    replacePaths: [],
    schemaVersion: schema.version,
  });
  return true;
}

const problemOf = (session: PlanSession, resource: StoredResource, text: string, hasSchema: boolean): Diagnostic =>
  hasSchema ? messages.stateDoesNotFit(text) : messages.schemaUnknown(text, resource.address.type, resource.provider);

/** Why an instance of a block that is still there is not wanted any more. */
export function surplusReason({ key }: Pick<InstanceAddress, "key">, { by }: Expansion): ActionReason {
  if (by === "count") return typeof key === "number" ? "delete_because_count_index" : "delete_because_wrong_repetition";
  if (by === "for_each") return typeof key === "string" ? "delete_because_each_key" : "delete_because_wrong_repetition";
  return "delete_because_wrong_repetition";
}

/** Why an object whose block is gone is not wanted any more. */
export function orphanReason(session: PlanSession, address: InstanceAddress): ActionReason {
  return session.moved.has(printInstance(address)) ? "delete_because_no_move_target" : "delete_because_no_resource_config";
}

/** The block that a resource of the state belongs to, as a plan finds it. */
export const blockOf = ({ address }: StoredResource): string => `${address.module.map(({ name }) => name).join(".")}|${printLocal(address)}`;

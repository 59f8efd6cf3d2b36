import type { Diagnostic, Value } from "@lockstep/hcl";
import { printInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import * as messages from "../messages.ts";
import type { Provider } from "../provider.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { decodeObject, encodeObject, markSensitive } from "./object.ts";
import type { InstanceState } from "./state.ts";

/** An object of the state as the present schema has it. */
export interface UpgradedObject {
  readonly object: InstanceState;
  readonly value: Value;
}

/** Reads an object's attributes; what an older schema (or another writer) wrote is put into the present form by the provider. */
export function upgradeObject(
  provider: Pick<Provider, "upgradeState">,
  address: InstanceAddress,
  schema: ResourceSchema,
  object: InstanceState,
): UpgradedObject | { readonly diagnostics: readonly Diagnostic[] } {
  if (object.schemaVersion > schema.version) return { diagnostics: [messages.stateObjectTooNew(printInstance(address), object.schemaVersion, schema.version)] };
  if (object.schemaVersion === schema.version) {
    const value = decodeObject(object, schema.block);
    if (value) return { object, value };
  }
  const { value, diagnostics } = provider.upgradeState(address.type, object.schemaVersion, object.attributes);
  if (!value) return { diagnostics: diagnostics.length > 0 ? diagnostics : [messages.stateDoesNotFit(printInstance(address))] };
  const { key, tainted, dependencies, createBeforeDestroy, private: privateData, deposed } = object;
  const encoded = encodeObject(markSensitive(value, schema.block), schema.block, {
    key,
    tainted,
    dependencies,
    createBeforeDestroy,
    schemaVersion: schema.version,
    ...(privateData !== undefined && { private: privateData }),
  });
  return { object: deposed === undefined ? encoded : { ...encoded, deposed }, value: markSensitive(value, schema.block) };
}

import { hasErrors, isJsonObject } from "@lockstep/hcl";
import type { Diagnostic, Json, Value } from "@lockstep/hcl";
import { printInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import * as messages from "../messages.ts";
import type { Provider } from "../provider.ts";
import type { BlockSchema, ResourceSchema } from "../schema/schema.ts";
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
    // What a later or earlier version of the same schema had besides is dropped, as Terraform does.
    const pruned = { ...object, attributes: pruneAttributes(object.attributes, schema.block) };
    const known = decodeObject(pruned, schema.block);
    if (known) return { object: pruned, value: known };
  }
  const { value, diagnostics } = provider.upgradeState(address.type, object.schemaVersion, object.attributes);
  if (!value || hasErrors(diagnostics)) return { diagnostics: diagnostics.length > 0 ? diagnostics : [messages.stateDoesNotFit(printInstance(address))] };
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

function pruneAttributes(attributes: unknown, { attributes: known, blocks }: BlockSchema): unknown {
  const json = attributes as Json;
  if (!isJsonObject(json)) return attributes;
  const kept = Object.entries(json).filter(([name]) => Object.hasOwn(known, name) || Object.hasOwn(blocks, name));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const nested = blocks[name];
      if (!nested) return [name, value];
      if (Array.isArray(value)) return [name, value.map((item: unknown) => pruneAttributes(item, nested.block))];
      return [name, nested.nesting === "map" && isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pruneAttributes(item, nested.block)])) : pruneAttributes(value, nested.block)];
    }),
  );
}

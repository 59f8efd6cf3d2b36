// The managed objects of a state, ready to be read: by provider configuration, in the present form of their schemas.
import type { Diagnostic } from "@lockstep/hcl";
import type { InstanceAddress } from "../address.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import * as messages from "../messages.ts";
import type { ObjectToRead } from "../plan/refresh.ts";
import type { Provider, ProviderFactory } from "../provider.ts";
import type { State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import type { StoredResource } from "../state/store.ts";
import { upgradeObject } from "../state/upgrade.ts";

/** The managed resources of a state by the provider configuration they belong to. */
export function resourcesByProvider(state: State): Map<string, StoredResource[]> {
  const groups = new Map<string, StoredResource[]>();
  for (const resource of new StateStore(state).resources.values()) {
    if (resource.address.mode !== "managed") continue;
    const group = groups.get(resource.provider);
    if (group) group.push(resource);
    else groups.set(resource.provider, [resource]);
  }
  return groups;
}

/** The factory of the provider that an address of the state names, or that there is none. */
export function factoryAt(address: string, providers: ReadonlyMap<string, ProviderFactory>): { readonly factory?: ProviderFactory; readonly problem?: Diagnostic } {
  const source = parseProviderAddress(address)?.source ?? "";
  const factory = providers.get(source);
  return factory ? { factory } : { problem: messages.providerUnknown(source) };
}

/** The present objects of a resource; those that cannot be read from the state are left out, with a problem each. */
export function objectsToRead(provider: Pick<Provider, "upgradeState">, factory: ProviderFactory, resource: StoredResource, diagnostics: Diagnostic[]): ObjectToRead[] {
  const schema = factory.schemas.resourceTypes.get(resource.address.type);
  if (!schema) {
    diagnostics.push(messages.schemaUnknown(resource.text, resource.address.type, factory.source));
    return [];
  }
  return [...resource.instances.values()].flatMap(({ key, current }) => {
    if (!current) return [];
    const address: InstanceAddress = { ...resource.address, key };
    const upgraded = upgradeObject(provider, address, schema, current);
    if ("value" in upgraded) return [{ address, schema, ...upgraded }];
    diagnostics.push(...upgraded.diagnostics);
    return [];
  });
}

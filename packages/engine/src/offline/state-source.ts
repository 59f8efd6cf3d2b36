import { impliedValue, unknownValue } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import type { ResourceConfig } from "../config/configuration.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import type { ProviderFactory } from "../provider.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { ObjectSource } from "../scope/surroundings.ts";
import type { InstanceKey, InstanceState } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";
import { upgradeObject } from "../state/upgrade.ts";

/** Objects as a state has them; what it does not have is known only after an apply. */
export class StateSource implements ObjectSource {
  readonly #store: StateStore;
  readonly #providers: ReadonlyMap<string, ProviderFactory>;
  readonly #values = new Map<InstanceState, Value>();

  constructor(store: StateStore, providers: ReadonlyMap<string, ProviderFactory>) {
    this.#store = store;
    this.#providers = providers;
  }

  instance(scope: ModuleScope, { mode, type, name }: ResourceConfig, key: InstanceKey): Value | undefined {
    const resource = this.#store.resource(scope.qualify(mode === "managed" ? `${type}.${name}` : `${mode}.${type}.${name}`));
    const object = this.#store.current({ module: scope.address, mode, type, name, key });
    if (!resource || !object) return this.#notYet({ mode, type });
    const known = this.#values.get(object);
    if (known) return known;
    const value = this.#read({ module: scope.address, mode, type, name, key }, resource.provider, object);
    this.#values.set(object, value);
    return value;
  }

  #read(address: Parameters<typeof upgradeObject>[1], provider: string, object: InstanceState): Value {
    const factory = this.#providers.get(parseProviderAddress(provider)?.source ?? "");
    const schema = (address.mode === "data" ? factory?.schemas.dataSources : factory?.schemas.resourceTypes)?.get(address.type);
    const upgraded = factory && schema && upgradeObject(factory.open(), address, schema, object);
    return upgraded && "value" in upgraded ? upgraded.value : impliedValue(object.attributes as Json);
  }

  #notYet({ mode, type }: Pick<ResourceConfig, "mode" | "type">): Value | undefined {
    for (const { schemas } of this.#providers.values()) {
      const schema = (mode === "data" ? schemas.dataSources : schemas.resourceTypes).get(type);
      if (schema) return unknownValue(impliedType(schema.block));
    }
    return undefined;
  }
}

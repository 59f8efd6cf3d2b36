import type { Value } from "@lockstep/hcl";
import type { ResourceConfig } from "../config/configuration.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { ObjectSource } from "../scope/surroundings.ts";
import type { InstanceKey } from "../state/state.ts";

/** What references to objects are worth while a walk goes on: planned values in a plan, real ones in an apply. */
export class KnownObjects implements ObjectSource {
  readonly #values = new Map<ModuleScope, Map<ResourceConfig, Map<InstanceKey, Value>>>();

  instance(scope: ModuleScope, resource: ResourceConfig, key: InstanceKey): Value | undefined {
    return this.#values.get(scope)?.get(resource)?.get(key);
  }

  set(scope: ModuleScope, resource: ResourceConfig, key: InstanceKey, value: Value): void {
    let resources = this.#values.get(scope);
    if (!resources) this.#values.set(scope, (resources = new Map()));
    let instances = resources.get(resource);
    if (!instances) resources.set(resource, (instances = new Map()));
    instances.set(key, value);
    scope.invalidate(resource);
  }
}

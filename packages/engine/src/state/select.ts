// Which instances of a state an address means, as the `state` commands take it.
import { compareKeys, compareResources, printKey, printModule, printResource } from "../address.ts";
import type { Address, InstanceAddress, ModuleAddress } from "../address.ts";
import type { StateStore, StoredInstance, StoredResource } from "./store.ts";

/** One instance of the state with the resource it belongs to. */
export interface Selected {
  readonly resource: StoredResource;
  readonly instance: StoredInstance;
}

/** All instances, in the order in which Terraform lists them. */
export function allInstances(store: StateStore): Selected[] {
  const resources = [...store.resources.values()].sort((a, b) => compareResources(a.address, b.address));
  return resources.flatMap((resource) => {
    const instances = [...resource.instances.values()].sort((a, b) => compareKeys(a.key, b.key));
    return instances.map((instance) => ({ resource, instance }));
  });
}

/** The instances that an address names; a resource without a key means all of them, a module all that is in it. */
export function selectInstances(store: StateStore, address: Address): Selected[] {
  return allInstances(store).filter(({ resource, instance }) => {
    if (address.kind === "module") return isInModule(resource.address.module, address.module);
    return resource.text === printResource(address) && (address.kind === "resource" || printKey(instance.key) === printKey(address.key));
  });
}

/** The address of a selected instance. */
export const addressOf = ({ resource, instance }: Selected): InstanceAddress => ({ ...resource.address, key: instance.key });

// Only the last step may leave its key out; it then means every instance of that call.
function isInModule(module: ModuleAddress, outer: ModuleAddress): boolean {
  const last = outer.at(-1);
  const inside = module.slice(0, outer.length);
  if (inside.length < outer.length || !last) return inside.length === outer.length;
  const open = last.key === undefined ? inside.map((step, at) => (at === outer.length - 1 ? { ...step, key: undefined } : step)) : inside;
  return printModule(open) === printModule(outer);
}

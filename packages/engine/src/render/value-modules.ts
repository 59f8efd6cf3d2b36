import type { Json } from "@lockstep/hcl";
import { compareInstances, printModule } from "../address.ts";
import type { InstanceAddress, ModuleAddress } from "../address.ts";

/** An instance's JSON and where it belongs. */
export interface PlacedJson {
  readonly address: InstanceAddress;
  readonly json: Json;
}

interface ModuleJson {
  readonly address: ModuleAddress;
  readonly resources: PlacedJson[];
  readonly children: Map<string, ModuleJson>;
}

/** Instances in a tree of modules, as `root_module` has them. */
export function moduleTree(instances: readonly PlacedJson[]): Json {
  const root: ModuleJson = { address: [], resources: [], children: new Map() };
  for (const instance of instances) placeFor(root, instance.address.module).resources.push(instance);
  return toJson(root);
}

function placeFor(root: ModuleJson, module: ModuleAddress): ModuleJson {
  let at = root;
  for (let depth = 1; depth <= module.length; depth++) {
    const address = module.slice(0, depth);
    const key = printModule(address);
    const child: ModuleJson = at.children.get(key) ?? { address, resources: [], children: new Map() };
    at.children.set(key, child);
    at = child;
  }
  return at;
}

function toJson({ address, resources, children }: ModuleJson): { readonly [name: string]: Json } {
  const sorted = [...resources].sort((a, b) => compareInstances(a.address, b.address));
  const inside = [...children.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, child]) => toJson(child));
  return {
    ...(sorted.length > 0 && { resources: sorted.map(({ json }) => json) }),
    ...(address.length > 0 && { address: printModule(address) }),
    ...(inside.length > 0 && { child_modules: inside }),
  };
}

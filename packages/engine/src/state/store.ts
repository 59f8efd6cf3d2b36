import { compareStrings } from "@lockstep/hcl";
import { compareKeys, compareResources, parseModule, printKey, printModule, printResource } from "../address.ts";
import type { InstanceAddress, ModuleAddress, ResourceAddress } from "../address.ts";
import type { InstanceKey, InstanceState, ResourceState, State } from "./state.ts";

/** A resource of the state with its instances by printed key ("" for none). */
export interface StoredResource {
  address: ResourceAddress;
  /** The printed address. */
  text: string;
  provider: string;
  readonly instances: Map<string, StoredInstance>;
}

/** One instance: its present object and those that wait to be destroyed after their replacement. */
export interface StoredInstance {
  readonly key: InstanceKey;
  current: InstanceState | undefined;
  readonly deposed: Map<string, InstanceState>;
}

/** A state while it is being changed: the same content as a State, found by address in constant time. */
export class StateStore {
  readonly #resources = new Map<string, StoredResource>();
  /** In Terraform's order; undefined until it is asked for. */
  #sorted: StoredResource[] | undefined;
  readonly #snapshots = new Map<StoredResource, ResourceState>();

  constructor(state?: State) {
    for (const resource of state?.resources ?? []) this.#load(resource);
  }

  #load(resource: ResourceState): void {
    const address: ResourceAddress = {
      module: parseModule(resource.module) ?? [],
      mode: resource.mode,
      type: resource.type,
      name: resource.name,
    };
    const stored = this.ensureResource(address, resource.provider);
    for (const instance of resource.instances) {
      const at = this.#ensureInstance(stored, instance.key);
      if (instance.deposed === undefined) at.current = instance;
      else at.deposed.set(instance.deposed, instance);
    }
    this.#snapshots.set(stored, resource);
  }

  get resources(): ReadonlyMap<string, StoredResource> {
    return this.#resources;
  }

  resource(text: string): StoredResource | undefined {
    return this.#resources.get(text);
  }

  instance(address: InstanceAddress): StoredInstance | undefined {
    return this.#resources.get(printResource(address))?.instances.get(printKey(address.key));
  }

  current(address: InstanceAddress): InstanceState | undefined {
    return this.instance(address)?.current;
  }

  ensureResource(address: ResourceAddress, provider: string): StoredResource {
    const text = printResource(address);
    let stored = this.#resources.get(text);
    if (!stored) {
      stored = { address: bareResource(address), text, provider, instances: new Map() };
      this.#add(stored);
    }
    if (stored.provider !== provider) {
      stored.provider = provider;
      this.#snapshots.delete(stored);
    }
    return stored;
  }

  /** Puts an object at an address, or with undefined takes it away. */
  setCurrent(address: InstanceAddress, provider: string, object: InstanceState | undefined): void {
    const stored = object ? this.ensureResource(address, provider) : this.#resources.get(printResource(address));
    if (!stored) return;
    this.#snapshots.delete(stored);
    if (object) this.#ensureInstance(stored, address.key).current = { ...object, key: address.key };
    else this.#clearCurrent(stored, address.key);
  }

  setDeposed(address: InstanceAddress, deposed: string, object: InstanceState | undefined): void {
    const stored = this.#resources.get(printResource(address));
    if (!stored) return;
    this.#snapshots.delete(stored);
    const instance = this.#ensureInstance(stored, address.key);
    if (object) instance.deposed.set(deposed, { ...object, deposed });
    else instance.deposed.delete(deposed);
    this.#dropEmpty(stored, instance);
  }

  /** Takes a whole resource to another address; its instances with it. */
  moveResource(stored: StoredResource, to: ResourceAddress): void {
    this.#remove(stored);
    this.#snapshots.delete(stored);
    stored.address = bareResource(to);
    stored.text = printResource(to);
    this.#add(stored);
  }

  /** Takes one instance with its deposed objects to another address, which must be free. */
  moveInstance(from: InstanceAddress, to: InstanceAddress): void {
    const source = this.#resources.get(printResource(from));
    const instance = source?.instances.get(printKey(from.key));
    if (!source || !instance) return;
    const target = this.ensureResource(to, source.provider);
    source.instances.delete(printKey(from.key));
    const current = instance.current && { ...instance.current, key: to.key };
    const deposed = new Map([...instance.deposed].map(([name, object]) => [name, { ...object, key: to.key }]));
    target.instances.set(printKey(to.key), { key: to.key, current, deposed });
    this.#snapshots.delete(target);
    this.#snapshots.delete(source);
    if (source.instances.size === 0) this.#remove(source);
  }

  removeResource(text: string): void {
    const stored = this.#resources.get(text);
    if (stored) this.#remove(stored);
  }

  #add(stored: StoredResource): void {
    this.#resources.set(stored.text, stored);
    this.#sorted?.splice(this.#place(stored.address), 0, stored);
  }

  #remove(stored: StoredResource): void {
    this.#resources.delete(stored.text);
    const at = this.#sorted ? this.#place(stored.address) : -1;
    if (this.#sorted?.[at] === stored) this.#sorted.splice(at, 1);
    else this.#sorted = undefined;
  }

  // Where it stands, or would stand, among the sorted.
  #place(address: ResourceAddress): number {
    const sorted = this.#sorted ?? [];
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = sorted[middle];
      if (other && compareResources(other.address, address) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The resources as a state has them, in Terraform's order. Those that did not change are not made anew. */
  toResources(): ResourceState[] {
    this.#sorted ??= [...this.#resources.values()].sort((a, b) => compareResources(a.address, b.address));
    return this.#sorted.map((stored) => this.#snapshot(stored));
  }

  #snapshot(stored: StoredResource): ResourceState {
    const known = this.#snapshots.get(stored);
    if (known) return known;
    const { module, mode, type, name } = stored.address;
    const instances = [...stored.instances.values()].sort((a, b) => compareKeys(a.key, b.key));
    const made: ResourceState = {
      module: printModule(module),
      mode: mode === "data" ? "data" : "managed",
      type,
      name,
      provider: stored.provider,
      instances: instances.flatMap((instance) => [...(instance.current ? [instance.current] : []), ...deposedOf(instance)]),
    };
    this.#snapshots.set(stored, made);
    return made;
  }

  #ensureInstance(stored: StoredResource, key: InstanceKey): StoredInstance {
    const printed = printKey(key);
    let instance = stored.instances.get(printed);
    if (!instance) {
      instance = { key, current: undefined, deposed: new Map() };
      stored.instances.set(printed, instance);
    }
    return instance;
  }

  #clearCurrent(stored: StoredResource, key: InstanceKey): void {
    const instance = stored.instances.get(printKey(key));
    if (!instance) return;
    instance.current = undefined;
    this.#dropEmpty(stored, instance);
  }

  #dropEmpty(stored: StoredResource, instance: StoredInstance): void {
    if (!instance.current && instance.deposed.size === 0) stored.instances.delete(printKey(instance.key));
    if (stored.instances.size === 0) this.#remove(stored);
  }
}

const bareResource = ({ module, mode, type, name }: ResourceAddress): ResourceAddress => ({ module, mode, type, name });

/** Is one module instance the other or inside it? */
export function isInsideModule(module: ModuleAddress, outer: ModuleAddress): boolean {
  return outer.length <= module.length && outer.every((step, at) => module[at]?.name === step.name && module[at]?.key === step.key);
}

const deposedOf = ({ deposed }: StoredInstance): InstanceState[] =>
  [...deposed].sort(([a], [b]) => compareStrings(a, b)).map(([, object]) => object);

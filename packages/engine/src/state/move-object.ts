import type { Diagnostic, Outcome } from "@lockstep/hcl";
import { parseAddress, parseModule, printAddress, printInstance, printKey, printModule, printResource } from "../address.ts";
import type { Address, InstanceAddress, ModuleAddress, ResourceAddress } from "../address.ts";
import * as messages from "../messages.ts";
import type { InstanceState, ResourceState, State } from "./state.ts";
import { isInsideModule, StateStore } from "./store.ts";
import type { StoredResource } from "./store.ts";

export interface Moved {
  readonly state: State;
  readonly moved: readonly Move[];
}

/** One thing that was taken to another address: a module instance, a resource, or an instance. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The state with a module, a resource or an instance at another address. What it stands for in the org stays as it is. */
export function moveInState(state: State, from: string, to: string): Outcome<Moved> {
  const [source, target] = [parseAddress(from), parseAddress(to)];
  const diagnostics: Diagnostic[] = [];
  if (!source.address) diagnostics.push(messages.invalidStateAddress(from, source.problem));
  if (!target.address) diagnostics.push(messages.invalidStateAddress(to, target.problem));
  if (!source.address || !target.address) return { diagnostics };
  const store = new StateStore(state);
  const moved = move(store, source.address, target.address);
  if ("problems" in moved) return { diagnostics: moved.problems };
  const resources = withoutDependenciesOn(blocksAt(state, source.address), store.toResources());
  return { value: { state: { ...state, resources }, moved: moved.moves }, diagnostics };
}

// What needed something by its old address is left without a word of what it needs, as Terraform does: the next plan says it anew.
function withoutDependenciesOn(blocks: ReadonlySet<string>, resources: readonly ResourceState[]): ResourceState[] {
  const isFree = ({ dependencies }: InstanceState): boolean => !dependencies.some((block) => blocks.has(block));
  return resources.map((resource) =>
    resource.instances.every(isFree) ? resource : { ...resource, instances: resource.instances.map((instance) => (isFree(instance) ? instance : { ...instance, dependencies: [] })) },
  );
}

/** The blocks, as dependencies name them, whose objects are at the address or inside it. */
function blocksAt(state: State, from: Address): Set<string> {
  if (from.kind !== "module") return new Set([blockOf(from.module, from)]);
  const modules = state.resources.map((resource) => ({ module: parseModule(resource.module) ?? [], resource }));
  return new Set(modules.filter(({ module }) => isInsideModule(module, from.module)).map(({ module, resource }) => blockOf(module, resource)));
}

const blockOf = (module: ModuleAddress, { mode, type, name }: Pick<ResourceAddress, "mode" | "type" | "name">): string =>
  [...module.flatMap((step) => ["module", step.name]), ...(mode === "data" ? ["data"] : []), type, name].join(".");

type Result = { readonly moves: readonly Move[] } | { readonly problems: Diagnostic[] };

const refused = (...problems: Diagnostic[]): Result => ({ problems });

function move(store: StateStore, from: Address, to: Address): Result {
  if (from.kind === "module") return moveModule(store, from.module, to);
  const resource = store.resource(printResource(from));
  const key = from.kind === "instance" ? from.key : undefined;
  if (resource?.instances.has(printKey(key))) return moveInstance(store, { ...resource.address, key }, to);
  if (from.kind === "instance") return refused(messages.noInstanceToMove(printInstance(from)));
  return resource ? moveResource(store, resource, to) : refused(messages.nothingToMove(printResource(from)));
}

function moveInstance(store: StateStore, from: InstanceAddress, to: Address): Result {
  if (to.kind === "module") return refused(messages.moveTargetNoInstance(printInstance(from), printAddress(to)));
  const target: InstanceAddress = { module: to.module, mode: to.mode, type: to.type, name: to.name, key: to.kind === "instance" ? to.key : undefined };
  const problems = kindProblems(from, target);
  if (problems.length > 0) return refused(...problems);
  if (store.instance(target)) return refused(messages.moveTargetTaken(printInstance(target), "resource instance"));
  store.moveInstance(from, target);
  return { moves: [{ from: printInstance(from), to: printInstance(target) }] };
}

function moveResource(store: StateStore, resource: StoredResource, to: Address): Result {
  const from = resource.text;
  if (to.kind !== "resource") return refused(messages.moveTargetNoResource(from, printAddress(to)));
  const problems = kindProblems(resource.address, to);
  if (problems.length > 0) return refused(...problems);
  const text = printResource(to);
  if (store.resource(text)) return refused(messages.moveTargetTaken(text, "resource"));
  store.moveResource(resource, to);
  return { moves: [{ from, to: text }] };
}

function kindProblems(from: ResourceAddress, to: ResourceAddress): Diagnostic[] {
  const [source, target] = [printResource(from), printResource(to)];
  const problems: Diagnostic[] = [];
  if (from.mode !== to.mode) problems.push(messages.moveToOtherMode(source, target, from.mode));
  if (from.type !== to.type) problems.push(messages.moveToOtherType(source, target));
  return problems;
}

function moveModule(store: StateStore, from: ModuleAddress, to: Address): Result {
  const inside = [...store.resources.values()].filter(({ address }) => isInsideModule(address.module, from));
  if (inside.length === 0) return refused(messages.nothingToMove(printModule(from)));
  if (to.kind !== "module") return refused(messages.moveTargetNoModule(printModule(from), printAddress(to)));
  const targetOf = (module: ModuleAddress): ModuleAddress => [...to.module, ...module.slice(from.length)];
  const taken = takenModule(store, inside, to.module, targetOf);
  if (taken) return refused(messages.moveTargetTaken(printModule(taken), "module"));
  const modules = new Map(inside.map(({ address }) => [printModule(address.module), targetOf(address.module)] as const));
  for (const resource of inOrder(inside, to.module.length > from.length)) store.moveResource(resource, { ...resource.address, module: targetOf(resource.address.module) });
  return { moves: [...modules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, target]) => ({ from: text, to: printModule(target) })) };
}

// A module may move into itself, or its inner one take its place: what is in the way goes first.
function inOrder(resources: readonly StoredResource[], deepestFirst: boolean): StoredResource[] {
  const depth = ({ address }: StoredResource): number => address.module.length;
  return [...resources].sort((a, b) => (deepestFirst ? depth(b) - depth(a) : depth(a) - depth(b)));
}

// Two modules cannot become one: the target, and what would come to stand below it, must be free.
function takenModule(
  store: StateStore,
  inside: readonly StoredResource[],
  to: ModuleAddress,
  targetOf: (module: ModuleAddress) => ModuleAddress,
): ModuleAddress | undefined {
  const occupied = new Set([...store.resources.values()].map(({ address }) => printModule(address.module)));
  if (occupied.has(printModule(to))) return to;
  const moving = new Set(inside.map(({ address }) => printModule(address.module)));
  return inside.map(({ address }) => targetOf(address.module)).find((target) => occupied.has(printModule(target)) && !moving.has(printModule(target)));
}

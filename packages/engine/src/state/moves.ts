// `moved` blocks, and the moves that follow from adding or dropping `count`, applied to the addresses of a state.
import type { SourceRange } from "@lockstep/hcl";
import { printInstance, printLocal, printModule } from "../address.ts";
import type { Address, InstanceAddress, ModuleAddress, ModuleStep, ResourceAddress } from "../address.ts";
import { findCycles, Graph } from "../graph/graph.ts";
import type { StateStore, StoredResource } from "./store.ts";
import type { InstanceKey } from "./state.ts";

/** One `moved` block as written in a module, or one that is implied. Addresses are relative to that module. */
export interface MoveStatement {
  /** Names of the calls that lead to the module that says so: it holds for each of its instances. */
  readonly module: readonly string[];
  readonly from: Address;
  readonly to: Address;
  readonly implied: boolean;
  readonly range?: SourceRange;
}

export interface MoveResult {
  /** New address → the address before the first move. */
  readonly moved: ReadonlyMap<string, string>;
  /** Moves that did not happen, because something is at the target. */
  readonly blocked: readonly { readonly from: string; readonly to: string }[];
  /** Statements that move in a circle. */
  readonly cycles: readonly (readonly MoveStatement[])[];
}

/** Carries the statements out on the store, those first that others build on. */
export function applyMoves(store: StateStore, statements: readonly MoveStatement[]): MoveResult {
  const { order, cycles } = inOrder(statements);
  const moved = new Map<string, string>();
  const blocked: { from: string; to: string }[] = [];
  if (cycles.length > 0) return { moved, blocked, cycles };
  const record = (from: string, to: string): void => {
    const first = moved.get(from) ?? from;
    moved.delete(from);
    if (first !== to) moved.set(to, first);
  };
  for (const statement of order) applyStatement(store, statement, record, (from, to) => statement.implied || blocked.push({ from, to }));
  return { moved, blocked, cycles };
}

type Report = (from: string, to: string) => unknown;

function applyStatement(store: StateStore, statement: MoveStatement, moved: Report, blocked: Report): void {
  if (statement.from.kind === "module") return moveModules(store, statement, moved, blocked);
  for (const resource of [...store.resources.values()]) {
    const base = declaringInstance(resource.address.module, statement.module);
    if (base) moveResource(store, resource, base, statement, moved, blocked);
  }
}

function moveResource(
  store: StateStore,
  resource: StoredResource,
  base: ModuleAddress,
  { from, to }: MoveStatement,
  moved: Report,
  blocked: Report,
): void {
  if (from.kind === "module" || to.kind === "module") return;
  if (printLocal(resource.address) !== printLocal(from) || !isSameModule(resource.address.module, [...base, ...from.module])) return;
  const target: ResourceAddress = { module: [...base, ...to.module], mode: to.mode, type: to.type, name: to.name };
  const keys = from.kind === "resource" && to.kind === "resource" ? undefined : { from: keyOf(from), to: keyOf(to) };
  for (const instance of [...resource.instances.values()]) {
    if (keys && instance.key !== keys.from) continue;
    const source: InstanceAddress = { ...resource.address, key: instance.key };
    moveOne(store, source, { ...target, key: keys ? keys.to : instance.key }, moved, blocked);
  }
}

const keyOf = (address: Address): InstanceKey => (address.kind === "instance" ? address.key : undefined);

function moveOne(store: StateStore, from: InstanceAddress, to: InstanceAddress, moved: Report, blocked: Report): void {
  const texts = [printInstance(from), printInstance(to)] as const;
  if (texts[0] === texts[1]) return;
  if (store.instance(to)) {
    blocked(...texts);
    return;
  }
  store.moveInstance(from, to);
  moved(...texts);
}

function moveModules(store: StateStore, statement: MoveStatement, moved: Report, blocked: Report): void {
  const instances = new Map<string, { from: ModuleAddress; to: ModuleAddress; resources: StoredResource[] }>();
  for (const resource of store.resources.values()) {
    const match = matchModule(resource.address.module, statement);
    if (!match) continue;
    const key = printModule(match.from);
    const known = instances.get(key) ?? { ...match, resources: [] };
    known.resources.push(resource);
    instances.set(key, known);
  }
  const taken = new Set([...store.resources.values()].flatMap(({ address }) => address.module.map((_, at) => printModule(address.module.slice(0, at + 1)))));
  for (const { from, to, resources } of instances.values()) {
    if (taken.has(printModule(to))) blocked(printModule(from), printModule(to));
    else for (const resource of resources) moveInto(store, resource, from, to, moved);
  }
}

function moveInto(store: StateStore, resource: StoredResource, from: ModuleAddress, to: ModuleAddress, moved: Report): void {
  const source = resource.address;
  const target = { ...source, module: [...to, ...source.module.slice(from.length)] };
  store.moveResource(resource, target);
  for (const { key } of resource.instances.values()) moved(printInstance({ ...source, key }), printInstance({ ...target, key }));
}

// `module.a` to `module.b` takes all instances with their keys; with a key at either end it is about one instance.
function matchModule(module: ModuleAddress, { from, to, module: declaring }: MoveStatement): { from: ModuleAddress; to: ModuleAddress } | undefined {
  const base = declaringInstance(module, declaring);
  if (!base) return undefined;
  const depth = base.length + from.module.length;
  const subject = module[depth - 1];
  const wanted = from.module.at(-1);
  const target = to.module.at(-1);
  if (!subject || !wanted || !target || subject.name !== wanted.name) return undefined;
  if (!isSameModule(module.slice(0, depth - 1), [...base, ...from.module.slice(0, -1)])) return undefined;
  const whole = wanted.key === undefined && target.key === undefined;
  if (!whole && subject.key !== wanted.key) return undefined;
  const last: ModuleStep = { name: target.name, key: whole ? subject.key : target.key };
  return { from: module.slice(0, depth), to: [...base, ...to.module.slice(0, -1), last] };
}

/** The instance of the declaring module that the address is in, or undefined. */
function declaringInstance(module: ModuleAddress, declaring: readonly string[]): ModuleAddress | undefined {
  return declaring.every((name, at) => module[at]?.name === name) ? module.slice(0, declaring.length) : undefined;
}

const isSameModule = (a: ModuleAddress, b: ModuleAddress): boolean =>
  a.length === b.length && a.every((step, at) => step.name === b[at]?.name && step.key === b[at]?.key);

// What arrives somewhere is moved on by a statement about that place, whatever the order in the source.
function inOrder(statements: readonly MoveStatement[]): { order: MoveStatement[]; cycles: MoveStatement[][] } {
  const graph = new Graph<MoveStatement>();
  const ends = statements.map((statement) => ({
    id: graph.add(statement),
    from: pathOf(statement, statement.from),
    to: pathOf(statement, statement.to),
  }));
  for (const later of ends) {
    for (const earlier of ends) {
      if (later !== earlier && (isPrefix(earlier.to, later.from) || isPrefix(later.from, earlier.to))) graph.connect(later.id, earlier.id);
    }
  }
  const cycles = findCycles(graph).map((ids) => ids.map((id) => graph.node(id)));
  const done = new Set<number>();
  const order: MoveStatement[] = [];
  const take = (id: number): void => {
    if (done.has(id)) return;
    done.add(id);
    for (const other of graph.dependencies(id)) take(other);
    order.push(graph.node(id));
  };
  if (cycles.length === 0) for (const id of graph.ids()) take(id);
  return { order, cycles };
}

// An address as a path whose prefixes hold it; a part without a key may stand for any.
function pathOf(statement: MoveStatement, address: Address): readonly string[] {
  const modules = [...statement.module.map((name) => `module.${name}`), ...address.module.flatMap(modulePath)];
  if (address.kind === "module") return modules;
  const local = printLocal(address);
  const whole = statement.from.kind === "resource" && statement.to.kind === "resource";
  return whole ? [...modules, local] : [...modules, local, String(keyOf(address))];
}

const modulePath = (step: ModuleStep): string[] => (step.key === undefined ? [`module.${step.name}`] : [`module.${step.name}`, String(step.key)]);

const isPrefix = (a: readonly string[], b: readonly string[]): boolean => a.length <= b.length && a.every((part, at) => part === b[at]);

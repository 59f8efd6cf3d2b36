// `moved` blocks and implied moves, carried out before planning and checked after it.
import type { Diagnostic } from "@lockstep/hcl";
import { printAddress, printLocal, printModule } from "../address.ts";
import type { Address, ModuleAddress } from "../address.ts";
import { addressFromExpression } from "../config/address-expression.ts";
import type { Configuration, Module, ResourceConfig } from "../config/configuration.ts";
import { modulesOf } from "../config/modules.ts";
import { inModulePath } from "../graph/plan-node.ts";
import * as messages from "../messages.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import { applyMoves } from "../state/moves.ts";
import type { MoveStatement } from "../state/moves.ts";
import type { StateStore, StoredResource } from "../state/store.ts";
import { instancesOf } from "./session.ts";
import type { Session } from "./session.ts";

export interface MovesDone {
  readonly moved: ReadonlyMap<string, string>;
  /** Moves in a circle. They are said only when nothing else is wrong with the moves, for that may well be the cause. */
  readonly cycles: readonly Diagnostic[];
  readonly statements: readonly MoveStatement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Carries out what the configuration says of moves, on the addresses of the state. */
export function carryOutMoves(configuration: Configuration, store: StateStore): MovesDone {
  const written = [...modulesOf(configuration)].flatMap(statementsOf);
  const wrong = moveProblems(written);
  if (wrong.length > 0) return { moved: new Map(), cycles: [], statements: written, diagnostics: wrong };
  const statements = [...written, ...impliedMoves(configuration, store, written)];
  const { moved, blocked, cycles } = applyMoves(store, statements);
  const circles = cycles.map((cycle) => messages.cyclicMoves(cycle.map((one) => `${startOf(one)}: ${printAddress(one.from)} → ${printAddress(one.to)}`)));
  const diagnostics = typeChanges(written, moved);
  return { moved, cycles: circles, statements: written, diagnostics: blocked.length > 0 ? [...diagnostics, messages.blockedMoves(blocked)] : diagnostics };
}

const startOf = ({ range }: MoveStatement): string => (range ? printStart(range) : "implied");

/** Statements that contradict themselves or one another. */
function moveProblems(statements: readonly MoveStatement[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const byFrom = new Map<string, MoveStatement>();
  const byTo = new Map<string, MoveStatement>();
  for (const statement of statements) {
    const { from, to, range, module } = statement;
    const noun = from.kind === "module" ? "module" : "resource";
    const [source, target] = [inModulePath(module, printAddress(from)), inModulePath(module, printAddress(to))];
    const otherTo = byFrom.get(source);
    const otherFrom = byTo.get(target);
    if ((from.kind === "module") !== (to.kind === "module")) problems.push(messages.mixedMove(range));
    else if (source === target) problems.push(messages.redundantMove(source, range));
    else if (otherTo) problems.push(messages.ambiguousMoveFrom(source, { at: startOf(otherTo), to: inModulePath(otherTo.module, printAddress(otherTo.to)) }, target, noun, range));
    else if (otherFrom) problems.push(messages.ambiguousMoveTo(target, { at: startOf(otherFrom), from: inModulePath(otherFrom.module, printAddress(otherFrom.from)) }, source, noun, range));
    byFrom.set(source, statement);
    byTo.set(target, statement);
  }
  return problems;
}

function typeChanges(statements: readonly MoveStatement[], moved: ReadonlyMap<string, string>): Diagnostic[] {
  return statements.flatMap(({ from, to, range }) => {
    if (from.kind === "module" || to.kind === "module" || from.type === to.type) return [];
    const happened = [...moved.keys()].some((text) => text.includes(printLocal(to)));
    return happened ? [messages.moveAcrossTypes(from.type, to.type, range)] : [];
  });
}

function statementsOf(module: Module): MoveStatement[] {
  return module.moved.flatMap(({ from, to, range }) => {
    const source = addressFromExpression(from).address;
    const target = addressFromExpression(to).address;
    return source && target ? [{ module: module.path, from: source, to: target, implied: false, range }] : [];
  });
}

// With `count` added the single object becomes number 0, and the other way round, unless a block says otherwise.
function impliedMoves(configuration: Configuration, store: StateStore, written: readonly MoveStatement[]): MoveStatement[] {
  const blocks = new Map<string, ResourceConfig>();
  for (const module of modulesOf(configuration)) for (const [local, config] of module.resources) blocks.set(`${module.path.join(".")}|${local}`, config);
  const found: MoveStatement[] = [];
  for (const resource of store.resources.values()) {
    const path = resource.address.module.map(({ name }) => name);
    const config = blocks.get(`${path.join(".")}|${printLocal(resource.address)}`);
    const move = config && impliedMove(resource, config, path, written);
    if (move) found.push(move);
  }
  return found;
}

function impliedMove(resource: StoredResource, config: ResourceConfig, path: readonly string[], written: readonly MoveStatement[]): MoveStatement | undefined {
  if (config.forEach || resource.address.mode !== "managed") return undefined;
  const hasSingle = resource.instances.has("");
  const hasFirst = resource.instances.has("[0]");
  const wanted = config.count ? hasSingle && !hasFirst : hasFirst && !hasSingle;
  if (!wanted) return undefined;
  const local = resource.address;
  const { mode, type, name } = local;
  const single: Address = { kind: "instance", module: [], mode, type, name, key: undefined };
  const first: Address = { ...single, key: 0 };
  const from = config.count ? single : first;
  const isWritten = written.some(({ from: other, module }) => isSameSource(path, module, other, resource, from.key));
  return isWritten ? undefined : { module: path, from, to: config.count ? first : single, implied: true };
}

function isSameSource(path: readonly string[], module: readonly string[], from: Address, { address }: StoredResource, key: string | number | undefined): boolean {
  if (from.kind === "module") return false;
  const full = [...module, ...from.module.map(({ name }) => name)];
  return full.join(".") === path.join(".") && printLocal(from) === printLocal(address) && (from.kind === "resource" ? key === undefined : from.key === key);
}

/** A thing cannot have moved away and still be declared where it was; and moves must come to an end. */
export function wrongMoves(session: Session, { statements, cycles }: MovesDone): readonly Diagnostic[] {
  const standing = statements.flatMap((statement) => standingMove(session, statement));
  return standing.length > 0 ? standing : cycles;
}

function standingMove(session: Session, statement: MoveStatement): Diagnostic[] {
  for (const scope of instancesOf(session, statement.module)) {
    const standing = findDeclared(session, scope, statement.from);
    if (!standing) continue;
    const [from, to] = [statement.from, statement.to].map((address) => scope.qualify(printAddress(address)));
    return [messages.movedStillExists(from ?? "", to ?? "", standing.at, standing.noun, statement.range)];
  }
  return [];
}

interface Standing {
  readonly at: string;
  readonly noun: string;
}

function findDeclared(session: Session, scope: ModuleScope, address: Address): Standing | undefined {
  const modulePart: ModuleAddress = address.kind === "module" ? address.module.slice(0, -1) : address.module;
  const path = [...scope.module.path, ...modulePart.map(({ name }) => name)];
  const text = scope.qualify(printModule(modulePart)).replace(/\.$/, "");
  const at = modulePart.length === 0 ? scope : instancesOf(session, path).find((other) => other.text === text);
  if (!at) return undefined;
  if (address.kind === "module") {
    const last = address.module.at(-1);
    const call = last && at.module.calls.get(last.name);
    if (!call || (last.key === undefined ? call.count || call.forEach : !at.expand(call).instances.has(last.key))) return undefined;
    return { at: printStart(call.range), noun: "module" };
  }
  const config = at.module.resources.get(printLocal(address));
  if (!config) return undefined;
  if (address.kind === "resource") return config.count || config.forEach ? undefined : { at: printStart(config.range), noun: "resource" };
  return at.expand(config).instances.has(address.key) ? { at: printStart(config.range), noun: "resource instance" } : undefined;
}

function printStart({ source, start }: ResourceConfig["range"]): string {
  const { line, column } = source.position(start);
  return `${source.file}:${line},${column}`;
}

// The attributes of resources from which changes were worked out, directly or on the way through other values.
// Follows references only: what `count`, `for_each`, conditions and `depends_on` mention does not make a value.
import { bodyShape, references } from "@lockstep/hcl";
import type { Expression, ScopeTraversalExpression, TraversalStep } from "@lockstep/hcl";
import { inModule, parseModule, printKey, printLocal } from "../address.ts";
import { bodyReferences } from "../config/body-references.ts";
import type { Module, ModuleCall, ResourceConfig } from "../config/configuration.ts";
import { readAttributes, readContent } from "../config/content.ts";
import { parseReference } from "../config/reference.ts";
import type { Reference } from "../config/reference.ts";
import { resourceShape } from "../config/blocks/resource.ts";
import type { InstanceKey } from "../state/state.ts";
import { isChange } from "./plan.ts";
import type { Plan, RelevantAttribute } from "./plan.ts";
import type { PlanSession } from "./plan-session.ts";

/** Works through what each change refers to, and what that refers to. */
export function relevantAttributes(session: PlanSession, plan: Plan): RelevantAttribute[] {
  const search: Search = { seen: new Set(), found: new Map(), next: [] };
  const root: Place = { text: "", module: plan.configuration.root, caller: undefined };
  const blocks = new Set<string>();
  for (const change of plan.changes) {
    const place = isChange(change) ? placeOf(root, change.address.module) : undefined;
    const config = place && (place.module.resources.get(printLocal(change.address)) ?? place.module.dataSources.get(printLocal(change.address)));
    const block = inModule(place?.text ?? "", printLocal(change.address));
    if (!place || !config || blocks.has(block)) continue;
    blocks.add(block);
    explore(search, place, bodyReferences(config.body, notValues), config);
  }
  for (const [name, change] of plan.outputChanges) {
    const output = plan.configuration.root.outputs.get(name);
    if (output && isChange(change)) explore(search, root, references(output.value));
  }
  if (plan.mode === "destroy") followData(search, root, plan);
  else followModuleOutputs(search, root, session);
  return [...search.found.values()];
}

// What was read goes too when all is destroyed, though no change says so.
function followData(search: Search, root: Place, plan: Plan): void {
  for (const resource of plan.priorState.resources) {
    const place = resource.mode === "data" ? placeOf(root, parseModule(resource.module) ?? []) : undefined;
    const config = place?.module.dataSources.get(printLocal(resource));
    if (place && config) explore(search, place, bodyReferences(config.body, notValues), config);
  }
}

function followModuleOutputs(search: Search, root: Place, session: PlanSession): void {
  for (const { scope, name } of session.moduleOutputs) {
    const place = placeOf(root, scope.address);
    const output = place?.module.outputs.get(name);
    if (place && output) explore(search, place, references(output.value));
  }
}

const notValues = new Set(["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"]);

interface Search {
  /** References that were followed: place, subject and path. */
  readonly seen: Set<string>;
  readonly found: Map<string, RelevantAttribute>;
  /** What the reference at hand leads to. A list and no calls in each other: chains of values may be longer than the stack. */
  next: (() => void)[];
}

/** A module instance, or several at once where a reference names no key. */
interface Place {
  readonly text: string;
  readonly module: Module;
  readonly caller: { readonly place: Place; readonly call: ModuleCall } | undefined;
}

function placeOf(root: Place, address: readonly { readonly name: string; readonly key: InstanceKey }[]): Place | undefined {
  let place: Place | undefined = root;
  for (const { name, key } of address) place = place && called(place, name, key);
  return place;
}

function called(place: Place, name: string, key: InstanceKey): Place | undefined {
  const call = place.module.calls.get(name);
  if (!call?.module) return undefined;
  return { text: inModule(place.text, `module.${name}${printKey(key)}`), module: call.module, caller: { place, call } };
}

/** Follows references and what they lead to, the first of them to its end before the second. */
function explore(search: Search, place: Place, traversals: readonly ScopeTraversalExpression[], of?: ResourceConfig): void {
  const left: (() => void)[] = [() => follow(search, place, traversals, of)];
  for (let work = left.pop(); work; work = left.pop()) {
    search.next = [];
    work();
    for (const one of search.next.toReversed()) left.push(one);
  }
}

function follow(search: Search, place: Place, traversals: readonly ScopeTraversalExpression[], of?: ResourceConfig): void {
  for (const traversal of traversals) {
    const { reference } = parseReference(traversal);
    if (reference) search.next.push(() => followOne(search, place, reference, of));
  }
}

function followOne(search: Search, place: Place, reference: Reference, of: ResourceConfig | undefined): void {
  const { subject, rest } = reference;
  switch (subject.kind) {
    case "resource":
      return followResource(search, place, subject.address, rest);
    case "local":
      return once(search, place, `local.${subject.name}`, () => followExpression(search, place, place.module.locals.get(subject.name)?.expression));
    case "variable":
      return once(search, place, `var.${subject.name}`, () => followArgument(search, place, subject.name));
    case "module":
      return followModule(search, place, subject.name, rest);
    case "each":
    case "count":
      return followExpression(search, place, (of?.forEach ?? of?.count)?.expression);
    default:
      return undefined;
  }
}

function once(search: Search, place: Place, what: string, work: () => void): void {
  const key = inModule(place.text, what);
  if (search.seen.has(key)) return;
  search.seen.add(key);
  work();
}

function followExpression(search: Search, place: Place, expression: Expression | undefined): void {
  if (expression) follow(search, place, references(expression));
}

function followArgument(search: Search, { caller }: Place, name: string): void {
  if (!caller) return;
  const argument = readAttributes({ ...caller.call.body, blocks: [] }).attributes.get(name);
  followExpression(search, caller.place, argument?.expression);
}

function followModule(search: Search, place: Place, name: string, rest: readonly TraversalStep[]): void {
  const [first, second] = rest;
  const key = first?.kind === "index" ? keyOf(first) : undefined;
  const output = first?.kind === "index" ? second : first;
  const inside = called(place, name, key);
  if (!inside) return;
  const names = output?.kind === "attribute" ? [output.name] : [...inside.module.outputs.keys()];
  for (const one of names) once(search, inside, `output.${one}`, () => followExpression(search, inside, inside.module.outputs.get(one)?.value));
}

function followResource(search: Search, place: Place, local: string, rest: readonly TraversalStep[]): void {
  const config = place.module.resources.get(local) ?? place.module.dataSources.get(local);
  if (!config) return;
  const [first, ...others] = rest;
  const key = first?.kind === "index" && (config.count || config.forEach) ? keyOf(first) : undefined;
  const attribute = (key === undefined ? rest : others).map(stepOf);
  const resource = inModule(place.text, local + printKey(key));
  const id = `${resource} ${JSON.stringify(attribute)}`;
  if (search.found.has(id)) return;
  search.found.set(id, { resource, attribute });
  const [name] = attribute;
  once(search, place, `${local} ${String(name ?? "")}`, () => follow(search, place, writtenIn(config, name), config));
}

// What a computed attribute comes from is the provider's affair.
function writtenIn(config: ResourceConfig, name: string | number | undefined): ScopeTraversalExpression[] {
  if (name === undefined) return bodyReferences(config.body, notValues);
  const shape = bodyShape([...resourceShape.attributes.keys(), String(name)], { [String(name)]: [], lifecycle: [], connection: [], provisioner: ["type"] }, { open: true });
  const { attributes, blocks } = readContent(config.body, shape);
  const attribute = attributes.get(String(name));
  if (attribute) return references(attribute.expression);
  return blocks.filter(({ type, labels }) => type === name || (type === "dynamic" && labels[0]?.value === name)).flatMap(({ body }) => bodyReferences(body));
}

function keyOf(step: TraversalStep): InstanceKey {
  const raw = step.kind === "index" ? step.key.raw : undefined;
  return typeof raw === "string" || typeof raw === "number" ? raw : undefined;
}

const stepOf = (step: TraversalStep): string | number => (step.kind === "attribute" ? step.name : (keyOf(step) ?? ""));

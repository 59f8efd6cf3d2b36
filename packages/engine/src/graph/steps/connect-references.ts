import { references } from "@lockstep/hcl";
import type { Expression, ScopeTraversalExpression } from "@lockstep/hcl";
import { addressFromExpression } from "../../config/address-expression.ts";
import { bodyReferences } from "../../config/body-references.ts";
import type { CheckRule, ImportConfig, ModuleCall, ResourceConfig } from "../../config/configuration.ts";
import { parseReference } from "../../config/reference.ts";
import type { Reference } from "../../config/reference.ts";
import { printKey, printLocal } from "../../address.ts";
import type { NodeId } from "../graph.ts";
import type { GraphBuild, NamedInstances } from "../plan-graph.ts";
import { nodeKey } from "../plan-node.ts";
import type { PlanNode } from "../plan-node.ts";

/** Everything waits for what its expressions mention. */
export function connectReferences(build: GraphBuild): void {
  for (const id of build.graph.ids()) {
    const node = build.graph.node(id);
    const own = pathOf(node);
    if (own.length > 0) connectTo(build, id, nodeKey(own, "(expand)"));
    connectNode(build, id, node);
  }
  for (const declared of build.input.configuration.root.imports) connectImport(build, declared);
}

function pathOf(node: PlanNode): readonly string[] {
  if (node.kind === "orphan") return [];
  return node.kind === "module" ? node.parent.path : node.module.path;
}

function connectNode(build: GraphBuild, id: NodeId, node: PlanNode): void {
  const own = pathOf(node);
  switch (node.kind) {
    case "variable":
      if (node.call && node.parent) connectAll(build, id, node.parent.path, argumentReferences(node.call, node.config.name));
      return connectAll(build, id, own, ruleReferences(node.config.validations), nodeKey(own, `var.${node.config.name}`));
    case "local":
      return connectAll(build, id, own, references(node.config.expression));
    case "output":
      connectAll(build, id, own, [...references(node.config.value), ...ruleReferences(node.config.preconditions)]);
      return connectDependsOn(build, id, own, node.config.dependsOn);
    case "provider":
      return node.config && connectAll(build, id, own, bodyReferences(node.config.body));
    case "module":
      connectAll(build, id, own, repetitionReferences(node.call));
      return connectDependsOn(build, id, own, node.call.dependsOn);
    case "module-end":
      return connectContents(build, id, node);
    case "resource":
      return connectResource(build, id, own, node.config);
    case "check":
      return connectAll(build, id, own, ruleReferences(node.config.asserts));
    case "orphan":
      return undefined;
  }
}

function argumentReferences(call: ModuleCall, name: string): ScopeTraversalExpression[] {
  const attribute = call.body.attributes.get(name);
  if (attribute) return references(attribute.expression);
  const member = call.body.json?.members.find((other) => other.name === name);
  return member ? references({ kind: "json", node: member.value, range: member.value.range }) : [];
}

const ruleReferences = (rules: readonly CheckRule[]): ScopeTraversalExpression[] =>
  rules.flatMap(({ condition, errorMessage }) => [...references(condition), ...references(errorMessage)]);

const repetitionReferences = ({ count, forEach }: Pick<ResourceConfig, "count" | "forEach">): ScopeTraversalExpression[] => [
  ...(count ? references(count.expression) : []),
  ...(forEach ? references(forEach.expression) : []),
];

/** Blocks and arguments that the language reads itself, each in its own way. */
const metaArguments = new Set(["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"]);

/** What a resource's own block mentions. */
export function resourceReferences(config: ResourceConfig): ScopeTraversalExpression[] {
  const { lifecycle } = config;
  return [
    ...bodyReferences(config.body, metaArguments),
    ...repetitionReferences(config),
    ...lifecycle.replaceTriggeredBy.flatMap(references),
    ...ruleReferences([...lifecycle.preconditions, ...lifecycle.postconditions]),
    ...config.provisioners.filter((block) => !isForDestroy(block.body.attributes.get("when")?.expression)).flatMap((block) => bodyReferences(block.body, provisionerWords)),
  ];
}

const provisionerWords = new Set(["when", "on_failure"]);
const isForDestroy = (when: Expression | undefined): boolean => when?.kind === "scope-traversal" && when.root === "destroy";

function connectResource(build: GraphBuild, id: NodeId, own: readonly string[], config: ResourceConfig): void {
  connectAll(build, id, own, resourceReferences(config), nodeKey(own, printLocal(config)));
  connectDependsOn(build, id, own, config.dependsOn);
}

function connectContents(build: GraphBuild, id: NodeId, { module }: Extract<PlanNode, { kind: "module-end" }>): void {
  const locals = [
    ...[...module.variables.keys()].map((name) => `var.${name}`),
    ...[...module.locals.keys()].map((name) => `local.${name}`),
    ...[...module.outputs.keys()].map((name) => `output.${name}`),
    ...[...module.checks.keys()].map((name) => `check.${name}`),
    ...[...module.resources.values(), ...module.dataSources.values(), ...module.ephemerals.values()].map(printLocal),
  ];
  for (const local of locals) connectTo(build, id, nodeKey(module.path, local));
  for (const call of module.calls.values()) if (call.module) connectTo(build, id, nodeKey(call.module.path, "(close)"));
}

function connectImport(build: GraphBuild, { to, id, forEach }: ImportConfig): void {
  const { address } = addressFromExpression(withoutDynamicKey(to));
  if (!address || address.kind === "module") return;
  const target = build.byKey.get(nodeKey(address.module.map(({ name }) => name), printLocal(address)));
  if (target === undefined) return;
  connectAll(build, target, [], [...references(id), ...(forEach ? references(forEach.expression) : [])], nodeKey(address.module.map(({ name }) => name), printLocal(address)));
}

// `to = okta_group.a[each.key]` names the resource up to its key.
function withoutDynamicKey(expression: Expression): Expression {
  return expression.kind === "index" ? expression.collection : expression;
}

function connectAll(build: GraphBuild, id: NodeId, module: readonly string[], traversals: readonly ScopeTraversalExpression[], except?: string): void {
  for (const traversal of traversals) {
    const { reference } = parseReference(traversal);
    if (!reference) continue;
    for (const key of referredKeys(build, module, reference)) if (key !== except) connectTo(build, id, key, namedBy(reference));
  }
}

function connectDependsOn(build: GraphBuild, id: NodeId, module: readonly string[], expressions: readonly Expression[]): void {
  for (const expression of expressions) {
    const { reference } = expression.kind === "scope-traversal" ? parseReference(expression) : {};
    if (!reference) continue;
    const whole = reference.subject.kind === "module" && reference.rest.every((step) => step.kind === "index");
    if (whole && reference.subject.kind === "module") connectTo(build, id, nodeKey([...module, reference.subject.name], "(close)"));
    else for (const key of referredKeys(build, module, reference)) connectTo(build, id, key, namedBy(reference));
  }
}

/** The nodes that a reference in a module stands for. */
function referredKeys(build: GraphBuild, module: readonly string[], { subject, rest }: Reference): string[] {
  switch (subject.kind) {
    case "variable":
      return [nodeKey(module, `var.${subject.name}`)];
    case "local":
      return [nodeKey(module, `local.${subject.name}`)];
    case "resource":
      return [nodeKey(module, subject.address)];
    case "module": {
      const path = [...module, subject.name];
      const output = rest.find((step) => step.kind === "attribute");
      if (output?.kind === "attribute" && rest.indexOf(output) <= 1) return [nodeKey(path, "(expand)"), nodeKey(path, `output.${output.name}`)];
      const called = build.input.chains.find((chain) => chain.module.path.length === path.length && chain.module.path.every((name, at) => name === path[at]));
      return [nodeKey(path, "(expand)"), ...[...(called?.module.outputs.keys() ?? [])].map((name) => nodeKey(path, `output.${name}`))];
    }
    default:
      return [];
  }
}

function namedBy({ subject, rest }: Reference): NamedInstances {
  const [first] = rest;
  const raw = subject.kind === "resource" && first?.kind === "index" ? first.key.raw : undefined;
  return typeof raw === "string" || typeof raw === "number" ? new Set([printKey(raw)]) : "all";
}

function connectTo(build: GraphBuild, from: NodeId, key: string, instances: NamedInstances = "all"): void {
  const to = build.byKey.get(key);
  if (to === undefined) return;
  build.graph.connect(from, to);
  const named = build.named.get(from) ?? new Map<NodeId, NamedInstances>();
  build.named.set(from, named);
  const known = named.get(to);
  named.set(to, known === "all" || instances === "all" ? "all" : known ? known.union(instances) : instances);
}

// The configuration as the plan's JSON form shows it: expressions with what they are constant to or refer to.
import { bodyShape, evaluate, isWhollyKnown, references, valueToJson } from "@lockstep/hcl";
import type { Attribute, Body, Expression, Json, JsonNode, ScopeTraversalExpression, TraversalStep } from "@lockstep/hcl";
import { printKey, printLocal } from "../address.ts";
import type { Configuration, Module, ModuleCall, OutputConfig, ResourceConfig, VariableConfig } from "../config/configuration.ts";
import { readContent } from "../config/content.ts";
import { parseReference } from "../config/reference.ts";
import type { Reference } from "../config/reference.ts";
import { sourceOf } from "../graph/providers.ts";
import type { ModuleChain } from "../graph/providers.ts";
import { modulePathText } from "../graph/plan-node.ts";
import { builtinProvider, impliedLocalName } from "../config/provider-source.ts";
import type { ProviderSchemas } from "../provider.ts";
import type { BlockSchema } from "../schema/schema.ts";

/** The schemas of a provider by its source address. */
export type ConfigurationSchemas = (source: string) => ProviderSchemas | undefined;

type JsonRecord = { readonly [name: string]: Json };

/** The `configuration` section of a plan. */
export function configurationJson(configuration: Configuration, schemas: ConfigurationSchemas): Json {
  const providers: Record<string, Json> = {};
  const root = moduleJson({ module: configuration.root }, { schemas, providers });
  return { ...(Object.keys(providers).length > 0 && { provider_config: providers }), root_module: root };
}

interface Work {
  readonly schemas: ConfigurationSchemas;
  /** Filled on the way: each configuration that is declared or used. */
  readonly providers: Record<string, Json>;
}

function moduleJson(chain: ModuleChain, work: Work): JsonRecord {
  const { module } = chain;
  declaredProviders(chain, work);
  neededProviders(chain, work);
  const resources = [...module.resources.values(), ...module.dataSources.values()].map((resource) => resourceJson(chain, resource, work));
  const calls = [...module.calls.values()].map((call) => [call.name, callJson(chain, call, work)] as const);
  return {
    ...record("outputs", [...module.outputs.values()].map((output) => [output.name, outputJson(output)] as const)),
    ...(resources.length > 0 && { resources }),
    ...record("module_calls", calls),
    ...record("variables", [...module.variables.values()].map((variable) => [variable.name, variableJson(variable)] as const)),
  };
}

const record = (name: string, entries: readonly (readonly [string, Json])[]): JsonRecord => (entries.length > 0 ? { [name]: Object.fromEntries(entries) } : {});

function declaredProviders({ module }: ModuleChain, { providers, schemas }: Work): void {
  for (const config of module.providers.values()) {
    const source = sourceOf(module, config.localName);
    const schema = schemas(source)?.provider;
    const expressions = schema ? blockExpressions(config.body, schema) : {};
    const constraint = config.version ?? module.settings.requiredProviders.get(config.localName)?.version;
    providers[providerKey(module, config.localName, config.alias)] = {
      ...providerEntry(module, config.localName, source),
      ...(config.alias !== undefined && { alias: config.alias }),
      ...(constraint !== undefined && { version_constraint: constraint }),
      ...(Object.keys(expressions).length > 0 && { expressions }),
    };
  }
}

const providerEntry = (module: Module, localName: string, source: string): JsonRecord => ({
  name: localName,
  full_name: source,
  ...(module.path.length > 0 && { module_address: modulePathText(module.path) }),
});

function providerKey(module: Module, localName: string, alias: string | undefined): string {
  const key = alias === undefined ? localName : `${localName}.${alias}`;
  return module.path.length === 0 ? key : `${modulePathText(module.path)}:${key}`;
}

// A module needs the providers that it requires or uses; where nothing above it has one, it is the module's own.
function neededProviders(chain: ModuleChain, work: Work): void {
  const { module } = chain;
  const resources = [...module.resources.values(), ...module.dataSources.values()];
  // What the built-in provider has belongs to it whatever it is called in the module.
  const builtin = resources.some(({ type }) => sourceOf(module, impliedLocalName(type)) === builtinProvider) ? ["terraform"] : [];
  const used = [...resources.map((resource) => resource.provider?.localName ?? impliedLocalName(resource.type)), ...builtin];
  for (const localName of new Set([...module.settings.requiredProviders.keys(), ...used])) {
    if (providerKeyOf(chain, localName, undefined, work) !== undefined) continue;
    const constraint = module.settings.requiredProviders.get(localName)?.version;
    work.providers[providerKey(module, localName, undefined)] = {
      ...providerEntry(module, localName, sourceOf(module, localName)),
      ...(constraint !== undefined && { version_constraint: constraint }),
    };
  }
}

/** The key of the configuration that a module means by a name; undefined when there is none yet. */
function providerKeyOf({ module, call, parent }: ModuleChain, localName: string, alias: string | undefined, work: Work): string | undefined {
  const key = providerKey(module, localName, alias);
  if (key in work.providers) return key;
  const passed = call?.providers.get(alias === undefined ? localName : `${localName}.${alias}`);
  if (passed && parent) return providerKeyOf(parent, passed.localName, passed.alias, work);
  if (!parent || alias !== undefined) return undefined;
  const source = sourceOf(module, localName);
  const above = [...parent.module.settings.requiredProviders].find(([, required]) => required.source === source)?.[0] ?? localName;
  return sourceOf(parent.module, above) === source ? providerKeyOf(parent, above, undefined, work) : undefined;
}

function resourceJson(chain: ModuleChain, resource: ResourceConfig, work: Work): Json {
  const localName = resource.provider?.localName ?? impliedLocalName(resource.type);
  const schemas = work.schemas(sourceOf(chain.module, localName));
  const schema = (resource.mode === "data" ? schemas?.dataSources : schemas?.resourceTypes)?.get(resource.type);
  const expressions = schema ? blockExpressions(resource.body, schema.block) : {};
  const dependsOn = dependencies(resource.dependsOn);
  return {
    address: printLocal(resource),
    mode: resource.mode,
    type: resource.type,
    name: resource.name,
    provider_config_key: providerKeyOf(chain, localName, resource.provider?.alias, work) ?? providerKey(chain.module, localName, resource.provider?.alias),
    ...(resource.provisioners.length > 0 && { provisioners: resource.provisioners.map(({ labels, body }) => ({ type: labels[0]?.value ?? "", ...provisionerExpressions(body) })) }),
    ...(Object.keys(expressions).length > 0 && { expressions }),
    schema_version: schema?.version ?? 0,
    ...repetitionJson(resource),
    ...(dependsOn.length > 0 && { depends_on: dependsOn }),
  };
}

function provisionerExpressions(body: Body): JsonRecord {
  const names = [...body.attributes.keys(), ...(body.json?.members.map(({ name }) => name) ?? [])].filter((name) => name !== "when" && name !== "on_failure");
  const { attributes } = readContent(body, bodyShape(names, {}, { open: true }));
  const expressions = Object.fromEntries([...attributes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { expression }]) => [name, expressionJson(expression)]));
  return Object.keys(expressions).length > 0 ? { expressions } : {};
}

function repetitionJson({ count, forEach }: { readonly count?: Attribute; readonly forEach?: Attribute }): JsonRecord {
  const given = forEach ?? count;
  const json = given && expressionJson(given.expression);
  if (!json || Object.keys(json).length === 0) return {};
  return { [forEach ? "for_each_expression" : "count_expression"]: json };
}

function callJson(chain: ModuleChain, call: ModuleCall, work: Work): Json {
  const inputs = call.module ? [...call.module.variables.keys()] : [];
  const { attributes } = readContent(call.body, bodyShape(inputs, {}, { open: true }));
  const dependsOn = dependencies(call.dependsOn);
  return {
    source: call.source,
    ...record("expressions", [...attributes].map(([name, { expression }]) => [name, expressionJson(expression)] as const)),
    ...repetitionJson(call),
    ...(call.module && { module: moduleJson({ module: call.module, call, parent: chain }, work) }),
    ...(call.version !== undefined && { version_constraint: call.version }),
    ...(dependsOn.length > 0 && { depends_on: dependsOn }),
  };
}

function outputJson(output: OutputConfig): Json {
  const dependsOn = dependencies(output.dependsOn);
  return {
    ...(output.sensitive && { sensitive: true }),
    expression: expressionJson(output.value),
    ...(dependsOn.length > 0 && { depends_on: dependsOn }),
    ...(output.description !== undefined && output.description !== "" && { description: output.description }),
  };
}

function variableJson(variable: VariableConfig): Json {
  return {
    ...(variable.default && { default: valueToJson(variable.default) }),
    ...(variable.description !== undefined && variable.description !== "" && { description: variable.description }),
    ...(variable.sensitive && { sensitive: true }),
  };
}

const dependencies = (expressions: readonly Expression[]): string[] =>
  expressions.flatMap((expression) => {
    const reference = expression.kind === "scope-traversal" ? parseReference(expression).reference : undefined;
    return reference ? [subjectText(reference).text] : [];
  });

/** The arguments and blocks that a schema has, as the body writes them. */
function blockExpressions(body: Body, schema: BlockSchema): JsonRecord {
  const labels = Object.entries(schema.blocks).map(([name, { nesting }]) => [name, nesting === "map" ? ["key"] : []] as const);
  const shape = bodyShape(Object.keys(schema.attributes), Object.fromEntries(labels), { open: true });
  const { attributes, blocks } = readContent(body, shape);
  const found: Record<string, Json> = {};
  for (const [name, { expression }] of [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))) found[name] = expressionJson(expression);
  for (const [name, { nesting, block }] of Object.entries(schema.blocks)) {
    const given = blocks.filter(({ type }) => type === name);
    if (given.length === 0) continue;
    const inner = given.map((one) => [one.labels[0]?.value ?? "", blockExpressions(one.body, block)] as const);
    if (nesting === "map") found[name] = Object.fromEntries(inner);
    else found[name] = nesting === "single" || nesting === "group" ? (inner[0]?.[1] ?? {}) : inner.map(([, json]) => json);
  }
  return found;
}

/** What an expression is: its constant value, or what it refers to. */
function expressionJson(expression: Expression): JsonRecord {
  const constant = expression.kind === "json" ? literalJson(expression.node) : constantJson(expression);
  const referred = references(expression).flatMap(referenceTexts);
  return { ...(constant !== undefined && { constant_value: constant }), ...(referred.length > 0 && { references: referred }) };
}

function constantJson(expression: Expression): Json | undefined {
  const { value, diagnostics } = evaluate(expression);
  return diagnostics.length === 0 && isWhollyKnown(value) ? valueToJson(value) : undefined;
}

// In the JSON syntax a text is shown as it stands, templates and all.
function literalJson(node: JsonNode): Json | undefined {
  switch (node.kind) {
    case "null":
      return undefined;
    case "number":
      return constantJson({ kind: "json", node, range: node.range }) ?? null;
    case "array":
      return node.items.map((item) => literalJson(item) ?? null);
    case "object":
      return Object.fromEntries(node.members.map(({ name, value }) => [name, literalJson(value) ?? null]));
    default:
      return node.value;
  }
}

// The longest first, then what it is taken from, down to the object itself.
function referenceTexts(traversal: ScopeTraversalExpression): string[] {
  const { reference } = parseReference(traversal);
  if (!reference) return [];
  const { text, rest, whole } = subjectText(reference);
  const texts: string[] = [];
  for (let length = rest.length; length > 0; length--) texts.push(text + rest.slice(0, length).map(stepText).join(""));
  return [...texts, text, ...(whole === undefined ? [] : [whole])];
}

function subjectText({ subject, rest }: Reference): { readonly text: string; readonly rest: readonly TraversalStep[]; readonly whole?: string } {
  switch (subject.kind) {
    case "self":
      return { text: "self", rest };
    case "resource":
      return keyedText(subject.address, rest);
    case "module": {
      const call = `module.${subject.name}`;
      const keyed = keyedText(call, rest);
      const [output, ...inside] = keyed.rest;
      if (output?.kind !== "attribute") return keyed;
      return { text: `${keyed.text}.${output.name}`, rest: inside, whole: keyed.text };
    }
    case "variable":
      return { text: `var.${subject.name}`, rest };
    default:
      return { text: `${subject.kind}.${subject.name}`, rest };
  }
}

function keyedText(text: string, rest: readonly TraversalStep[]): { readonly text: string; readonly rest: readonly TraversalStep[]; readonly whole?: string } {
  const [first, ...others] = rest;
  return first?.kind === "index" ? { text: text + stepText(first), rest: others, whole: text } : { text, rest };
}

function stepText(step: TraversalStep): string {
  if (step.kind === "attribute") return `.${step.name}`;
  const { raw } = step.key;
  return printKey(typeof raw === "number" || typeof raw === "string" ? raw : String(raw));
}

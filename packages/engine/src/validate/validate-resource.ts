// A resource or data source: its type, its instances, its arguments, and what Terraform reads from its block.
import { deepMarks, EPHEMERAL, hasErrors, markPaths, printPath, references, stripMarks, suggest, unknownValue } from "@lockstep/hcl";
import type { Block, Diagnostic, Expression, Path, Value } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import { dataShape, resourceShape } from "../config/blocks/resource.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import { displaySource } from "../config/provider-source.ts";
import { provisionerShape } from "../config/provisioners.ts";
import * as messages from "../messages.ts";
import { resourceReferences } from "../graph/steps/connect-references.ts";
import { findInBody, fromProvider } from "../plan/provider-diagnostics.ts";
import { impliedType } from "../schema/implied-type.ts";
import { provisionerSchemas } from "../schema/provisioners.ts";
import type { BlockSchema, ResourceSchema } from "../schema/schema.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { View } from "../scope/names.ts";
import { someRepetition } from "../scope/repetition.ts";
import { schemaReferences } from "./schema-references.ts";
import { attributeProblems, dependsOnProblems } from "./static-references.ts";
import type { Place } from "./static-references.ts";
import { validateRule } from "./validate-values.ts";
import type { FoundProvider, Validation } from "./validation.ts";

/** Notes what is wrong with a resource; false when references to it are pointless. */
export function validateResource(validation: Validation, scope: ModuleScope, resource: ResourceConfig): boolean {
  const outside = validation.place(scope);
  const mentioned = [...resourceReferences(resource), ...resource.dependsOn.flatMap(references)];
  if (!validation.dependenciesAreSound(mentioned, outside)) return false;
  const dependencies = !validation.report(dependsOnProblems(resource.dependsOn, outside));
  const instances = validateInstances(validation, scope, resource, outside);
  const found = validation.providerOf(scope, resource);
  const schema = found && findSchema(validation, resource, found);
  if (!found || !schema) return false;
  const by = resource.forEach ? "for_each" : resource.count ? "count" : undefined;
  const subject: Subject = { validation, scope, resource, schema: schema.block, place: validation.place(scope, by), view: { repetition: someRepetition(by) } };
  const sound = [
    instances && validateArguments(subject, found),
    validateIgnoreChanges(subject),
    validateConditions(subject),
    validateProvisioners(subject),
  ];
  return dependencies && sound.every(Boolean);
}

/** A resource and what is needed to look into it. */
interface Subject {
  readonly validation: Validation;
  readonly scope: ModuleScope;
  readonly resource: ResourceConfig;
  readonly schema: BlockSchema;
  readonly place: Place;
  readonly view: View;
}

function validateInstances(validation: Validation, scope: ModuleScope, resource: ResourceConfig, place: Place): boolean {
  const repeated = resource.forEach ?? resource.count;
  if (!repeated) return true;
  if (!validation.checkTraversals(references(repeated.expression), place)) return false;
  const expansion = scope.expand(resource);
  return !validation.report(expansion.diagnostics) && !expansion.failed;
}

/** No provider here has ephemeral resources. */
const nothing: ReadonlyMap<string, ResourceSchema> = new Map();

function findSchema(validation: Validation, resource: ResourceConfig, { source, factory }: FoundProvider): ResourceSchema | undefined {
  if (!factory) {
    validation.report([messages.providerUnknown(source)]);
    return undefined;
  }
  const { resourceTypes, dataSources } = factory.schemas;
  const [own, other] = resource.mode === "managed" ? [resourceTypes, dataSources] : [resource.mode === "data" ? dataSources : nothing, resourceTypes];
  const schema = own.get(resource.type);
  if (!schema) validation.report([messages.unknownType(resource, displaySource(source), suggest(resource.type, own.keys()), other.has(resource.type))]);
  return schema;
}

function validateArguments({ validation, scope, resource, schema, place, view }: Subject, { factory }: FoundProvider): boolean {
  if (!validation.checkTraversals(schemaReferences(resource.body, schema), place)) return false;
  const besides = resource.mode === "managed" ? resourceShape : dataShape;
  const { value, failed } = validation.note(scope.evaluateBody(resource.body, schema, view, besides));
  if (failed || !factory) return false;
  if (validation.report(ephemeralProblems(value, resource))) return false;
  const provider = validation.open(factory);
  const plain = stripMarks(value);
  const problems = resource.mode === "managed" ? provider.validateResource(resource.type, plain) : provider.validateDataSource(resource.type, plain);
  // Terraform names the object only where the problem has a place in its block.
  const address = scope.qualify(printLocal(resource));
  const said = fromProvider(problems, { body: resource.body, range: resource.range });
  return !validation.report(said.map((diagnostic, at) => (problems[at]?.path ? { ...diagnostic, address } : withoutPlace(diagnostic))));
}

function withoutPlace({ severity, summary, detail }: Diagnostic): Diagnostic {
  return { severity, summary, detail };
}

/** What is not kept must not be in what is kept. */
function ephemeralProblems(value: Value, { body, range }: ResourceConfig): Diagnostic[] {
  if ((deepMarks(value) & EPHEMERAL) === 0) return [];
  return markPaths(value)
    .filter(({ marks }) => (marks & EPHEMERAL) !== 0)
    .map(({ path }) => messages.ephemeralArgument(printPath(path).replace(/^\./, ""), findInBody(body, path.map(plainStep)) ?? range));
}

const plainStep = (step: Path[number]): string | number => (step.kind === "attribute" ? step.name : typeof step.key === "object" ? 0 : step.key);

function validateIgnoreChanges({ validation, resource, schema }: Subject): boolean {
  const { ignoreChanges } = resource.lifecycle;
  if (ignoreChanges === "all") return true;
  const problems = ignoreChanges.flatMap((expression) => ignoreProblems(expression, resource, schema));
  return !validation.report(hasErrors(problems) ? problems.filter(({ severity }) => severity === "error") : problems);
}

function ignoreProblems(expression: Expression, resource: ResourceConfig, schema: BlockSchema): Diagnostic[] {
  if (expression.kind !== "scope-traversal") return [];
  const first = { kind: "attribute" as const, name: expression.root, range: expression.rootRange };
  const problems = attributeProblems([first, ...expression.steps], schema);
  const attribute = schema.attributes[expression.root];
  const decidedByProvider = attribute?.computed && !attribute.optional && expression.steps.length === 0;
  return decidedByProvider ? [...problems, messages.redundantIgnore(expression.root, resource.typeRange)] : problems;
}

function validateConditions({ validation, scope, resource, schema, place, view }: Subject): boolean {
  const { preconditions, postconditions } = resource.lifecycle;
  const before = validation.diagnostics.length;
  for (const rule of preconditions) validateRule(validation, place, rule, view);
  const self = { ...view, self: unknownValue(impliedType(schema)) };
  for (const rule of postconditions) validateRule(validation, validation.place(scope, place.by, schema), rule, self);
  return !hasErrors(validation.diagnostics.slice(before));
}

function validateProvisioners({ validation, scope, resource, schema, place, view }: Subject): boolean {
  const inside = validation.place(scope, place.by, schema);
  const self = { ...view, self: unknownValue(impliedType(schema)) };
  // After the first mistake Terraform looks at no more of them.
  return resource.provisioners.every((block) => validateProvisioner(validation, inside, block, self));
}

function validateProvisioner(validation: Validation, place: Place, block: Block, view: View): boolean {
  const type = block.labels[0]?.value ?? "";
  const schema = provisionerSchemas.get(type);
  if (!schema) return !validation.report([messages.unknownProvisioner(type, block.labels[0]?.range ?? block.typeRange)]);
  if (!validation.checkTraversals(schemaReferences(block.body, schema), place)) return false;
  return !validation.note(place.scope.evaluateBody(block.body, schema, view, provisionerShape)).failed;
}

// What can be said about a reference before anything is evaluated: whether it is one, and what it names exists.
import { suggest } from "@lockstep/hcl";
import type { Diagnostic, ScopeTraversalExpression, TraversalStep } from "@lockstep/hcl";
import type { ResourceConfig } from "../config/configuration.ts";
import { moduleName } from "../config/modules.ts";
import { parseReference } from "../config/reference.ts";
import type { Reference, Subject } from "../config/reference.ts";
import * as messages from "../messages.ts";
import type { BlockSchema } from "../schema/schema.ts";
import type { ModuleScope } from "../scope/module-scope.ts";

/** Where an expression stands: what it may mention besides the names of its module. */
export interface Place {
  readonly scope: ModuleScope;
  /** How the block is repeated: what count and each may say. */
  readonly by?: "count" | "for_each" | undefined;
  /** The schema of `self`, where there is one. */
  readonly self?: BlockSchema | undefined;
  /** The schema of a resource, for its attributes. */
  readonly schemaOf: (scope: ModuleScope, resource: ResourceConfig) => BlockSchema | undefined;
}

/** All that is wrong with the references of one expression or block. When there is anything, it is not evaluated. */
export function referenceProblems(traversals: readonly ScopeTraversalExpression[], place: Place): Diagnostic[] {
  const spelling: Diagnostic[] = [];
  const missing: Diagnostic[] = [];
  const references: Reference[] = [];
  for (const traversal of traversals) {
    const { reference, problem } = parseReference(traversal);
    if (problem) spelling.push(problem);
    if (!reference) continue;
    references.push(reference);
    missing.push(...objectProblems(reference, place));
  }
  // Terraform looks at the values of names only when all objects exist.
  if (missing.length === 0) for (const reference of references) missing.push(...valueProblems(reference, place));
  return [...missing, ...spelling];
}

/** Whether a problem is about an object, and not only about the value of a name. */
export const isAboutObjects = ({ summary }: Diagnostic): boolean => !valueSummaries.has(summary);

const valueSummaries: ReadonlySet<string> = new Set([
  "Reference to undeclared input variable",
  "Reference to undeclared local value",
  'Invalid "path" attribute',
  'Invalid "terraform" attribute',
  'Invalid "count" attribute',
  'Invalid "each" attribute',
  'Reference to "count" in non-counted context',
  'Reference to "each" in context without for_each',
  "each.value cannot be used in this context",
]);

function objectProblems(reference: Reference, place: Place): Diagnostic[] {
  const { subject, range } = reference;
  if (subject.kind === "resource") return resourceProblems(reference, subject, place);
  if (subject.kind === "self") return place.self ? attributeProblems(reference.rest, place.self) : [messages.selfUnavailable(range)];
  if (subject.kind !== "module") return [];
  const { module } = place.scope;
  if (module.calls.has(subject.name)) return [];
  return [messages.undeclaredModule(subject.name, moduleName(module), suggest(subject.name, module.calls.keys()), range)];
}

function resourceProblems({ rest, range }: Reference, subject: Extract<Subject, { kind: "resource" }>, { scope, schemaOf }: Place): Diagnostic[] {
  const resource = scope.findResource(subject.address);
  if (!resource) return [messages.undeclaredResource(subject, moduleName(scope.module), otherMode(subject, scope), range)];
  const by = resource.forEach ? "for_each" : resource.count ? "count" : undefined;
  const [first] = rest;
  const found: Diagnostic[] = [];
  if (by && first?.kind === "attribute") found.push(messages.missingInstanceKey("resource", subject.address, by, range));
  if (!by && first?.kind === "index") found.push(messages.unexpectedInstanceKey("resource", subject.address, range));
  const schema = schemaOf(scope, resource);
  return schema ? [...found, ...attributeProblems(first?.kind === "index" ? rest.slice(1) : rest, schema)] : found;
}

function otherMode({ mode, type, name }: Extract<Subject, { kind: "resource" }>, { module }: ModuleScope): string {
  const [map, address, kind] =
    mode === "managed"
      ? ([module.dataSources, `data.${type}.${name}`, "data resource"] as const)
      : ([module.resources, `${type}.${name}`, "managed resource"] as const);
  return map.has(address) ? `\n\nDid you mean the ${kind} ${address}?` : "";
}

/** Attributes that the schema does not have, as far as the steps say which. */
export function attributeProblems(steps: readonly TraversalStep[], schema: BlockSchema): Diagnostic[] {
  const [first, ...rest] = steps;
  if (first?.kind !== "attribute") return [];
  const block = Object.hasOwn(schema.blocks, first.name) ? schema.blocks[first.name] : undefined;
  if (!block) {
    if (Object.hasOwn(schema.attributes, first.name)) return [];
    const near = suggest(first.name, [...Object.keys(schema.attributes), ...Object.keys(schema.blocks)]);
    return [messages.unsupportedResourceAttribute(first.name, near, first.range)];
  }
  if (block.nesting === "single" || block.nesting === "group") return attributeProblems(rest, block.block);
  return block.nesting === "list" && rest[0]?.kind === "index" ? attributeProblems(rest.slice(1), block.block) : [];
}

type Named = "variable" | "local" | "path" | "terraform" | "count" | "each";

function valueProblems({ subject, range }: Reference, place: Place): Diagnostic[] {
  if (subject.kind === "resource" || subject.kind === "module" || subject.kind === "self") return [];
  const problem = checks[subject.kind](subject.name, range, place);
  return problem ? [problem] : [];
}

const checks: Readonly<Record<Named, (name: string, range: Reference["range"], place: Place) => Diagnostic | undefined>> = {
  variable(name, range, { scope: { module } }) {
    return module.variables.has(name) ? undefined : messages.undeclaredVariable(name, suggest(name, module.variables.keys()), range);
  },
  local(name, range, { scope: { module } }) {
    return module.locals.has(name) ? undefined : messages.undeclaredLocal(name, suggest(name, module.locals.keys()), range);
  },
  path: (name, range) => objectAttribute("path", ["cwd", "module", "root"], name, range),
  terraform: (name, range) => (name === "env" ? messages.terraformEnvRemoved(range) : objectAttribute("terraform", ["workspace", "applying"], name, range)),
  count(name, range, { by }) {
    const problem = objectAttribute("count", ["index"], name, range);
    return problem ?? (by === "count" ? undefined : messages.countOutsideCount(range));
  },
  each(name, range, { by }) {
    const problem = objectAttribute("each", ["key", "value"], name, range);
    if (problem || by === "for_each") return problem;
    return name === "value" ? messages.eachValueUnavailable(range) : messages.eachOutsideForEach(range);
  },
};

function objectAttribute(root: string, names: readonly string[], name: string, range: Reference["range"]): Diagnostic | undefined {
  if (names.includes(name)) return undefined;
  return messages.invalidObjectAttribute(root, name, root === "path" ? suggest(name, names) : undefined, range);
}

/** What is wrong with a `depends_on`: it names whole objects that exist. */
export function dependsOnProblems(expressions: readonly { readonly kind: string }[], place: Place): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const expression of expressions) {
    if (!isTraversal(expression)) continue;
    const { reference, problem } = parseReference(expression);
    if (problem) found.push(problem);
    if (!reference) continue;
    // An output of a module is a whole object too.
    const [first] = afterKey(reference).slice(reference.subject.kind === "module" ? 1 : 0);
    if (first) found.push(messages.dependsOnPart(first.range));
    else if (found.length === 0) found.push(...objectProblems(reference, place), ...valueProblems(reference, place));
  }
  return found;
}

const isTraversal = (expression: { readonly kind: string }): expression is ScopeTraversalExpression => expression.kind === "scope-traversal";

function afterKey({ subject, rest }: Reference): readonly TraversalStep[] {
  return (subject.kind === "resource" || subject.kind === "module") && rest[0]?.kind === "index" ? rest.slice(1) : rest;
}

// What a traversal in an expression refers to: the first steps name an object of the module, the rest goes into it.
import type { Diagnostic, ScopeTraversalExpression, SourceRange, TraversalStep } from "@lockstep/hcl";
import { joinRanges } from "@lockstep/hcl";
import type { ResourceMode } from "../address.ts";
import * as messages from "../messages.ts";

/** The object that a reference names. `key` is set when an instance is named with a constant key. */
export type Subject =
  | { readonly kind: "variable" | "local" | "path" | "terraform" | "count" | "each"; readonly name: string }
  | { readonly kind: "self" }
  | { readonly kind: "resource"; readonly mode: ResourceMode; readonly type: string; readonly name: string; readonly address: string }
  | { readonly kind: "module"; readonly name: string };

export interface Reference {
  readonly subject: Subject;
  /** The steps behind the subject's name; the first may be an instance key. */
  readonly rest: readonly TraversalStep[];
  /** From the root to the end of the subject (with the attribute of a module or the instance key). */
  readonly range: SourceRange;
}

export interface ParsedReference {
  /** Also beside a problem for names such as `local[0]`, which Terraform then looks up under an empty name. */
  readonly reference?: Reference;
  readonly problem?: Diagnostic;
}

type Roots = Readonly<Record<string, (traversal: ScopeTraversalExpression) => ParsedReference>>;

const roots: Roots = {
  var: (traversal) => attributeOf("variable", traversal),
  local: (traversal) => attributeOf("local", traversal),
  path: (traversal) => attributeOf("path", traversal),
  terraform: (traversal) => attributeOf("terraform", traversal),
  count: (traversal) => attributeOf("count", traversal),
  each: (traversal) => attributeOf("each", traversal),
  self: (traversal) => ({ reference: { subject: { kind: "self" }, rest: traversal.steps, range: traversal.rootRange } }),
  module: moduleReference,
  data: (traversal) => prefixedResource("data", "data source", traversal),
  ephemeral: (traversal) => prefixedResource("ephemeral", "ephemeral resource", traversal),
  resource: (traversal) => prefixedResource("managed", "resource", traversal),
  template: reserved,
  lazy: reserved,
  arg: reserved,
};

/** Splits a traversal into the object it names and the way into it. */
export function parseReference(traversal: ScopeTraversalExpression): ParsedReference {
  const known = Object.hasOwn(roots, traversal.root) ? roots[traversal.root] : undefined;
  if (known) return known(traversal);
  const [first] = traversal.steps;
  if (first?.kind !== "attribute") return { problem: messages.referenceNeedsResourceName(first?.range ?? traversal.rootRange) };
  return resourceReference("managed", traversal.root, first.name, traversal, 1);
}

function attributeOf(kind: "variable" | "local" | "path" | "terraform" | "count" | "each", traversal: ScopeTraversalExpression): ParsedReference {
  const [first, ...rest] = traversal.steps;
  const range = first ? joinRanges(traversal.rootRange, first.range) : traversal.rootRange;
  if (first?.kind === "attribute") return { reference: { subject: { kind, name: first.name }, rest, range } };
  const problem = first
    ? messages.referenceWithoutAttribute(traversal.root, first.range)
    : messages.referenceNeedsAttribute(traversal.root, traversal.rootRange);
  return { reference: { subject: { kind, name: "" }, rest: [], range }, problem };
}

function moduleReference(traversal: ScopeTraversalExpression): ParsedReference {
  const { reference, problem } = attributeOf("local", traversal);
  if (problem || !reference || reference.subject.kind !== "local") return problem ? { problem } : {};
  const [key, output] = reference.rest[0]?.kind === "index" ? reference.rest : [undefined, reference.rest[0]];
  const end = output?.range ?? key?.range;
  return {
    reference: {
      subject: { kind: "module", name: reference.subject.name },
      rest: reference.rest,
      range: end ? joinRanges(reference.range, end) : reference.range,
    },
  };
}

function prefixedResource(mode: ResourceMode, kind: string, traversal: ScopeTraversalExpression): ParsedReference {
  const [type, name] = traversal.steps;
  if (type?.kind === "attribute" && name?.kind === "attribute") return resourceReference(mode, type.name, name.name, traversal, 2);
  return { problem: messages.referenceNeedsTypeAndName(traversal.root, kind, traversal.range) };
}

function resourceReference(mode: ResourceMode, type: string, name: string, traversal: ScopeTraversalExpression, used: number): ParsedReference {
  const rest = traversal.steps.slice(used);
  const end = rest[0]?.kind === "index" ? rest[0].range : traversal.steps[used - 1]?.range;
  const address = mode === "managed" ? `${type}.${name}` : `${mode}.${type}.${name}`;
  return {
    reference: {
      subject: { kind: "resource", mode, type, name, address },
      rest,
      range: end ? joinRanges(traversal.rootRange, end) : traversal.rootRange,
    },
  };
}

function reserved(traversal: ScopeTraversalExpression): ParsedReference {
  return { problem: messages.reservedSymbol(traversal.root, traversal.rootRange) };
}

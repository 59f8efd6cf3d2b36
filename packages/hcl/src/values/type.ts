/** The type of a value, or a type constraint. Attributes of an object type are held in order of their names. */
export type Type =
  | { readonly kind: "string" }
  | { readonly kind: "number" }
  | { readonly kind: "bool" }
  /** As a constraint: anything. As the type of a value: not known yet, or the untyped null. */
  | { readonly kind: "dynamic" }
  | { readonly kind: "list"; readonly element: Type }
  | { readonly kind: "set"; readonly element: Type }
  | { readonly kind: "map"; readonly element: Type }
  | { readonly kind: "tuple"; readonly elements: readonly Type[] }
  | ObjectType;

export interface ObjectType {
  readonly kind: "object";
  readonly attributes: ReadonlyMap<string, Type>;
  /** Names that may be missing when converting to this type; constraints only. */
  readonly optional?: ReadonlySet<string>;
}

export const stringType: Type = { kind: "string" };
export const numberType: Type = { kind: "number" };
export const boolType: Type = { kind: "bool" };
export const dynamicType: Type = { kind: "dynamic" };
export const listType = (element: Type): Type => ({ kind: "list", element });
export const setType = (element: Type): Type => ({ kind: "set", element });
export const mapType = (element: Type): Type => ({ kind: "map", element });
export const tupleType = (elements: readonly Type[]): Type => ({ kind: "tuple", elements });

/** An object type; the attributes are put in order of their names. */
export function objectType(attributes: Iterable<readonly [string, Type]>, optional?: Iterable<string>): ObjectType {
  const sorted = new Map([...attributes].sort(([a], [b]) => compareStrings(a, b)));
  const names = optional && new Set(optional);
  return names?.size ? { kind: "object", attributes: sorted, optional: names } : { kind: "object", attributes: sorted };
}

/** Orders strings by their UTF-8 bytes, as Terraform does; that is by code point. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // Surrogates stand for code points above every other unit.
    const highLeft = left >= 0xd800 && left <= 0xdfff;
    const highRight = right >= 0xd800 && right <= 0xdfff;
    if (highLeft !== highRight) return highLeft ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}

export const isPrimitive = (type: Type): boolean => type.kind === "string" || type.kind === "number" || type.kind === "bool";

/** Whether both are the same type; which attributes are optional counts. */
export function equalTypes(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind === "object") return b.kind === "object" && equalObjects(a, b);
  if (a.kind === "tuple") return b.kind === "tuple" && equalSequences(a.elements, b.elements);
  if (a.kind === "list" || a.kind === "set" || a.kind === "map") return a.kind === b.kind && equalTypes(a.element, b.element);
  return a.kind === b.kind;
}

function equalSequences(a: readonly Type[], b: readonly Type[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((type, at) => equalTypes(type, b[at] ?? dynamicType));
}

function equalObjects(a: ObjectType, b: ObjectType): boolean {
  if (a.attributes.size !== b.attributes.size || (a.optional?.size ?? 0) !== (b.optional?.size ?? 0)) return false;
  for (const [name, type] of a.attributes) {
    const other = b.attributes.get(name);
    if (!other || !equalTypes(type, other)) return false;
    if (a.optional?.has(name) && !b.optional?.has(name)) return false;
  }
  return true;
}

/** The type with one made by `change` in place of each part, from the inside out; the same object where nothing changes. */
export function mapTypes(type: Type, change: (part: Type) => Type): Type {
  if (type.kind === "list" || type.kind === "set" || type.kind === "map") {
    const element = mapTypes(type.element, change);
    return change(element === type.element ? type : { kind: type.kind, element });
  }
  if (type.kind === "tuple") {
    const elements = type.elements.map((element) => mapTypes(element, change));
    return change(elements.every((element, at) => element === type.elements[at]) ? type : tupleType(elements));
  }
  if (type.kind !== "object") return change(type);
  const attributes = new Map([...type.attributes].map(([name, part]) => [name, mapTypes(part, change)]));
  const same = [...attributes].every(([name, part]) => part === type.attributes.get(name));
  return change(same ? type : { ...type, attributes });
}

/** A constraint as the type of values: no attribute is optional any more. */
export const withoutOptional = (type: Type): Type =>
  mapTypes(type, (part) => (part.kind === "object" && part.optional ? { kind: "object", attributes: part.attributes } : part));

/** Whether any part of the type is not known. */
export function hasDynamic(type: Type): boolean {
  if (type.kind === "dynamic") return true;
  if (type.kind === "list" || type.kind === "set" || type.kind === "map") return hasDynamic(type.element);
  if (type.kind === "tuple") return type.elements.some(hasDynamic);
  return type.kind === "object" && [...type.attributes.values()].some(hasDynamic);
}

/** The type in Terraform's messages: "list of string", "object". */
export function describeType(type: Type): string {
  if (type.kind === "list" || type.kind === "set" || type.kind === "map") return `${type.kind} of ${describeType(type.element)}`;
  return type.kind;
}

/** The same, where a type is asked for: "list of any single type". */
export function describeConstraint(type: Type): string {
  if (type.kind === "dynamic") return "any type";
  if (type.kind !== "list" && type.kind !== "set" && type.kind !== "map") return type.kind;
  return `${type.kind} of ${type.element.kind === "dynamic" ? "any single type" : describeConstraint(type.element)}`;
}

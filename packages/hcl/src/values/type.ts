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

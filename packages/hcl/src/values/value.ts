import { PRECISION } from "./big-float.ts";
import type { BigFloat } from "./big-float.ts";
import { boolType, dynamicType, listType, numberType, objectType, stringType, tupleType } from "./type.ts";
import type { Type } from "./type.ts";

/**
 * A value of the language: its type, its content, and its marks. Immutable.
 *
 * `raw` by type: string → a string in normal form C; bool → boolean; number → a JS number when it is a safe integer
 * (-0 included: Terraform prints it as "-0"), otherwise a BigFloat; list, set, tuple → an array (sets without duplicates, in Terraform's order);
 * map, object → a Map in order of its keys; null → null; not known yet → an Unknown.
 */
export interface Value {
  readonly type: Type;
  readonly raw: Raw;
  readonly marks: Marks;
  /** The bits that Terraform computes this number with, when not 512: a length has 64, a logarithm 53. It shows in quotients and in print. */
  readonly precision?: number;
}

export type Raw = null | Unknown | string | boolean | number | BigFloat | readonly Value[] | ReadonlyMap<string, Value>;

/** Bits: see SENSITIVE and EPHEMERAL. 0 is unmarked. A mark on a part is not a mark on the whole; `deepMarks` gathers. */
export type Marks = number;
export const SENSITIVE: Marks = 1;
export const EPHEMERAL: Marks = 2;

/** What is known of a value that is not known yet. */
export class Unknown {
  readonly notNull: boolean;
  readonly prefix: string | undefined;
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;

  constructor(refinement: Partial<Pick<Unknown, "notNull" | "prefix" | "lower" | "upper" | "minLength" | "maxLength">> = {}) {
    this.notNull = refinement.notNull ?? false;
    this.prefix = refinement.prefix;
    this.lower = refinement.lower;
    this.upper = refinement.upper;
    this.minLength = refinement.minLength;
    this.maxLength = refinement.maxLength;
  }
}

/** An end of a number's range. */
export interface Bound {
  readonly value: number | BigFloat;
  readonly inclusive: boolean;
}

const plainUnknown = new Unknown();

export const stringValue = (text: string): Value => ({ type: stringType, raw: text.normalize("NFC"), marks: 0 });
export const boolValue = (value: boolean): Value => (value ? trueValue : falseValue);
export const numberValue = (value: number | BigFloat, precision?: number): Value =>
  precision === undefined || precision === PRECISION
    ? { type: numberType, raw: value, marks: 0 }
    : { type: numberType, raw: value, marks: 0, precision };
export const nullValue = (type: Type): Value => ({ type, raw: null, marks: 0 });
export const unknownValue = (type: Type, refinement?: Unknown): Value => ({ type, raw: refinement ?? plainUnknown, marks: 0 });
export const trueValue: Value = { type: boolType, raw: true, marks: 0 };
export const falseValue: Value = { type: boolType, raw: false, marks: 0 };
/** null without a type. */
export const dynamicNull: Value = nullValue(dynamicType);
/** A value of which nothing is known, not even the type. */
export const dynamicUnknown: Value = unknownValue(dynamicType);

/** Elements must all be of `element`. */
export const listValue = (element: Type, items: readonly Value[]): Value => ({ type: listType(element), raw: items, marks: 0 });
export const tupleValue = (items: readonly Value[]): Value => ({ type: tupleType(items.map((item) => item.type)), raw: items, marks: 0 });

/** An object of the attributes given, in any order. */
export function objectValue(attributes: Iterable<readonly [string, Value]>): Value {
  const given = new Map(attributes);
  const type = objectType([...given].map(([name, value]) => [name, value.type] as const));
  return { type, raw: new Map([...type.attributes.keys()].map((name) => [name, given.get(name) ?? dynamicNull])), marks: 0 };
}

export const isNull = (value: Value): boolean => value.raw === null;
/** Known itself; parts of it may still be unknown. */
export const isKnown = (value: Value): boolean => !(value.raw instanceof Unknown);
export const withMarks = (value: Value, marks: Marks): Value =>
  (value.marks | marks) === value.marks ? value : { ...value, marks: value.marks | marks };
export const withoutMarks = (value: Value): Value => (value.marks === 0 ? value : { ...value, marks: 0 });


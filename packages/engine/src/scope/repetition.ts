// What `count` and `for_each` make of a block: the keys of its instances and what each instance knows of itself.
import { EPHEMERAL, SENSITIVE, Unknown, deepMarks, dynamicUnknown, isKnown, numberValue, stringValue, unknownValue, stringType, numberType, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Expression, Value } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { InstanceKey } from "../state/state.ts";

/** What count.index, each.key and each.value are; without them the block is not repeated. */
export interface Repetition {
  readonly countIndex?: Value;
  readonly eachKey?: Value;
  readonly eachValue?: Value;
}

export const noRepetition: Repetition = {};

/** While only validating: the block is repeated, but not how often. */
export const someRepetition = (by: "count" | "for_each" | undefined): Repetition => {
  if (by === "count") return { countIndex: unknownValue(numberType, new Unknown({ notNull: true })) };
  if (by === "for_each") return { eachKey: unknownValue(stringType, new Unknown({ notNull: true })), eachValue: dynamicUnknown };
  return noRepetition;
};

/** The instances of a block. `failed` when they are not known because of a problem, here or in what it mentions. */
export interface Expansion {
  readonly by: "count" | "for_each" | undefined;
  /** In order: numbers upwards, strings in Terraform's order of strings. */
  readonly instances: ReadonlyMap<InstanceKey, Repetition>;
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
}

/** A block without `count` and `for_each`. */
export const single: Expansion = { by: undefined, instances: new Map([[undefined, noRepetition]]), diagnostics: [], failed: false };

/** Instances could not be worked out, because something that they depend on failed or is wrong. */
export const failedExpansion = (by: Expansion["by"], diagnostics: readonly Diagnostic[]): Expansion => ({ by, instances: new Map(), diagnostics, failed: true });


/** What all `count` and `for_each` of one walk may make together; more would not fit into memory. */
export const MOST_INSTANCES = 1_000_000;

const wholeNumber = "value must be a whole number, between -9223372036854775808 and 9223372036854775807";

/** A `count` that was converted to a number → 0, 1, 2 … */
export function expandCount(value: Value, { range }: Expression): Expansion {
  const refuse = (diagnostic: Diagnostic): Expansion => failedExpansion("count", [diagnostic]);
  const { raw } = value;
  if ((value.marks & EPHEMERAL) !== 0) return refuse(messages.countEphemeral(range));
  if (raw === null) return refuse(messages.countNull(range));
  if (!isKnown(value)) return refuse(messages.countUnknown(range));
  if (typeof raw !== "number") return refuse(messages.countUnsuitable(wholeNumber, range));
  if (!Number.isInteger(raw)) return refuse(messages.countUnsuitable(wholeNumber, range));
  if (raw < 0) return refuse(messages.countUnsuitable("must be greater than or equal to zero", range));
  if (raw > MOST_INSTANCES) return refuse(messages.tooManyInstances(MOST_INSTANCES, range));
  const instances = new Map<InstanceKey, Repetition>();
  for (let index = 0; index < raw; index++) instances.set(index, { countIndex: numberValue(index) });
  return { by: "count", instances, diagnostics: [], failed: false };
}

/** What is wrong with a `count` while its value may be unknown. */
export function countProblem(value: Value, expression: Expression): Diagnostic | undefined {
  return isKnown(value) || (value.marks & EPHEMERAL) !== 0 ? expandCount({ ...value, raw: smallCount(value.raw) }, expression).diagnostics[0] : undefined;
}

// Only the sign and the fraction matter for the check.
const smallCount = (raw: Value["raw"]): Value["raw"] => (typeof raw === "number" && Number.isInteger(raw) ? Math.min(raw, 0) : raw);

/** A `for_each` → its keys with their values. */
export function expandForEach(value: Value, { range }: Expression): Expansion {
  const problem = forEachProblem(value, range, false);
  if (problem) return failedExpansion("for_each", [problem]);
  const instances = new Map<InstanceKey, Repetition>();
  const known = stripOwnMarks(value);
  if (Array.isArray(known.raw)) {
    const items: readonly Value[] = known.raw;
    for (const item of items) instances.set(String(item.raw), { eachKey: item, eachValue: item });
  } else if (known.raw instanceof Map) {
    const entries: ReadonlyMap<string, Value> = known.raw;
    for (const [key, item] of entries) instances.set(key, { eachKey: stringValue(key), eachValue: item });
  }
  return { by: "for_each", instances, diagnostics: [], failed: false };
}

const stripOwnMarks = (value: Value): Value => (value.type.kind === "set" ? stripMarks(value) : value);

/** What is wrong with a `for_each`; `lenient` while only validating, when it may not be known yet. */
export function forEachProblem(value: Value, range: Expression["range"], lenient: boolean): Diagnostic | undefined {
  const { kind } = value.type;
  const marks = kind === "set" ? deepMarks(value) : value.marks;
  if ((marks & EPHEMERAL) !== 0) return messages.forEachEphemeral(range);
  if ((marks & SENSITIVE) !== 0) return messages.forEachSensitive(range);
  if (!isKnown(value)) return lenient && (kind === "dynamic" || suitable(kind)) ? undefined : unknownProblem(value, range);
  if (value.raw === null) return messages.forEachUnsuitable('the given "for_each" argument value is null. A map, or set of strings is allowed', range);
  if (!suitable(kind)) return messages.forEachWrongType(value.type, range);
  return value.type.kind === "set" ? setProblem(value, range, lenient) : undefined;
}

const suitable = (kind: Value["type"]["kind"]): boolean => kind === "map" || kind === "object" || kind === "set";

function unknownProblem(value: Value, range: Expression["range"]): Diagnostic {
  if (value.type.kind === "dynamic" || suitable(value.type.kind)) return messages.forEachUnknown(value.type.kind === "set", range);
  return messages.forEachWrongType(value.type, range);
}

function setProblem(value: Value, range: Expression["range"], lenient: boolean): Diagnostic | undefined {
  if (value.type.kind !== "set" || !Array.isArray(value.raw)) return undefined;
  const items: readonly Value[] = value.raw;
  if (items.some((item) => !isKnown(item))) return lenient ? undefined : messages.forEachUnknown(true, range);
  if (items.length > 0 && value.type.element.kind !== "string") return messages.forEachSetOf(value.type.element, range);
  return items.some((item) => item.raw === null) ? messages.forEachSetWithNull(range) : undefined;
}

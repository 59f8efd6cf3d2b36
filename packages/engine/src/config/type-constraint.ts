// Type constraints as they are written in variable blocks: list(string), object({ name = string, size = optional(number, 1) }).
import { boolType, dynamicType, listType, mapType, nativeExpression, numberType, objectType, setType, stringType, tupleType } from "@lockstep/hcl";
import type { CallExpression, Diagnostic, Expression, Type, Value } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { TypeDefaults } from "./configuration.ts";
import { constantValue } from "./constant.ts";
import { convertWithDefaults } from "./conversion.ts";
import { keywordOf, listItems, mapItems, quotedText } from "./static-form.ts";

/** A constraint with the defaults of its optional attributes. */
export interface TypeConstraint {
  readonly type: Type;
  readonly typeDefaults?: TypeDefaults;
}

/** The `type` argument of a variable, and how a text given for it is read. */
export function readVariableType(
  expression: Expression | undefined,
  diagnostics: Diagnostic[],
): TypeConstraint & { readonly parsing: "literal" | "expression" } {
  if (!expression) return { type: dynamicType, parsing: "literal" };
  const text = quotedText(expression);
  if (text !== undefined) {
    diagnostics.push(quotedTypeProblem(text, expression));
    return { type: dynamicType, parsing: "literal" };
  }
  const legacy = keywordOf(expression);
  // Before Terraform 0.12 these two words alone were types.
  if (legacy === "list") return { type: listType(dynamicType), parsing: "expression" };
  if (legacy === "map") return { type: mapType(dynamicType), parsing: "expression" };
  const constraint = readType(expression, diagnostics);
  return { ...constraint, parsing: isPrimitive(constraint.type) ? "literal" : "expression" };
}

const isPrimitive = (type: Type): boolean => type.kind === "string" || type.kind === "number" || type.kind === "bool";

const quotedWords: Readonly<Record<string, string>> = {
  string: 'Remove the quotes around "string".',
  list: 'Remove the quotes around "list" and write list(string) instead to explicitly indicate that the list elements are strings.',
  map: 'Remove the quotes around "map" and write map(string) instead to explicitly indicate that the map elements are strings.',
};

function quotedTypeProblem(text: string, { range }: Expression): Diagnostic {
  const detail = Object.hasOwn(quotedWords, text) ? quotedWords[text] : undefined;
  return detail === undefined ? messages.quotedTypeExpression(range) : messages.quotedType(detail, range);
}

const primitives: Readonly<Record<string, Type>> = { bool: boolType, string: stringType, number: numberType, any: dynamicType };

const collections: Readonly<Record<string, (element: Type) => Type>> = { list: listType, set: setType, map: mapType };

const missingArguments: Readonly<Record<string, string>> = {
  list: "The list type constructor requires one argument specifying the element type.",
  set: "The set type constructor requires one argument specifying the element type.",
  map: "The map type constructor requires one argument specifying the element type.",
  object: "The object type constructor requires one argument specifying the attribute types and values as a map.",
  tuple: "The tuple type constructor requires one argument specifying the element types as a list.",
};

const optionalMisplaced = 'Keyword "optional" is valid only as a modifier for object type attributes.';
const neither = "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).";

const anything: TypeConstraint = { type: dynamicType };

/** A type constraint; what is none is reported and taken for `any`. */
export function readType(written: Expression, diagnostics: Diagnostic[]): TypeConstraint {
  const parsed = nativeExpression(written);
  diagnostics.push(...parsed.diagnostics);
  if (parsed.diagnostics.length > 0) return anything;
  const expression = parsed.value.kind === "parentheses" ? parsed.value.inner : parsed.value;
  if (expression.kind === "call") return readConstructor(expression, diagnostics);
  const word = expression.kind === "scope-traversal" && expression.steps.length === 0 ? expression.root : undefined;
  const primitive = word !== undefined && Object.hasOwn(primitives, word) ? primitives[word] : undefined;
  if (primitive) return { type: primitive };
  diagnostics.push(messages.invalidType(keywordProblem(word), expression.range));
  return anything;
}

function keywordProblem(word: string | undefined): string {
  if (word === undefined) return neither;
  if (word === "optional") return optionalMisplaced;
  return (Object.hasOwn(missingArguments, word) ? missingArguments[word] : undefined) ?? `The keyword "${word}" is not a valid type specification.`;
}

function readConstructor(call: CallExpression, diagnostics: Diagnostic[]): TypeConstraint {
  const refuse = (detail: string, range = call.range): TypeConstraint => {
    diagnostics.push(messages.invalidType(detail, range));
    return anything;
  };
  const { name } = call;
  if (Object.hasOwn(primitives, name)) return refuse(`Primitive type keyword "${name}" does not expect arguments.`, argumentsRange(call));
  if (name === "optional") return refuse(optionalMisplaced, call.nameRange);
  const missing = Object.hasOwn(missingArguments, name) ? missingArguments[name] : undefined;
  if (missing === undefined) return refuse(`Keyword "${name}" is not a valid type constructor.`);
  const [argument, extra] = call.arguments;
  if (!argument) return refuse(missing, argumentsRange(call));
  if (extra) return refuse(missing, extra.range);
  if (name === "object") return readObject(argument, diagnostics);
  if (name === "tuple") return readTuple(argument, diagnostics);
  const element = readType(argument, diagnostics);
  const type = (collections[name] ?? listType)(element.type);
  return element.typeDefaults ? { type, typeDefaults: { values: new Map(), children: new Map([["", element.typeDefaults]]) } } : { type };
}

const argumentsRange = (call: CallExpression) => ({ ...call.range, start: call.openRange.start });

function readTuple(argument: Expression, diagnostics: Diagnostic[]): TypeConstraint {
  const items = listItems(argument);
  if (!items) {
    diagnostics.push(messages.invalidType("Tuple type constructor requires a list of element types.", argument.range));
    return anything;
  }
  const elements = items.map((item) => readType(item, diagnostics));
  const children = new Map(elements.flatMap(({ typeDefaults }, at) => (typeDefaults ? [[String(at), typeDefaults] as const] : [])));
  return withDefaults(tupleType(elements.map(({ type }) => type)), new Map(), children);
}

function readObject(argument: Expression, diagnostics: Diagnostic[]): TypeConstraint {
  const items = mapItems(argument);
  if (!items) {
    const detail = "Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.";
    diagnostics.push(messages.invalidType(detail, argument.range));
    return anything;
  }
  const parts: ObjectParts = { attributes: new Map(), optional: new Set(), defaults: new Map(), children: new Map() };
  for (const [key, value] of items) addAttribute(parts, key, value, diagnostics);
  return withDefaults(objectType(parts.attributes, parts.optional), parts.defaults, parts.children);
}

interface ObjectParts {
  readonly attributes: Map<string, Type>;
  readonly optional: Set<string>;
  readonly defaults: Map<string, Value>;
  readonly children: Map<string, TypeDefaults>;
}

function addAttribute(parts: ObjectParts, key: Expression, value: Expression, diagnostics: Diagnostic[]): void {
  const name = keywordOf(key);
  if (name === undefined) return void diagnostics.push(messages.invalidType("Object constructor map keys must be attribute names.", key.range));
  if (parts.attributes.has(name)) return void diagnostics.push(messages.invalidType("Object constructor map keys must be unique.", key.range));
  const modifier = optionalModifier(value);
  const [inner, fallback] = modifier?.arguments ?? [value];
  const problem = modifier && modifierProblem(modifier.arguments.length);
  if (problem) diagnostics.push(messages.invalidType(problem, argumentsRange(modifier)));
  const constraint = inner && !problem ? readType(inner, diagnostics) : anything;
  parts.attributes.set(name, constraint.type);
  if (modifier) parts.optional.add(name);
  if (constraint.typeDefaults) parts.children.set(name, constraint.typeDefaults);
  const read = fallback && !problem ? readDefault(fallback, constraint, diagnostics) : undefined;
  if (read) parts.defaults.set(name, read);
}

function optionalModifier(value: Expression): CallExpression | undefined {
  const expression = nativeExpression(value).value;
  return expression.kind === "call" && expression.name === "optional" ? expression : undefined;
}

function modifierProblem(count: number): string | undefined {
  if (count === 0) return "Optional attribute modifier requires the attribute type as its argument.";
  return count > 2 ? "Optional attribute modifier expects at most two arguments: the attribute type, and a default value." : undefined;
}

function readDefault(expression: Expression, constraint: TypeConstraint, diagnostics: Diagnostic[]): Value | undefined {
  const { value, diagnostics: problems } = constantValue(expression);
  diagnostics.push(...problems);
  if (!value || problems.length > 0) return undefined;
  const converted = convertWithDefaults(value, constraint.type, constraint.typeDefaults);
  if (converted.problem === undefined) return converted.value;
  diagnostics.push(messages.optionalDefaultMismatch(converted.problem.replace(/^[.[][^ ]*: /, ""), expression.range));
  return undefined;
}

function withDefaults(type: Type, values: ReadonlyMap<string, Value>, children: ReadonlyMap<string, TypeDefaults>): TypeConstraint {
  return values.size > 0 || children.size > 0 ? { type, typeDefaults: { values, children } } : { type };
}

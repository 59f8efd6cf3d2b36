// What is wrong with an object's arguments beyond their types: the row's checks and the ways its arguments belong together.
import type { Path, ProviderDiagnostic } from "@lockstep/engine";
import * as messages from "../messages.ts";
import type { Attribute, Attributes } from "./attribute.ts";
import { isPlainList, isPlainObject, isWhollyKnown } from "./plain.ts";
import type { Plain, PlainObject } from "./plain.ts";
import { isBlock } from "./schema.ts";

type Style = "sdk" | "framework";

/** Problems of an object's arguments as they are written; parts may be unknown. */
export function validateAttributes(attributes: Attributes, config: PlainObject, style: Style = "sdk", base: Path = []): ProviderDiagnostic[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => validateAttribute(attribute, name, config, style, base));
}

function validateAttribute(attribute: Attribute, name: string, config: PlainObject, style: Style, base: Path): ProviderDiagnostic[] {
  const value = given(attribute, config[name] ?? null);
  const path = [...base, name];
  const together = belongTogether(attribute, name, value, config, path);
  const chosen = attribute.computed && !attribute.optional && !attribute.required;
  if (value !== null && chosen) return [style === "sdk" ? messages.chosenByProvider(name, path) : messages.readOnly(path)];
  if (value === null) return attribute.required && !isBlock(attribute) ? [...together, missing(name, style, path)] : together;
  const deprecated = attribute.deprecated === undefined ? [] : [messages.deprecatedArgument(attribute.deprecated, path)];
  return [...together, ...deprecated, ...validateValue(attribute, name, value, style, path)];
}

/** Blocks that are not there are an empty list in the configuration. */
const given = (attribute: Attribute, value: Plain): Plain => (isBlock(attribute) && isPlainList(value) && value.length === 0 ? null : value);

const missing = (name: string, style: Style, path: Path): ProviderDiagnostic =>
  style === "sdk" ? messages.missingArgument(name, path) : messages.missingConfiguration(name, path);

function belongTogether(attribute: Attribute, name: string, value: Plain, config: PlainObject, path: Path): ProviderDiagnostic[] {
  const set = (other: string): boolean => isGiven(config[other]);
  const { conflictsWith = [], requiredWith = [], exactlyOneOf, atLeastOneOf } = attribute;
  const problems: ProviderDiagnostic[] = [];
  if (value !== null) {
    if (requiredWith.length > 0 && !requiredWith.every(set)) problems.push(messages.requiredTogether(name, [name, ...requiredWith], path));
    for (const other of conflictsWith) if (set(other)) problems.push(messages.conflictingArguments(name, other, path));
  }
  if (exactlyOneOf) {
    const count = exactlyOneOf.filter(set).length;
    if (count === 0) problems.push(messages.noneOfArguments(name, exactlyOneOf, path));
    if (count > 1) problems.push(messages.severalOfArguments(name, exactlyOneOf, path));
  }
  if (atLeastOneOf && !atLeastOneOf.some(set)) problems.push(messages.atLeastOneArgument(name, atLeastOneOf, path));
  return problems;
}

const isGiven = (value: Plain | undefined): boolean => value !== undefined && value !== null && !(isPlainList(value) && value.length === 0);

function validateValue(attribute: Attribute, name: string, value: Plain, style: Style, path: Path): ProviderDiagnostic[] {
  if (!isWhollyKnown(value)) return [];
  const own = (attribute.checks ?? []).flatMap((check) => {
    const finding = check(value, name);
    return finding ? [{ severity: "error" as const, ...finding, path }] : [];
  });
  return [...own, ...countItems(attribute, name, value, path), ...validateItems(attribute, name, value, style, path)];
}

/** The engine counts blocks; how many elements an argument may have only the provider knows. */
function countItems(attribute: Attribute, name: string, value: Plain, path: Path): ProviderDiagnostic[] {
  if (isBlock(attribute) || !isPlainList(value)) return [];
  const { minItems, maxItems } = attribute;
  if (maxItems !== undefined && value.length > maxItems) return [messages.tooManyItems(name, maxItems, value.length, path)];
  if (minItems !== undefined && value.length < minItems) return [messages.notEnoughItems(name, minItems, value.length, path)];
  return [];
}

function validateItems(attribute: Attribute, name: string, value: Plain, style: Style, path: Path): ProviderDiagnostic[] {
  const { element, attributes } = attribute;
  if (attributes && isPlainObject(value)) return validateAttributes(attributes, value, style, path);
  if (!isPlainList(value)) return [];
  // An element of a set has no place of its own in a path.
  return value.flatMap((item, at) => {
    const place = attribute.type === "set" ? path : [...path, at];
    if (attributes) return isPlainObject(item) ? validateAttributes(attributes, item, style, place) : [];
    return element ? validateValue(element, `${name}.${at}`, item, style, place) : [];
  });
}

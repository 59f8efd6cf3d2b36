// What every operation works with, and small steps that several of them take.
import type { CallJournal, ProviderDiagnostic } from "@lockstep/engine";
import * as messages from "../messages.ts";
import type { Session } from "../client/session.ts";
import type { Attribute } from "../table/attribute.ts";
import type { Calls } from "../table/calls.ts";
import type { JsonObject } from "../table/json.ts";
import { isPlainList, isPlainObject, plainText, unknown } from "../table/plain.ts";
import type { Plain, PlainObject } from "../table/plain.ts";
import type { ResourceType } from "../table/resource-type.ts";
import { withIdAttribute } from "../table/schema.ts";
import { expandTemplate } from "../table/template.ts";

export interface Context {
  readonly row: ResourceType;
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly calls: Calls;
}

/** The context of one operation on objects of a row. */
export const contextOf = (row: ResourceType, session: Session, signal: AbortSignal, journal?: CallJournal): Context => ({
  row,
  session,
  signal,
  calls: session.calls(signal, journal),
});

/** How an operation ended: with the object's attributes (also beside problems), or without. */
export interface Result {
  readonly values?: PlainObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** A path of the row for an object; undefined when an attribute in it is empty. */
export const pathFor = (template: string, values: PlainObject): string | undefined => expandTemplate(template, (name) => plainText(values[name]));

/** Does something with a path of the row, or says which attribute is missing for it. */
export function withPath<T extends { readonly diagnostics: readonly ProviderDiagnostic[] }>(
  template: string | undefined,
  values: PlainObject,
  work: (path: string) => Promise<T>,
): Promise<T | { readonly diagnostics: readonly ProviderDiagnostic[] }> {
  const path = template === undefined ? undefined : pathFor(template, values);
  return path === undefined ? Promise.resolve({ diagnostics: [messages.missingForRequest(template ?? "")] }) : work(path);
}

/** Planned values with nothing unknown in them: what Okta is to choose is null. */
export function known(values: PlainObject): PlainObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]): [string, Plain] => [name, knownValue(value)]));
}

function knownValue(value: Plain): Plain {
  if (value === unknown) return null;
  if (isPlainList(value)) return value.map(knownValue);
  return isPlainObject(value) ? known(value) : value;
}

/** What was planned, with arguments that are given but never kept. */
export const withWriteOnly = (row: ResourceType, values: PlainObject, config: PlainObject): PlainObject => ({
  ...values,
  ...Object.fromEntries(Object.entries(row.attributes).filter(([, attribute]) => attribute.writeOnly).map(([name]): [string, Plain] => [name, config[name] ?? null])),
});

/** All attributes of the row: blocks that are not there as an empty list, what must not be kept as null. */
export function complete(row: ResourceType, values: PlainObject): PlainObject {
  const entries = Object.entries(withIdAttribute(row.attributes)).map(([name, attribute]): [string, Plain] => [name, completeValue(attribute, values[name] ?? null)]);
  return { ...Object.fromEntries(entries), ...("timeouts" in values ? { timeouts: values["timeouts"] ?? null } : {}) };
}

function completeValue(attribute: Attribute, value: Plain): Plain {
  if (attribute.writeOnly) return null;
  const { attributes } = attribute;
  if (!attributes || attribute.type === "object") return value;
  if (value === null) return attribute.asAttribute || (attribute.computed && !attribute.optional) ? null : [];
  return isPlainList(value) ? value.map((item) => (isPlainObject(item) ? completeObject(attributes, item) : item)) : value;
}

const completeObject = (attributes: ResourceType["attributes"], object: PlainObject): PlainObject =>
  Object.fromEntries(Object.entries(attributes).map(([name, inner]): [string, Plain] => [name, completeValue(inner, object[name] ?? null)]));

/** Whether an answer's body is an object of its own, rather than nothing. */
export const hasContent = (body: JsonObject): boolean => Object.keys(body).length > 0;

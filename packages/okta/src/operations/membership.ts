// Rows that are a set of others: the users of a group, the groups of an app. There is no object of their own; each
// member is added and taken away by a request, and all are read in one list.
import { decodeAttributes } from "../table/decode.ts";
import { encodeAttributes } from "../table/encode.ts";
import type { JsonObject } from "../table/json.ts";
import { text } from "../table/json.ts";
import { getPath } from "../table/path.ts";
import { isPlainList, isPlainObject, plainText, samePlain } from "../table/plain.ts";
import type { Plain, PlainObject } from "../table/plain.ts";
import type { Answer } from "../table/calls.ts";
import type { Members } from "../table/resource-type.ts";
import { settleAttributes } from "../table/settle.ts";
import { expandTemplate } from "../table/template.ts";
import { withPath } from "./context.ts";
import type { Context, Result } from "./context.ts";
import { oneByOne } from "./parts.ts";

/** The members as they are: those that are ours, or all of them where the row counts all. No values: their owner is gone. */
export async function readMembers(context: Context, members: Members, prior: PlainObject): Promise<Result> {
  return withPath<Result>(members.list, prior, async (path) => {
    const list = await context.calls.list(path);
    if (!list.ok) return { diagnostics: list.gone ? [] : list.diagnostics };
    return { values: { ...prior, id: idOfMembers(context, prior), [members.attribute]: ours(context, members, prior, list.items) }, diagnostics: [] };
  });
}

function ours(context: Context, members: Members, prior: PlainObject, items: readonly JsonObject[]): readonly Plain[] {
  const live = new Map(items.map((item) => [text(getPath(item, members.key)) ?? "", item]));
  const before = elements(prior[members.attribute]);
  const kept = before.flatMap((element): Plain[] => {
    const item = live.get(keyOf(members, element));
    return item ? [readElement(context, members, item, element)] : [];
  });
  const all = prior[members.attribute] === undefined || prior[members.attribute] === null || members.authoritative?.(prior);
  if (!all) return kept;
  const known = new Set(before.map((element) => keyOf(members, element)));
  const others = items.filter((item) => !known.has(text(getPath(item, members.key)) ?? ""));
  return [...kept, ...others.map((item): Plain => readElement(context, members, item, undefined))];
}

function readElement(context: Context, members: Members, item: JsonObject, before: Plain | undefined): Plain {
  const attributes = context.row.attributes[members.attribute]?.attributes;
  if (!attributes) return text(getPath(item, members.key)) ?? null;
  const prior = isPlainObject(before) ? before : {};
  return settleAttributes(attributes, decodeAttributes(attributes, item, { prior, body: item }), prior);
}

/** Adds what is new or different, then takes away what is no longer wanted. */
export async function writeMembers(context: Context, members: Members, values: PlainObject, prior: PlainObject | undefined): Promise<Result> {
  const before = byKey(members, prior?.[members.attribute]);
  const after = byKey(members, values[members.attribute]);
  const added = [...after].filter(([key, element]) => !before.has(key) || !samePlain(before.get(key), element));
  const removed = [...before.keys()].filter((key) => !after.has(key));
  const diagnostics = await oneByOne([
    ...added.map(([key, element]) => () => add(context, members, values, key, element)),
    ...removed.map((key) => () => remove(context, members, values, key)),
  ]);
  const id = idOfMembers(context, values);
  // What was done before something failed is found by the next reading.
  return { values: { ...values, id }, diagnostics };
}

/** Takes all of our members away. */
export const deleteMembers = async (context: Context, members: Members, prior: PlainObject): Promise<Result> => ({
  diagnostics: await oneByOne(elements(prior[members.attribute]).map((element) => () => remove(context, members, prior, keyOf(members, element)))),
});

function add(context: Context, members: Members, values: PlainObject, key: string, element: Plain): Promise<Answer> {
  const attributes = context.row.attributes[members.attribute]?.attributes;
  const body =
    attributes && isPlainObject(element) ? encodeAttributes(attributes, element, { operation: "create", values, prior: undefined }) : undefined;
  return context.calls.send(members.add.method, memberPath(members.add.path, values, key), body);
}

const remove = (context: Context, members: Members, values: PlainObject, key: string): Promise<Answer> =>
  context.calls.send("DELETE", memberPath(members.remove.path, values, key), undefined, { accept: [404] });

const memberPath = (template: string, values: PlainObject, key: string): string =>
  expandTemplate(template, (name) => (name === "key" ? key : plainText(values[name]))) ?? template;

function idOfMembers({ row }: Context, values: PlainObject): Plain {
  const { id } = row.api;
  const template = typeof id === "object" ? id.template : "{id}";
  return expandTemplate(template, (name) => plainText(values[name]), (part) => part) ?? null;
}

const elements = (value: Plain | undefined): readonly Plain[] => (isPlainList(value) ? value : []);

const byKey = (members: Members, value: Plain | undefined): ReadonlyMap<string, Plain> =>
  new Map(elements(value).map((element): [string, Plain] => [keyOf(members, element), element]));

const keyOf = (members: Members, element: Plain): string =>
  isPlainObject(element) ? plainText(element[members.elementKey ?? "id"]) : plainText(element);

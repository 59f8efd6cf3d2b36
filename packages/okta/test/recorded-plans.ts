// The plans recorded from the official provider, and how a row's plan is held against one of them.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Attribute, Attributes } from "../src/table/attribute.ts";
import { isPlainList, isPlainObject, plainText, samePlain, unknown } from "../src/table/plain.ts";
import type { Plain, PlainObject } from "../src/table/plain.ts";
import { planObject } from "../src/table/plan/plan.ts";
import type { ResourceType } from "../src/table/resource-type.ts";
import { isBlock, withIdAttribute } from "../src/table/schema.ts";
import { validateAttributes } from "../src/table/validate.ts";
import { propose } from "./propose.ts";

export interface Case {
  case: string;
  kind: "create" | "change" | "error" | "error-change";
  config: PlainObject;
  state?: PlainObject;
  expected?: { actions: string[]; after: PlainObject; after_unknown: PlainObject; replace_paths?: unknown[] };
  errors?: { summary: string }[];
}

const recorded = join(import.meta.dirname, "../../../../shared/okta-provider/plans/open");

/** The recorded cases by resource type; none where they are absent. */
export function recordedPlans(folder: string = recorded): ReadonlyMap<string, readonly Case[]> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  return new Map(files.map((file) => [file.slice(0, -".jsonl".length), readCases(join(folder, file))] as const));
}

const readCases = (file: string): Case[] => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Case);

/** How the row's plan of a case differs from the recorded one. */
export function checkPlan(row: ResourceType, one: Case): string[] {
  const attributes = withIdAttribute(row.attributes);
  const { value: config, problems } = conform(attributes, one.config);
  const found = [...problems, ...validateAttributes(attributes, config, row.style).filter((problem) => problem.severity === "error").map((problem) => problem.summary)];
  if (one.errors) return found.length > 0 ? [] : [`should be refused: ${one.errors[0]?.summary}`];
  if (found.length > 0) return [`refused: ${found[0]}`];
  return one.expected ? differences(row, attributes, config, one, one.expected) : ["no expectation"];
}

function differences(row: ResourceType, attributes: Attributes, config: PlainObject, one: Case, expected: NonNullable<Case["expected"]>): string[] {
  const prior = one.state && conform(attributes, one.state).value;
  const out: string[] = [];
  let result = planObject(row, prior, propose(attributes, prior ?? {}, config), config);
  let actions = prior ? (sameObject(attributes, result.planned, prior) ? ["no-op"] : ["update"]) : ["create"];
  // Recorded states have no sensitive marks, so that what the schema marks is a change to core.
  const marked = Object.values(attributes).some((attribute) => attribute.sensitive);
  if (actions[0] === "no-op" && marked) actions = ["update"];
  if (prior && result.replace.length > 0 && actions[0] !== "no-op") {
    actions = ["delete", "create"];
    const paths = result.replace.map((path) => JSON.stringify(path)).sort().join();
    const want = (expected.replace_paths ?? []).map((path) => JSON.stringify(path)).sort().join();
    if (paths !== want) out.push(`replace_paths: want ${want} got ${paths}`);
    result = planObject(row, undefined, propose(attributes, {}, config), config);
  }
  if (actions.join() !== expected.actions.join()) out.push(`actions: want ${expected.actions.join()} got ${actions.join()}`);
  for (const [name, attribute] of Object.entries(attributes)) {
    const got = result.planned[name] ?? null;
    const isUnknown = expected.after_unknown[name] === true;
    if ((got === unknown) !== isUnknown) out.push(`after_unknown.${name}: want ${isUnknown}`);
    else if (!isUnknown && !attribute.writeOnly && !same(attribute, got, expected.after[name] ?? null)) {
      out.push(`after.${name}: want ${JSON.stringify(expected.after[name])} got ${JSON.stringify(got)}`);
    }
  }
  return out;
}

/** JSON as a value of the attributes' types: texts of numbers are numbers, one block is a list of one. */
function conform(attributes: Attributes, given: PlainObject): { value: PlainObject; problems: string[] } {
  const problems = Object.keys(given).filter((name) => !(name in attributes) && name !== "timeouts").map(() => "Extraneous JSON object property");
  const value = Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, Plain] => [name, conformValue(attribute, given[name] ?? null, problems)]),
  );
  return { value, problems };
}

function conformValue(attribute: Attribute, value: Plain, problems: string[]): Plain {
  if (isBlock(attribute)) {
    if (attribute.type === "object") return isPlainObject(value) ? conform(attribute.attributes ?? {}, value).value : null;
    const blocks: readonly Plain[] = value === null ? [] : isPlainList(value) ? value : [value];
    if (blocks.length > (attribute.maxItems ?? Infinity)) problems.push("Too many blocks");
    return blocks.map((block): Plain => (isPlainObject(block) ? conform(attribute.attributes ?? {}, block).value : block));
  }
  if (value === null) return null;
  if (isPlainList(value)) {
    const items = attribute.element ? value.map((item) => conformValue(attribute.element ?? attribute, item, problems)) : value;
    return attribute.type === "set" ? inOneOrder(items) : items;
  }
  if (attribute.type === "int" || attribute.type === "float") return numberOf(value, problems);
  if (attribute.type === "bool") return boolOf(value, problems);
  return attribute.type === "string" ? plainText(value) : value;
}

/** Sets of texts have each of them once, in an order of their own. */
const inOneOrder = (items: readonly Plain[]): readonly Plain[] => (items.every((item) => typeof item === "string") ? [...new Set(items)].sort() : items);

function numberOf(value: Plain, problems: string[]): Plain {
  if (typeof value === "number") return value;
  if (value === "" || Number.isNaN(Number(value))) problems.push("Incorrect attribute value type");
  return Number(value);
}

function boolOf(value: Plain, problems: string[]): Plain {
  if (value === "true" || value === "false") return value === "true";
  if (typeof value !== "boolean") problems.push("Incorrect attribute value type");
  return value;
}

function sameObject(attributes: Attributes, a: PlainObject, b: PlainObject): boolean {
  return Object.entries(attributes).every(([name, attribute]) => same(attribute, a[name] ?? null, b[name] ?? null));
}

function same(attribute: Attribute, a: Plain, b: Plain): boolean {
  const { attributes } = attribute;
  if (isPlainList(a) && isPlainList(b)) {
    if (a.length !== b.length) return false;
    if (attribute.type === "set") return a.every((item) => b.some((other) => sameItem(attribute, item, other)));
    return a.every((item, at) => sameItem(attribute, item, b[at] ?? null));
  }
  if (attributes && isPlainObject(a) && isPlainObject(b)) return sameObject(attributes, a, b);
  return samePlain(a, b);
}

function sameItem(attribute: Attribute, a: Plain, b: Plain): boolean {
  if (attribute.attributes && isPlainObject(a) && isPlainObject(b)) return sameObject(attribute.attributes, a, b);
  return attribute.element ? same(attribute.element, a, b) : samePlain(a, b);
}

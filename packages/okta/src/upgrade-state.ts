// Attributes as some version of a state file holds them → as the present row has them.
import { JsonNumber } from "@lockstep/hcl";
import type { Json as StateJson, Outcome, Value } from "@lockstep/hcl";
import * as messages from "./messages.ts";
import { complete } from "./operations/context.ts";
import { isObject } from "./table/json.ts";
import type { Json, JsonObject } from "./table/json.ts";
import type { Plain, PlainObject } from "./table/plain.ts";
import type { ResourceType } from "./table/resource-type.ts";
import { instanceType } from "./table/schema.ts";
import { fromPlain } from "./table/values.ts";

/** A row's attributes from a state file. What no row knows any more is left out; what is missing is null. */
export function upgradeState(row: ResourceType, version: number, attributes: unknown): Outcome<Value> {
  const ours = row.schemaVersion ?? 0;
  if (version > ours) return { diagnostics: [messages.newerState(row.name, version, ours)] };
  const json = asJson(attributes as StateJson);
  if (!isObject(json)) return { diagnostics: [messages.unreadableState(row.name, "its attributes are no object")] };
  const upgraded = (row.upgrades ?? []).slice(version).reduce<JsonObject>((before, step) => step(before), json);
  return { value: fromPlain(completeState(row, asPlain(upgraded)), instanceType(row)), diagnostics: [] };
}

const completeState = (row: ResourceType, values: Plain): PlainObject => complete(row, values as PlainObject);

/** A state file's numbers keep their digits; no attribute of Okta's needs more than a double holds. */
function asJson(value: StateJson): Json {
  if (value instanceof JsonNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map((item: StateJson) => asJson(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asJson(item as StateJson)]));
}

function asPlain(json: Json): Plain {
  if (Array.isArray(json)) return json.map((item: Json): Plain => asPlain(item));
  if (!isObject(json)) return json as Plain;
  return Object.fromEntries(Object.entries(json).map(([name, item]): [string, Plain] => [name, asPlain(item ?? null)]));
}

// Tests that are made for every row.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dataSources } from "../data-sources/index.ts";
import type { Attribute, Attributes } from "../table/attribute.ts";
import { checkRow } from "../table/check.ts";
import { decode } from "../table/decode.ts";
import { encode } from "../table/encode.ts";
import type { Plain, PlainObject } from "../table/plain.ts";
import type { ResourceType } from "../table/resource-type.ts";
import { resourceTypes } from "./index.ts";

describe("every row", () => {
  test.each(resourceTypes.map((row) => [row.name, row] as const))("%s fits Okta's API and itself", (_, row) => {
    expect(checkRow(row)).toEqual([]);
  });

  // Rows that reshape whole bodies want values of their own kind: their samples show it, in test/life.test.ts.
  test.each(resourceTypes.filter(hasPlainBody).map((row) => [row.name, row] as const))("%s reads what it writes", (_, row) => {
    const values = sampleOf(row.attributes);
    const body = encode(row, values, { operation: "create", values, prior: undefined });
    const read = decode(row, body, {});
    expect(pick(row, read)).toEqual(pick(row, values));
  });

  test("stands in the list under its own name, once", () => {
    const names = [...resourceTypes, ...dataSources].map((row) => `${"api" in row ? "resource" : "data"} ${row.name}`);
    expect(names.length).toBe(new Set(names).size);
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tf"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(resourceTypes.map((row) => row.name)).toContain(`okta_${join(file).split("/").at(-1)?.replace(".tf", "").replaceAll("-", "_")}`);
  });
});

const hasPlainBody = (row: ResourceType): boolean =>
  !row.members && !row.exists && !row.request && !row.beforeEncode && !row.afterEncode && !row.beforeDecode && !row.afterDecode;

/** Values for every argument that a body carries. */
function sampleOf(attributes: Attributes): PlainObject {
  const entries = Object.entries(attributes).filter(([, attribute]) => isCarried(attribute));
  return Object.fromEntries(entries.map(([name, attribute]): [string, Plain] => [name, sampleValue(name, attribute)]));
}

function sampleValue(name: string, attribute: Attribute): Plain {
  if (attribute.attributes) return attribute.type === "object" ? sampleOf(attribute.attributes) : [sampleOf(attribute.attributes)];
  if (attribute.type === "list" || attribute.type === "set") return [sampleValue(`${name}-1`, attribute.element ?? attribute), sampleValue(`${name}-2`, attribute.element ?? attribute)];
  if (attribute.type === "map") return { a: "1", b: "2" };
  if (attribute.type === "bool") return true;
  if (attribute.type === "int" || attribute.type === "float") return 7;
  if (attribute.normalize) return attribute.normalize('{"b":2,"a":[1]}');
  return attribute.default ?? `${name}-text`;
}

/** Whether it is in the body and comes back from it. */
const isCarried = (attribute: Attribute): boolean =>
  attribute.path !== null &&
  attribute.part === undefined &&
  attribute.deprecated === undefined &&
  !(attribute.computed && !attribute.optional) &&
  attribute.fromApi(undefined, { prior: {}, body: {} }) !== undefined &&
  (attribute.attributes === undefined || Object.values(attribute.attributes).some(isCarried));

function pick(row: ResourceType, values: PlainObject): PlainObject {
  const skipped = new Set([row.lifecycle?.attribute ?? "status"]);
  const names = Object.entries(row.attributes).filter(([name, attribute]) => isCarried(attribute) && !skipped.has(name));
  return Object.fromEntries(names.map(([name]): [string, Plain] => [name, values[name] ?? null]));
}

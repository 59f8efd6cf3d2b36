import { listType, nullValue, setType, stringType, valueFromJson, valueToJson } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { impliedType } from "../schema/implied-type.ts";
import type { BlockSchema } from "../schema/schema.ts";
import { propose } from "./propose.ts";

const element: BlockSchema = { attributes: { key: { type: stringType, optional: true }, chosen: { type: stringType, optional: true, computed: true } }, blocks: {} };
const schema: BlockSchema = {
  attributes: {
    id: { type: stringType, computed: true },
    name: { type: stringType, optional: true },
    chosen: { type: listType(stringType), optional: true, computed: true },
    tags: { type: setType(stringType), optional: true },
  },
  blocks: {
    one: { nesting: "single", block: element },
    list: { nesting: "list", block: element },
    set: { nesting: "set", block: element },
    map: { nesting: "map", block: element },
  },
};
const type = impliedType(schema);
const empty = { id: null, name: null, chosen: null, tags: null, one: null, list: [], set: [], map: {} };

function valueOf(json: Record<string, unknown> | null): Value {
  const value = json === null ? nullValue(type) : valueFromJson({ ...empty, ...json } as Json, type);
  if (!("raw" in value)) throw new Error(value.message);
  return value;
}

/** What differs from the empty object in what is proposed. */
function checkProposed(prior: Record<string, unknown> | null, config: Record<string, unknown>): Record<string, unknown> {
  const proposed = valueToJson(propose(schema, valueOf(prior), valueOf(config))) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(proposed).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(empty[name as keyof typeof empty])));
}

test("what is configured is proposed, what the provider chose is kept where nothing is said", () => {
  expect(checkProposed({ id: "1", name: "old", chosen: ["a"] }, { name: "new" })).toEqual({ id: "1", name: "new", chosen: ["a"] });
  expect(checkProposed({ id: "1", chosen: ["a"] }, { chosen: ["b"] })).toEqual({ id: "1", chosen: ["b"] });
  expect(checkProposed({ id: "1", name: "old" }, {})).toEqual({ id: "1" });
});

test("a new object has nothing to keep", () => {
  expect(checkProposed(null, { name: "new" })).toEqual({ name: "new" });
});

test("blocks in a list continue those at their places, in a map those of their keys", () => {
  const had = [{ key: "a", chosen: "1" }, { key: "b", chosen: "2" }];
  expect(checkProposed({ list: had }, { list: [{ key: "x", chosen: null }] })).toEqual({ list: [{ key: "x", chosen: "1" }] });
  expect(checkProposed({ map: { p: had[0], q: had[1] } }, { map: { q: { key: "b", chosen: null }, r: { key: "c", chosen: null } } })).toEqual({ map: { q: { key: "b", chosen: "2" }, r: { key: "c", chosen: null } } });
  expect(checkProposed({ one: had[0] }, { one: { key: "z", chosen: null } })).toEqual({ one: { key: "z", chosen: "1" } });
});

test("a block in a set continues the one that it could have become", () => {
  const had = [{ key: "a", chosen: "1" }, { key: "b", chosen: "2" }];
  expect(checkProposed({ set: had }, { set: [{ key: "b", chosen: null }, { key: "c", chosen: null }] })).toEqual({ set: [{ key: "b", chosen: "2" }, { key: "c", chosen: null }] });
});


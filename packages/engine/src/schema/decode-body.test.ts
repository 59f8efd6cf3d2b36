import { boolType, builtinFunctions, dynamicType, evaluate, listType, numberType, objectType, parseFile, parseJsonFile, printRange, scopeOf, SENSITIVE, setType, SourceText, stringType, stringValue, unknownValue, valueToJson, withMarks } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { unknownTree, sensitiveTree } from "../render/value-json.ts";
import { decodeBody } from "./decode-body.ts";
import type { BlockSchema, NestedBlockSchema } from "./schema.ts";

const rule: BlockSchema = { attributes: { name: { type: stringType, required: true }, on: { type: boolType, optional: true } }, blocks: {} };
const nested = (nesting: NestedBlockSchema["nesting"], rest: Partial<NestedBlockSchema> = {}): NestedBlockSchema => ({ nesting, block: rule, ...rest });

const schema: BlockSchema = {
  attributes: {
    name: { type: stringType, required: true },
    size: { type: numberType, optional: true },
    any: { type: dynamicType, optional: true },
    id: { type: stringType, computed: true },
    old: { type: listType(objectType([["n", numberType], ["m", numberType]])), optional: true },
    tags: { type: setType(stringType), optional: true },
  },
  blocks: { one: nested("single"), group: nested("group"), list: nested("list", { maxItems: 3 }), set: nested("set"), map: nested("map") },
};

const values = new Map<string, Value>([
  ["unknown", unknownValue(listType(stringType))],
  ["secret", withMarks(stringValue("s"), SENSITIVE)],
]);
const scope = scopeOf(values, builtinFunctions);

function decode(text: string, file = "main.tf") {
  const source = new SourceText(file, text);
  const body = file.endsWith(".json") ? parseJsonFile(source).value : parseFile(source).value;
  return decodeBody({
    body,
    schema,
    evaluate(expression, names) {
      const inner = names ? scopeOf(new Map([...values, ...names]), builtinFunctions) : scope;
      return evaluate(expression, inner);
    },
  });
}

/** The parts of the value that are not empty, as JSON. */
function checkValue(text: string, file?: string): unknown {
  const { value, diagnostics } = decode(text, file);
  expect(diagnostics).toEqual([]);
  const json = valueToJson(value) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(json).filter(([name, part]) => name !== "group" && part !== null && JSON.stringify(part) !== "[]" && JSON.stringify(part) !== "{}"));
}

function checkProblems(text: string): string[] {
  return decode(text).diagnostics.map(({ summary, subject }) => `${subject ? printRange(subject).replace("main.tf:", "") : "-"} ${summary}`).sort();
}

test("arguments are converted, what is left out is null", () => {
  expect(checkValue('name = 5\nsize = "7"')).toEqual({ name: "5", size: 7 });
});

test("blocks of each nesting are gathered as the schema says", () => {
  expect(checkValue('name = "x"\none {\n name = "o"\n}\nlist {\n name = "b"\n}\nlist {\n name = "a"\n}\nset {\n name = "b"\n}\nset {\n name = "a"\n}\nset {\n name = "a"\n}\nmap "k" {\n name = "m"\n}')).toEqual({
    name: "x",
    one: { name: "o", on: null },
    list: [{ name: "b", on: null }, { name: "a", on: null }],
    set: [{ name: "a", on: null }, { name: "b", on: null }],
    map: { k: { name: "m", on: null } },
  });
});

test("a group that is left out is an object of nulls", () => {
  const { value } = decode('name = "x"');
  expect(valueToJson(value)).toMatchObject({ group: { name: null, on: null }, one: null });
});

test("dynamic blocks make a block for each element, in place of their own", () => {
  const text = 'name = "x"\nlist {\n name = "first"\n}\ndynamic "list" {\n for_each = { a = true, b = false }\n iterator = it\n content {\n  name = it.key\n  on = it.value\n }\n}';
  expect(checkValue(text)).toMatchObject({ list: [{ name: "first", on: null }, { name: "a", on: true }, { name: "b", on: false }] });
});

test("labels of a dynamic block are worked out", () => {
  expect(checkValue('name = "x"\ndynamic "map" {\n for_each = ["p", "q"]\n labels = ["${map.value}${map.key}"]\n content {\n  name = map.value\n }\n}')).toMatchObject({
    map: { p0: { name: "p" }, q1: { name: "q" } },
  });
});

test("dynamic blocks inside dynamic blocks see both elements", () => {
  const inner: BlockSchema = { attributes: {}, blocks: { outer: { nesting: "list", block: { attributes: {}, blocks: { inner: nested("list") } } } } };
  const body = parseFile(new SourceText("main.tf", 'dynamic "outer" {\n for_each = ["a"]\n content {\n  dynamic "inner" {\n   for_each = ["b", "c"]\n   content {\n    name = "${outer.value}${inner.value}"\n   }\n  }\n }\n}')).value;
  const { value } = decodeBody({ body, schema: inner, evaluate: (expression, names) => evaluate(expression, scopeOf(names ?? new Map())) });
  expect(valueToJson(value)).toEqual({ outer: [{ inner: [{ name: "ab", on: null }, { name: "ac", on: null }] }] });
});

test("when it is not known how often a block is repeated, the blocks are not known", () => {
  const dynamic = (type: string): string => `dynamic "${type}" {\n for_each = unknown\n content {\n  name = ${type}.value\n }\n}\n`;
  const { value } = decode(`name = "x"\n${dynamic("list")}${dynamic("set")}${dynamic("one")}`);
  expect(unknownTree(value)).toMatchObject({ list: true, set: true, one: { name: true } });
});

test("what a sensitive collection repeats is sensitive", () => {
  const { value } = decode('name = "x"\ndynamic "list" {\n for_each = [secret]\n content {\n  name = list.value\n }\n}');
  expect(sensitiveTree(value)).toMatchObject({ list: [{ name: true }] });
});

test("a list of objects may be written as blocks", () => {
  expect(checkValue('name = "x"\nold {\n n = "1"\n}\nold {\n m = 2\n}')).toMatchObject({ old: [{ n: 1, m: null }, { n: null, m: 2 }] });
});

test("JSON bodies are split by the schema", () => {
  expect(checkValue('{"name": "${upper(\\"x\\")}", "list": [{"name": "a"}, {"name": "b"}], "map": {"k": {"name": "m"}}, "dynamic": {"set": {"for_each": ["s"], "content": {"name": "${set.value}"}}}}', "main.tf.json")).toMatchObject({
    name: "X", list: [{ name: "a" }, { name: "b" }], map: { k: { name: "m" } }, set: [{ name: "s" }],
  });
});

test("what does not fit is said at its place", () => {
  expect(checkProblems("size = 1")).toEqual(["1,1-2 Missing required argument"]);
  expect(checkProblems('name = "x"\nnme = 1')).toEqual(["2,1-4 Unsupported argument"]);
  expect(checkProblems('name = "x"\nrule {\n}')).toEqual(["2,1-5 Unsupported block type"]);
  expect(checkProblems('name = "x"\none {\n name = "a"\n}\none {\n name = "b"\n}')).toEqual(["5,5-6 Duplicate one block"]);
  expect(checkProblems('name = "x"\nlist {\n}')).toEqual(["2,6-7 Missing required argument"]);
  expect(checkProblems(`name = "x"\n${'list {\n name = "a"\n}\n'.repeat(4)}`)).toEqual(["11,6-7 Too many list blocks"]);
  expect(checkProblems('name = ["x"]')).toEqual(["1,8-13 Incorrect attribute value type"]);
  expect(checkProblems('name = "x"\nmap "k" {\n name = "a"\n}\nmap "k" {\n name = "b"\n}')).toEqual(["5,9-10 Duplicate map block"]);
});

test("what is wrong with a dynamic block is said at its place", () => {
  const dynamic = (forEach: string, rest = ' content {\n  name = "x"\n }\n'): string => `name = "x"\ndynamic "list" {\n for_each = ${forEach}\n${rest}}`;
  expect(checkProblems(dynamic("null"))).toEqual(["3,13-17 Invalid dynamic for_each value"]);
  expect(checkProblems(dynamic("5"))).toEqual(["3,13-14 Invalid dynamic for_each value"]);
  expect(checkProblems(dynamic("[1]", ""))).toEqual(["2,16-17 Missing dynamic content block"]);
  expect(checkProblems('name = "x"\ndynamic "size" {\n for_each = []\n content {\n }\n}')).toEqual(["2,9-15 Unsupported block type"]);
});

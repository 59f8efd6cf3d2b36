import { describe, expect, test } from "vitest";
import { answer, evaluateText, scopeWith } from "../../test/check-expression.ts";
import { refinedUnknown } from "../values/refine.ts";
import { boolType, dynamicType, listType, mapType, numberType, objectType, setType, stringType } from "../values/type.ts";
import { dynamicUnknown, EPHEMERAL, SENSITIVE, stringValue, Unknown, unknownValue, withMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";

const notNull = { notNull: true };

const scope = scopeWith({
  text: refinedUnknown(stringType, notNull),
  number: refinedUnknown(numberType, notNull),
  bool: refinedUnknown(boolType, notNull),
  list: unknownValue(listType(stringType)),
  set: unknownValue(setType(stringType)),
  map: unknownValue(mapType(stringType)),
  object: unknownValue(objectType([["id", stringType], ["n", numberType]])),
  any: dynamicUnknown,
  secret: withMarks(stringValue("s3cret"), SENSITIVE),
  passing: withMarks(stringValue("p"), EPHEMERAL),
  hidden: withMarks(unknownValue(listType(stringType)), SENSITIVE),
});

const UNKNOWN = "(known after apply)";

describe("what is not known yet", () => {
  test.each([
    ["text == null", "false"],
    ['"a-${text}" == ""', "false"],
    ['startswith("a-${text}", "a-")', "true"],
    ['startswith("a${text}", "a")', UNKNOWN],
    ['startswith("a-${text}", "x-")', "false"],
    ['startswith("a-${text}", "xyz")', UNKNOWN],
    ['"a-${text}" != "b"', "true"],
    ['startswith("a-\\tb-${text}", "a-\\tb")', "true"],
    ['startswith("a-\\r\\nb-${text}", "a-\\r\\nb")', "true"],
    ['startswith("a-\\nb-${text}", "a-")', "true"],
    // Behind a line break nothing counts as known.
    ['startswith("a-\\nb-${text}", "a-\\n")', UNKNOWN],
    ['formatlist("%s", null)', UNKNOWN],
    ['formatlist("%s", ["a"], any)', UNKNOWN],
    ['templatestring("x", text)', UNKNOWN],
    ['length("ab-${text}") > 2', "true"],
    ["length(bool ? tolist([1]) : tolist([2, 3])) > 0", "true"],
    ["length(bool ? [1] : [2, 3]) > 0", UNKNOWN],
    ["(bool ? 1 : 5) > 0", "true"],
    ["(bool ? 1 : 5) > 1", UNKNOWN],
    ["(bool ? 1 : 1) == 1", "true"],
    ["length(object)", "2"],
    ["keys(object)", '[\n  "id",\n  "n",\n]'],
    ["length(list) < 0", UNKNOWN],
    ['jsonencode([text]) == ""', "false"],
    ["[text, 1][1]", "1"],
    ["{ a = text }.a", UNKNOWN],
    ["[for x in list : x]", UNKNOWN],
    ["[for x in [text] : upper(x)]", `[\n  ${UNKNOWN},\n]`],
    ["[for x in [1, 2] : x if bool]", UNKNOWN],
    ["{ for x in [text] : x => 1 }", UNKNOWN],
    ['contains(["a", text], "a")', "true"],
    ['contains(["b", text], "a")', UNKNOWN],
    ["try(any.x, 1)", UNKNOWN],
    ["can(any)", UNKNOWN],
    ["false && bool", UNKNOWN],
    ["number + 1", UNKNOWN],
    ["timestamp()", UNKNOWN],
    ["uuid()", UNKNOWN],
    ["merge({ a = 1 }, map)", UNKNOWN],
    ['merge({ a = 1 }, { b = text }).a', "1"],
    ["flatten([[1], [text]])", `[\n  1,\n  ${UNKNOWN},\n]`],
    ["flatten([[1], list])", UNKNOWN],
    ["coalesce(text, 1)", UNKNOWN],
    ['coalesce("a", text)', '"a"'],
    ["null == any", UNKNOWN],
    ["any[*]", UNKNOWN],
    ["list[*]", UNKNOWN],
    ["set == toset([1])", "false"],
  ])("%s", (expression, expected) => {
    expect(answer(expression, scope)).toBe(expected);
  });

  test.each<[string, Value["type"]["kind"]]>([
    ["text", "string"],
    ["list[0]", "string"],
    ["object.n", "number"],
    ["number < 1", "bool"],
    ["any.a.b[0]", "dynamic"],
    ["upper(any)", "string"],
    ["tolist(any)", "list"],
    ["[for x in list : x]", "dynamic"],
    ["bool ? 1 : 2", "number"],
    ['bool ? 1 : "a"', "string"],
  ])("%s still has its type", (expression, kind) => {
    expect(evaluateText(expression, scope).value.type.kind).toBe(kind);
  });

  test("keeps its mistakes: they are reported before apply", () => {
    expect(answer("object.x", scope)).toMatch(/^Unsupported attribute: /);
    expect(answer("number.x", scope)).toMatch(/^Unsupported attribute: /);
    expect(answer("list.x", scope)).toMatch(/^Unsupported attribute: /);
    expect(answer("[for x in number : x]", scope)).toMatch(/^Iteration over non-iterable value: /);
  });

  test("may turn out to be null, where nothing says it is not", () => {
    expect(evaluateText("object", scope).value.raw).toEqual(new Unknown());
    expect(answer("object[*].id", scope)).toBe(UNKNOWN);
  });
});

describe("marks", () => {
  const marksOf = (expression: string): number => evaluateText(expression, scope).value.marks;

  test.each([
    ['"a ${secret}"', SENSITIVE],
    ["upper(secret)", SENSITIVE],
    ["length(secret)", SENSITIVE],
    ['secret == "x"', SENSITIVE],
    ['secret == "x" ? 1 : 2', SENSITIVE],
    ["true ? 1 : length(secret)", SENSITIVE],
    ["[secret]", 0],
    ["[secret][0]", SENSITIVE],
    ["{ a = secret }.a", SENSITIVE],
    ["{ (secret) = 1 }", SENSITIVE],
    ["{ for x in [secret] : x => 1 }", SENSITIVE],
    ["toset([secret])", SENSITIVE],
    ["jsonencode({ a = secret })", SENSITIVE],
    ["[for x in toset([secret]) : 1]", SENSITIVE],
    ["hidden[0]", SENSITIVE],
    ["nonsensitive(secret)", 0],
    ['"${secret}${passing}"', SENSITIVE | EPHEMERAL],
    ["ephemeralasnull(passing)", 0],
    ["length([secret])", 0],
    ["[secret, 1][*]", 0],
    ["try(secret, 1)", SENSITIVE],
    ["can(secret)", 0],
    ["templatestring(secret, {})", SENSITIVE],
  ])("of %s", (expression, marks) => {
    expect(marksOf(expression)).toBe(marks);
  });

  test("never show in a message", () => {
    for (const expression of ['tonumber("${secret}x")', "parseint(secret, 10)", "secret.x", "[1][secret]", '{ a = 1 }[secret]', "tobool(secret)", "{ for x in [secret, secret] : x => 1 }", "yamldecode(secret).x", 'cidrhost(secret, 1)', 'uuidv5(secret, "x")', "lookup({}, secret)", "formatdate(secret, secret)", "base64decode(secret)"]) {
      expect(answer(expression, scope)).not.toContain("s3cret");
    }
  });
});

test("an untyped unknown stays one", () => {
  expect(evaluateText("any", scope).value).toEqual(unknownValue(dynamicType));
});

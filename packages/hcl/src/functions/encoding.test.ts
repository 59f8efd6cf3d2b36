import { expect, test } from "vitest";
import { answer, evaluateText, scopeWith } from "../../test/check-expression.ts";
import { emptyContext, scopeOf } from "../evaluate/scope.ts";
import { refinedUnknown } from "../values/refine.ts";
import { stringType } from "../values/type.ts";
import { builtinFunctions, terraformProviderFunctions } from "./index.ts";

test.each([
  ["1", 0],
  ["1234567", 4],
  ["1=", 1],
  ["12=", 3],
  ["12=x", 2],
  ["12==x", 4],
  ["12==1234", 4],
  ["123==", 4],
  ["1234=", 4],
  ["=", 0],
  ["1\\n", 1],
  ["12\\n3", 1],
  ["12=\\n", 4],
  ["12=\\n=x", 5],
  ["éé!", 0],
  ["1é3", 1],
])("the mistake in the Base64 text %s is at %i, counted as Go counts", (text, at) => {
  expect(answer(`textdecodebase64("${text}", "UTF-8")`)).toMatch(new RegExp(`invalid base64 symbol at offset ${at}\\.$`));
});

const scope = scopeWith({ text: refinedUnknown(stringType, { notNull: true }) });

test.each([
  ["{-", "dynamic"],
  ["n-", "dynamic"],
  [" \\t-", "number"],
  ["12", "number"],
  ["tr-", "bool"],
  ["\\\"a-", "string"],
])("a JSON document that begins with %s is of type %s, whatever follows", (start, kind) => {
  expect(evaluateText(`jsondecode("${start}\${text}")`, scope).value?.type.kind).toBe(kind);
});

test("a JSON document cannot begin with just anything", () => {
  expect(answer('jsondecode("pre-${text}")', scope)).toBe('Invalid function argument: Invalid value for "str" parameter: a JSON document cannot begin with the character \'p\'.');
  expect(answer("jsondecode(\"'-${text}\")", scope)).toContain("the character '\\''.");
});

test("a format list without values is blamed on the format, not on a round", () => {
  expect(answer('formatlist("%s")')).toBe('Error in function call: Call to function "formatlist" failed: not enough arguments for "%s" at 0: need index 1 but have 0 total.');
  expect(answer('formatlist("%s %s", 1)')).toContain("error on format iteration 0: not enough arguments");
});

test("subnets of something that is no network are blamed on the prefix", () => {
  expect(answer('cidrsubnets("10.0.0.8", 1)')).toBe('Invalid function argument: Invalid value for "prefix" parameter: invalid CIDR expression: invalid CIDR address: 10.0.0.8.');
  expect(answer('cidrsubnet("10.0.0.8", 1, 0)')).toMatch(/^Error in function call/);
});

test.each([
  ['yamldecode("|\\n  x")', '"x"'],
  ['yamldecode("|\\n  x\\n") == "x\\n"', "true"],
  ['yamldecode("a: >\\n  1").a', '"1"'],
  ['yamldecode("a: |\\n").a', "tostring(null)"],
  ['yamldecode("!!str |")', '""'],
])("a YAML block ends with a line break only if there is one, and is null without text: %s", (expression, printed) => {
  expect(answer(expression)).toBe(printed);
});

test.each([
  ["2017-11-22T3:00:00Z", "hour must have exactly two digits"],
  ["2017-11-22T3:0x:00Z", "minute must have exactly two digits"],
  ["2017-11-22T3", 'end of string where ":" is expected'],
  ["2017-11-22Tx3:00:00Z", "hour must be between 0 and 23 inclusive"],
  ["2017-11-22T00:x0:00Z", "minute must have exactly two digits"],
  ["2017-11-22T03:00:00+24:00", 'cannot use "+24:00" as UTC offset'],
  ["2017-11-22T03:00:00+25:00", "end of string before UTC offset"],
])("a timestamp is read as Go reads it: %s", (text, why) => {
  expect(answer(`timeadd("${text}", "1h")`)).toContain(`not a valid RFC3339 timestamp: ${why}.`);
});

test("of a pattern that ends in a backslash nothing is quoted", () => {
  expect(answer('regex("a\\\\", "a")')).toContain("invalid regexp pattern: trailing backslash at end of expression in .");
  expect(answer('replace("a", "/a\\\\/", "b")')).toContain("error parsing regexp: trailing backslash at end of expression: ``.");
});

test("a function that a declared provider does not have is said to be missing there", () => {
  expect(answer("provider::terraform::nope(1)", scopeOf(new Map(), new Map([...builtinFunctions, ...terraformProviderFunctions]), emptyContext))).toBe(
    'Unknown provider function: The function "nope" is not available from the provider "terraform".',
  );
  expect(answer("provider::a::b::c(1)")).toContain('offers a function named "c".');
});

test("merge refuses what is no map behind an untyped null too", () => {
  expect(answer('merge(null, "a")')).toBe('Error in function call: Call to function "merge" failed: arguments must be maps or objects, got "string".');
  expect(answer("merge(null, { a = 1 })")).toBe('{\n  "a" = 1\n}');
});

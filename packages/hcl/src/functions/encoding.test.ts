import { expect, test } from "vitest";
import { answer, evaluateText, scopeWith } from "../../test/check-expression.ts";
import { refinedUnknown } from "../values/refine.ts";
import { stringType } from "../values/type.ts";

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

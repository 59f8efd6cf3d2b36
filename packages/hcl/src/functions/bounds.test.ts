import { describe, expect, test } from "vitest";
import { answer } from "../../test/check-expression.ts";

describe("hostile input ends soon, in a value or a message", () => {
  test.each([
    ['regex("(a+)+$", "' + "a".repeat(20_000) + 'b")', /did not match/],
    ['regex("(((a{1,100}){1,100}){1,100})", "a")', /invalid repeat count/],
    ["range(1e9)", /more than 1024 values/],
    ["setproduct(range(1000), range(1000), range(1000))", /combinations/],
    ['format("%999999999d", 1)', /not supported/],
    ['format("%f", 1e600000000)', /e\+599999999/],
    ['indent(1000000000, "a\\nb")', /too long/],
    ["pow(10, 1e300)", /^\+Inf$/],
    ['parseint("' + "9".repeat(30_000) + '", 10)', /cannot parse/],
    ['jsondecode("' + "[".repeat(50_000) + '")', /exceeded max depth/],
    ['yamldecode("' + "[".repeat(5_000) + '")', /exceeded max depth/],
    [`yamldecode("${["a: &a [x,x,x,x,x,x,x,x,x,x]", ..."bcdefg".split("").map((name, at) => `${name}: &${name} [${`*${"abcdef"[at]},`.repeat(10)}]`)].join("\\n")}")`, /more than 1000000 values/],
    ['timeadd("2020-01-01T00:00:00Z", "' + "9".repeat(1_000) + 'h")', /invalid duration/],
    ["tostring(1e-600000000)", /e-600000001"$/],
  ])("%#", (expression, expected) => {
    expect(answer(expression)).toMatch(expected);
  });
});

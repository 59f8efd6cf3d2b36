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
    ['regexall("(a*)*b", "' + "a".repeat(100_000) + '")', /^tolist\(\[\]\)$/],
    ['replace("' + "a".repeat(30_000) + '", "/(a|aa)+$/", "x")', /^"x"$/],
    ['regex("' + "(".repeat(50_000) + '", "a")', /nests too deeply|missing closing/],
    ['cidrsubnets("10.0.0.0/8", [for i in range(1024) : 33]...)', /more than 32 bits/],
    ['length(cidrsubnets("10.0.0.0/8", flatten([for j in range(20) : [for i in range(1000) : 24]])...))', /^20000$/],
    ['format("%.1000000000f", 1)', /not supported/],
    ["length(flatten([for i in range(20) : [for j in range(1000) : [[[j]]]]]))", /^20000$/],
    ["1e999999999", /^\+Inf$/],
    ["9".repeat(1_000_000), /e\+999999$/],
    ['yamldecode("' + "&a ".repeat(5_000) + 'a")', /at most one anchor|too long|max depth/],
    ['length(csvdecode("' + Array.from({ length: 3_000 }, (_, at) => `c${at}`).join(",") + '\\n"))', /^0$/],
    ['length(base64gzip(join("", [for i in range(1000) : format("%2000s", "x")])))', /^\d+$/],
    ['timeadd("2020-01-01T00:00:00Z", "' + "9".repeat(1_000) + 'h")', /invalid duration/],
    ["tostring(1e-600000000)", /e-600000001"$/],
  ])("%#", (expression, expected) => {
    expect(answer(expression)).toMatch(expected);
  });
});

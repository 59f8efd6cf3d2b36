import { describe, expect, test } from "vitest";
import { answer } from "../../test/check-expression.ts";
import { readExpressionCases } from "../../test/expression-cases.ts";
import type { ExpressionCase } from "../../test/expression-cases.ts";

/** Terraform's answer in the form of ours; in its errors it breaks lines to the width of a terminal. */
const expected = ({ printed, summary, detail }: ExpressionCase): string => printed ?? `${summary}: ${detail}`;
const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

describe.each([...readExpressionCases()])("Terraform's %s", (_topic, cases) => {
  test.each(cases)("$expression", (one) => {
    const ours = answer(one.expression);
    // Where Terraform itself stumbles we say what is wrong in our own words.
    if (one.detail?.includes("panic in function implementation")) expect(ours).toMatch(/^Error in function call: /);
    else if (one.printed === undefined) expect(inOneLine(ours)).toBe(inOneLine(expected(one)));
    else expect(ours).toBe(expected(one));
  });
});

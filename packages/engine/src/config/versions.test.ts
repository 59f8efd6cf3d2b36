import { expect, test } from "vitest";
import { parseConstraints, parseVersion, satisfies } from "./versions.ts";

function checkFits(version: string, constraints: string): boolean | undefined {
  const parsed = parseVersion(version);
  const list = parseConstraints(constraints);
  return parsed && list && satisfies(parsed, list);
}

test("a version fits its constraints", () => {
  for (const constraints of ["1.11.4", "= 1.11.4", ">= 1.0, < 2.0", "~> 1.5", "~> 1.11.0", "~> 1", "!= 1.2.3", ">=1.3.0,<2", ">= 0.12"]) {
    expect([constraints, checkFits("1.11.4", constraints)]).toEqual([constraints, true]);
  }
});

test("a version outside its constraints does not fit", () => {
  for (const constraints of ["1.11", "~> 1.10.0", "< 1", "> 1.11.4", "!= 1.11.4", ">= 99.0", "~> 2.0"]) {
    expect([constraints, checkFits("1.11.4", constraints)]).toEqual([constraints, false]);
  }
});

test("a pre-release fits only a constraint that names one of its version", () => {
  expect(checkFits("1.2.0-beta1", ">= 1.0")).toBe(false);
  expect(checkFits("1.2.0-beta2", ">= 1.2.0-beta1")).toBe(true);
  expect(checkFits("1.2.0-beta10", "> 1.2.0-beta.2")).toBe(true);
});

test("what is no constraint is refused", () => {
  for (const text of ["not a version", "", ">= ", "=> 1.0", "1.0 2.0", ">= 1.0,"]) expect([text, parseConstraints(text)]).toEqual([text, undefined]);
});

import { describe, expect, test } from "vitest";
import { Failure } from "./failure.ts";
import { parseExpression, type Reading } from "./expression.ts";

const person = {
  id: "00u1",
  status: "ACTIVE",
  lastUpdated: "2026-01-15T12:00:00.000Z",
  profile: { login: "ada@example.com", age: 36, city: null, admin: true, tags: ["one", "two"] },
  user: [{ id: "a" }, { id: "b" }],
};

/** Each line: an expression, and what it says of the person. */
const checkExpressions = (lines: string, reading?: Reading): void => {
  const told = lines.trim().split("\n").map((line) => {
    const [expression = ""] = line.split("→");
    return `${expression.trim()} → ${holds(expression.trim(), reading)}`;
  });
  expect(told.join("\n")).toBe(lines.trim().split("\n").map((line) => line.trim().replace(/ +→/, " →")).join("\n"));
};

const holds = (expression: string, reading: Reading | undefined): string => {
  try {
    return String(parseExpression(expression, reading)(person));
  } catch (error) {
    return error instanceof Failure ? error.code : "bug";
  }
};

describe("an expression", () => {
  test("compares texts, numbers, dates and lists", () => {
    checkExpressions(`
      status eq "ACTIVE"                                  → true
      status eq "active"                                  → false
      status ne "STAGED"                                  → true
      profile.login sw "ada@"                             → true
      profile.login ew ".com"                             → true
      profile.login co "example"                          → true
      profile.age gt 35                                   → true
      profile.age le 35                                   → false
      profile.admin eq true                               → true
      profile.tags eq "two"                               → true
      user.id eq "b"                                      → true
      lastUpdated gt "2026-01-15T11:59:59.000Z"           → true
      lastUpdated eq "2026-01-15T13:00:00.000+01:00"      → true
      lastUpdated lt "2026-01-15T12:00:00.000Z"           → false
    `);
  });

  test("asks whether there is a value at all", () => {
    checkExpressions(`
      profile.login pr       → true
      profile.city pr        → false
      profile.nothing pr     → false
      profile.city eq null   → true
    `);
  });

  test("binds and closer than or, and parentheses closest", () => {
    checkExpressions(`
      status eq "X" and id eq "00u1" or profile.age eq 36        → true
      status eq "X" and (id eq "00u1" or profile.age eq 36)      → false
      not (status eq "X")                                        → true
      not status eq "ACTIVE" or id eq "00u1"                     → true
    `);
  });

  test("ignores the case of values where a search does", () => {
    checkExpressions(`status eq "active" → true`, { ignoreCase: true });
  });

  test("may ask only for what the list can be asked", () => {
    const reading = { attributes: ["status", "profile.*"] };
    checkExpressions(
      `
      profile.login eq "ada@example.com" → true
      id eq "00u1"                       → E0000031
    `,
      reading,
    );
  });

  test("that cannot be read is refused", () => {
    checkExpressions(`
      status                        → E0000031
      status is "ACTIVE"            → E0000031
      status eq                     → E0000031
      (status eq "ACTIVE"           → E0000031
      status eq "ACTIVE" nonsense   → E0000031
      status eq "ACTIVE             → E0000031
    `);
  });
});

import { expect, test } from "vitest";
import { errorCodes, errorSummary } from "./error-codes.ts";

test("a code has the status Okta answers it with", () => {
  expect(errorCodes.get("E0000007")?.status).toBe(404);
  expect(errorCodes.get("E0000015")?.status).toBe(401);
  expect(errorCodes.get("E0000047")?.status).toBe(429);
});

test("a summary is filled with the endpoint's words", () => {
  expect(errorSummary("E0000007", "Resource not found: 00g1 (UserGroup)")).toBe("Not found: Resource not found: 00g1 (UserGroup)");
  expect(errorSummary("E0000009")).toBe("Internal Server Error");
});

test("every line is a code, a status and words", () => {
  for (const [code, { status, summary }] of errorCodes) {
    expect(code).toMatch(/^E0000\d{3}$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(summary).not.toBe("");
  }
});

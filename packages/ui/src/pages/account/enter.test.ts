import { expect, test } from "vitest";
import { isServersOwn, localPath } from "./enter.ts";

test("signing in never leads to another server", () => {
  for (const path of ["//evil.example.com", "/\\evil.example.com", "https://evil.example.com", "javascript:alert(1)", "", "/a\nb"]) expect(localPath(path), path).toBe("/");
  expect(localPath("/app/acme?sort=-updated")).toBe("/app/acme?sort=-updated");
});

test("pages of the server itself are known", () => {
  expect(["/oauth/authorize?x=1", "/app/settings/tokens", "/app/acme", "/"].map(isServersOwn)).toEqual([true, true, false, false]);
});

import { expect, test } from "vitest";
import { wordsOfScope } from "./scope-words.ts";

test("a scope says what it is for", () => {
  expect(wordsOfScope("okta.groups.manage")).toBe("reads and changes groups and group rules");
  expect(wordsOfScope("okta.logs.read")).toBe("reads the System Log: who changed what by hand");
  expect(wordsOfScope("okta.something.read")).toBe("");
  expect(wordsOfScope("openid")).toBe("");
});

import { expect, test } from "vitest";
import { tagOf, textOf } from "./tag-text.ts";

test("a tag is written as its name, or as name and value", () => {
  expect([tagOf("critical"), tagOf("env:prod"), tagOf(" env : a:b ")]).toEqual([{ key: "critical", value: "" }, { key: "env", value: "prod" }, { key: "env", value: "a:b" }]);
  expect([textOf({ key: "critical", value: "" }), textOf({ key: "env", value: "prod" })]).toEqual(["critical", "env: prod"]);
});

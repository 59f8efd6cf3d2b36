import { expect, test } from "vitest";
import { bytes } from "./bytes.ts";
import { partsOf, pathText } from "./state-parts.ts";

const object = (address: string) => ({ address, mode: "managed" as const, type: "okta_group", id: null });

test("objects that came, went and changed stand together by address", () => {
  const parts = partsOf({ added: [object("b")], removed: [object("a")], changed: [{ ...object("c"), attributes: [{ path: ["name"], before: "x", after: "y", sensitive: false }] }] });
  expect(parts.map(({ action, address, there }) => [action, address, there])).toEqual([["delete", "a", false], ["create", "b", true], ["update", "c", true]]);
});

test("a path is written as configuration would", () => {
  expect(pathText(["profile", 0, "name"])).toBe("profile[0].name");
});

test("sizes are short", () => {
  expect([512, 34_924, 1_234_567].map(bytes)).toEqual(["512 B", "35 kB", "1.2 MB"]);
});

import { describe, expect, test } from "vitest";
import { forcing, nameOfChange, partsOfChange, pathText } from "./planned-change.ts";

const plain = { unknown: {}, sensitive: { before: false, after: false } };

describe("the attributes of a planned change", () => {
  test("leave out what has no value when an object is made or destroyed", () => {
    const created = partsOfChange({ ...plain, before: null, after: { name: "a", note: null, tags: [], on: false }, unknown: { id: true } });
    expect(created.changed.map(({ name }) => name)).toEqual(["id", "name", "on"]);
    const destroyed = partsOfChange({ ...plain, before: { name: "a", note: "" }, after: null });
    expect(destroyed.changed.map(({ name }) => name)).toEqual(["name"]);
  });

  test("tell those that change from those that stay", () => {
    const { changed, unchanged } = partsOfChange({ before: { id: "1", name: "a", secret: "REDACTED", same: "REDACTED", none: null }, after: { id: "1", name: "b", secret: "REDACTED (changed)", same: "REDACTED" }, unknown: {}, sensitive: { before: { secret: true, same: true }, after: { secret: true, same: true } } });
    expect(changed.map(({ name }) => name)).toEqual(["name", "secret"]);
    expect(unchanged.map(({ name }) => name)).toEqual(["id", "same"]);
  });

  test("name what forces a new object", () => {
    expect(pathText(["settings", 0, "name"])).toBe("settings[0].name");
    expect(forcing({ replacePaths: [["type"], ["settings", 0, "name"]] }, "settings")).toEqual(["settings[0].name"]);
  });

  test("say what people call the object, unless that is a secret", () => {
    expect(nameOfChange({ before: { name: "old" }, after: { name: "new" }, sensitive: { before: {}, after: {} } })).toBe("new");
    expect(nameOfChange({ before: null, after: { name: "REDACTED", label: "l" }, sensitive: { before: false, after: { name: true } } })).toBe("l");
    expect(nameOfChange({ before: null, after: { count: 1 }, sensitive: { before: false, after: {} } })).toBeUndefined();
  });
});

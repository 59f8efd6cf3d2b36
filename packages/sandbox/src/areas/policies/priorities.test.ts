import { expect, test } from "vitest";
import { place, remove, type Generation, type Placed } from "./priorities.ts";

/** "a:1 b:2" and back. */
const read = (text: string): Placed[] =>
  text.split(" ").filter(Boolean).map((entry) => {
    const [id = "", priority = ""] = entry.split(":");
    return { id, priority: Number(priority) };
  });

const write = (order: readonly Placed[]): string => order.map(({ id, priority }) => `${id}:${priority}`).join(" ");

const checkPlace = (generation: Generation, before: string, id: string, wanted: number | undefined, after: string): void => {
  expect(write(place(read(before), id, wanted, generation))).toBe(after);
};

test("generation 1 counts without gaps", () => {
  checkPlace(1, "", "a", undefined, "a:1");
  checkPlace(1, "a:1 b:2", "c", undefined, "a:1 b:2 c:3");
  checkPlace(1, "a:1 b:2", "c", 1, "c:1 a:2 b:3");
  checkPlace(1, "a:1", "c", 999, "a:1 c:2");
  checkPlace(1, "a:1", "c", 0, "c:1 a:2");
  expect(write(remove(read("a:1 b:2 c:3"), "b", 1))).toBe("a:1 c:2");
});

test("a thing of generation 1 moves within its order", () => {
  checkPlace(1, "a:1 b:2 c:3", "c", 1, "c:1 a:2 b:3");
  checkPlace(1, "a:1 b:2 c:3", "a", 3, "b:1 c:2 a:3");
});

test("generation 2 begins at 0 and keeps gaps", () => {
  checkPlace(2, "", "a", undefined, "a:0");
  checkPlace(2, "a:0", "b", 5, "a:0 b:5");
  checkPlace(2, "a:0 b:5", "c", undefined, "a:0 b:5 c:6");
  expect(write(remove(read("a:0 b:1 c:2"), "b", 2))).toBe("a:0 c:2");
});

test("generation 2 shifts only until a gap takes the shift up", () => {
  checkPlace(2, "a:0 b:1 c:3", "d", 0, "d:0 a:1 b:2 c:3");
  checkPlace(2, "a:0 b:1 c:2", "d", 1, "a:0 d:1 b:2 c:3");
});

test("the former place of a moved thing of generation 2 counts as taken", () => {
  checkPlace(2, "a:1 b:2 c:3", "a", 1, "a:1 b:3 c:4");
  checkPlace(2, "a:1 b:3 c:4", "b", 2, "a:1 b:2 c:4");
  checkPlace(2, "z:0 a:1 b:2 c:3 d:4", "c", 1, "z:0 c:1 a:2 b:3 d:5");
});

test("a rule of generation 2 replaced without a priority moves below itself", () => {
  checkPlace(2, "a:8", "a", undefined, "a:9");
});

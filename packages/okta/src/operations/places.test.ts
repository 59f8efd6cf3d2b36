import { describe, expect, test } from "vitest";
import { keepSparse, misplaced } from "./places.ts";

describe("the places of siblings", () => {
  test("those that stand where they are to are left alone", () => {
    expect(again(["a", "b", "c"], { a: 1, b: 2, c: 3 })).toEqual([]);
  });

  test("one that came before its predecessor is put again", () => {
    expect(again(["a", "c", "b"], { a: 1, b: 2, c: 3 })).toEqual(["b"]);
  });

  test("a place past the end waits until there are enough", () => {
    expect(again(["c"], { c: 3 })).toEqual([]);
    expect(again(["c", "b"], { b: 2, c: 3 })).toEqual([]);
  });

  test("siblings that nobody configured give way", () => {
    expect(again(["x", "a"], { a: 1 })).toEqual(["a"]);
  });

  test("whatever the order in which they are made, they come to stand in theirs", () => {
    for (const strangers of [0, 1, 2]) for (const made of permutations(["a", "b", "c", "d", "e"])) expect(make(made, strangers), made.join()).toEqual(["a", "b", "c", "d", "e"]);
  });
});

describe("configured numbers with gaps", () => {
  test("are kept while all that is managed stands in their order", () => {
    expect(read([[10, 1], [30, 3], [20, 2]])).toEqual([10, 30, 20]);
  });

  test("are given up when the order is another, or a stranger stands above", () => {
    expect(read([[10, 2], [20, 1]])).toEqual([2, 1]);
    expect(read([[1, 2], [2, 3]])).toEqual([2, 3]);
  });
});

const read = (places: [number, number][]) =>
  keepSparse(places.map(([before, now]) => ({ key: "order", prior: { priority: before }, values: { priority: now } }))).map((values) => values?.["priority"]);

const again = (ids: string[], places: Record<string, number>) => misplaced(ids, new Map(Object.entries(places).map(([id, place]) => [id, { place }])));

/** Makes them one after another, as Okta places them: at their place, or last. */
function make(ids: readonly string[], strangers: number): string[] {
  const order = Array.from({ length: strangers }, (_, at) => `x${at}`);
  const placing = new Map<string, { place: number }>();
  const put = (id: string) => {
    if (order.includes(id)) order.splice(order.indexOf(id), 1);
    order.splice((placing.get(id)?.place ?? 1) - 1, 0, id);
  };
  for (const id of ids) {
    placing.set(id, { place: "abcde".indexOf(id) + 1 });
    put(id);
    for (const late of misplaced(order, placing)) put(late);
  }
  return order.slice(0, ids.length);
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

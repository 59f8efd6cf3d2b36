import { describe, expect, test } from "vitest";
import { findCycles, Graph, reachable } from "./graph.ts";
import { walk } from "./walk.ts";

const never = new AbortController().signal;

/** A graph from "a b" lines: a waits for b. */
function graphOf(lines: readonly string[]): Graph<string> {
  const graph = new Graph<string>();
  const ids = new Map<string, number>();
  const idOf = (name: string): number => {
    const id = ids.get(name) ?? graph.add(name);
    ids.set(name, id);
    return id;
  };
  for (const line of lines) {
    const [from = "", ...to] = line.split(" ");
    for (const name of to) graph.connect(idOf(from), idOf(name));
    idOf(from);
  }
  return graph;
}

describe("a graph", () => {
  test("finds what depends on itself, group by group", () => {
    const graph = graphOf(["a b", "b c", "c a", "d a", "e f", "f e", "g"]);
    expect(findCycles(graph).map((ids) => ids.map((id) => graph.node(id)))).toEqual([["a", "b", "c"], ["e", "f"]]);
    expect(findCycles(graphOf(["a b", "a c", "b d", "c d"]))).toEqual([]);
  });

  test("is searched without the call stack, however deep it is", () => {
    const graph = new Graph<number>();
    for (let at = 0; at < 100_000; at++) graph.connect(graph.add(at), at - 1 < 0 ? at : at - 1);
    expect(findCycles(graph)).toEqual([]);
    expect(reachable([99_999], (id) => graph.dependencies(id)).size).toBe(100_000);
  });
});

describe("a walk", () => {
  test("visits a node after all that it waits for", async () => {
    const seen: string[] = [];
    await walk(graphOf(["a b c", "b d", "c d", "d"]), (node) => (seen.push(node), "done"), { parallelism: 1, signal: never });
    expect(seen).toEqual(["d", "b", "c", "a"]);
  });

  test("runs as many at once as it may", async () => {
    let running = 0;
    let most = 0;
    const visit = async (): Promise<"done"> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return "done";
    };
    await walk(graphOf(["a", "b", "c", "d", "e"]), visit, { parallelism: 3, signal: never });
    expect(most).toBe(3);
  });

  test("passes over what depends on a failure, and nothing else", async () => {
    const graph = graphOf(["top left right", "left bad", "right good", "bad", "good"]);
    const seen: string[] = [];
    const { failed, skipped } = await walk(graph, (node) => (seen.push(node), node === "bad" ? "failed" : "done"), { parallelism: 2, signal: never });
    expect(seen.sort()).toEqual(["bad", "good", "right"]);
    expect([...failed].map((id) => graph.node(id))).toEqual(["bad"]);
    expect([...skipped].map((id) => graph.node(id)).sort()).toEqual(["left", "top"]);
  });

  test("begins nothing more once it is aborted", async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const visit = async (node: string): Promise<"done"> => {
      seen.push(node);
      await Promise.resolve();
      abort.abort();
      return "done";
    };
    await walk(graphOf(["a b", "b c", "c"]), visit, { parallelism: 1, signal: abort.signal });
    expect(seen).toEqual(["c"]);
  });

  test("an exception of a visit ends it", async () => {
    await expect(walk(graphOf(["a"]), () => Promise.reject(new Error("bug")), { parallelism: 1, signal: never })).rejects.toThrow("bug");
  });

  test("an exception begins nothing more, and what is under way comes to its end", async () => {
    const seen: string[] = [];
    const visit = async (node: string): Promise<"done"> => {
      seen.push(node);
      if (node === "bad") throw new Error("full");
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${node} ended`);
      return "done";
    };
    await expect(walk(graphOf(["bad", "slow", "late"]), visit, { parallelism: 2, signal: never })).rejects.toThrow("full");
    expect(seen).toEqual(["bad", "slow", "slow ended"]);
  });
});

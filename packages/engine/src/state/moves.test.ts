import { expect, test } from "vitest";
import { parseAddress } from "../address.ts";
import type { Address } from "../address.ts";
import { stateOf } from "../../test/states.ts";
import { applyMoves } from "./moves.ts";
import { StateStore } from "./store.ts";

/** "from > to" lines, "a.b: from > to" inside a module → the addresses afterwards, what moved and what could not. */
function checkMoves(objects: readonly string[], moves: readonly string[]): Record<string, unknown> {
  const store = new StateStore(stateOf(objects));
  const address = (text: string): Address => {
    const { address: parsed, problem } = parseAddress(text);
    if (!parsed) throw new Error(problem);
    return parsed;
  };
  const statements = moves.map((line) => {
    const [, module = "", from = "", to = ""] = /^(?:(\S+): )?(\S+) > (\S+)$/.exec(line) ?? [];
    return { module: module === "" ? [] : module.split("."), from: address(from), to: address(to), implied: false };
  });
  const { moved, blocked, cycles } = applyMoves(store, statements);
  const after = store.toResources().flatMap(({ module, type, name, instances }) => instances.map(({ key }) => `${module === "" ? "" : `${module}.`}${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`));
  return { after, moved: [...moved].map(([to, from]) => `${from} > ${to}`), ...(blocked.length > 0 && { blocked }), ...(cycles.length > 0 && { cycles: cycles.length }) };
}

test("a resource takes its instances with it", () => {
  expect(checkMoves(["t.a[0]", "t.a[1]", "t.b"], ["t.a > t.c"])).toEqual({ after: ["t.b", "t.c[0]", "t.c[1]"], moved: ["t.a[0] > t.c[0]", "t.a[1] > t.c[1]"] });
});

test("an instance changes its key, or gets or loses one", () => {
  expect(checkMoves(["t.a[0]", "t.a[1]"], ['t.a[0] > t.a["x"]'])).toEqual({ after: ["t.a[1]", 't.a["x"]'], moved: ['t.a[0] > t.a["x"]'] });
  expect(checkMoves(["t.a"], ["t.a > t.a[0]"])).toEqual({ after: ["t.a[0]"], moved: ["t.a > t.a[0]"] });
});

test("what arrives is moved on, whatever the order of the statements", () => {
  expect(checkMoves(["t.a"], ["t.b > t.c", "t.a > t.b"])).toEqual({ after: ["t.c"], moved: ["t.a > t.c"] });
});

test("a module takes all in it along, one instance or all of them", () => {
  expect(checkMoves(["module.a.t.x", "module.a.module.i.t.y"], ["module.a > module.b"]).after).toEqual(["module.b.t.x", "module.b.module.i.t.y"]);
  expect(checkMoves(["module.a[0].t.x", "module.a[1].t.x"], ["module.a > module.b"]).after).toEqual(["module.b[0].t.x", "module.b[1].t.x"]);
  expect(checkMoves(["module.a[0].t.x", "module.a[1].t.x"], ['module.a[0] > module.a["e"]']).after).toEqual(["module.a[1].t.x", 'module.a["e"].t.x']);
});

test("a statement of a module holds in each of its instances", () => {
  expect(checkMoves(['module.m["p"].t.a', 'module.m["q"].t.a', "t.a"], ["m: t.a > t.b"]).after).toEqual(["t.a", 'module.m["p"].t.b', 'module.m["q"].t.b']);
});

test("resources go into modules and out of them", () => {
  expect(checkMoves(["t.a"], ["t.a > module.m[0].t.a"]).after).toEqual(["module.m[0].t.a"]);
  expect(checkMoves(["module.m.t.a"], ["module.m.t.a > t.a"]).after).toEqual(["t.a"]);
});

test("nothing is moved onto something else", () => {
  expect(checkMoves(["t.a", "t.b"], ["t.a > t.b"])).toEqual({ after: ["t.a", "t.b"], moved: [], blocked: [{ from: "t.a", to: "t.b" }] });
  expect(checkMoves(["module.a.t.x", "module.b.t.x"], ["module.a > module.b"])).toEqual({
    after: ["module.a.t.x", "module.b.t.x"], moved: [], blocked: [{ from: "module.a", to: "module.b" }],
  });
});

test("a circle moves nothing", () => {
  expect(checkMoves(["t.a"], ["t.a > t.b", "t.b > t.a"])).toEqual({ after: ["t.a"], moved: [], cycles: 1 });
});

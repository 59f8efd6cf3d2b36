import { describe, expect, test } from "vitest";
import { applyOf, checkPlan, objectsIn, planOf, walkInput } from "../../test/check-plan.ts";
import { said } from "../../test/check-config.ts";
import { Shelf } from "../../test/shelf.ts";
import { runApply } from "./run-apply.ts";
import type { State } from "../state/state.ts";

const box = (name: string, more = ""): string => `resource "shelf_box" "${name}" {\n  name = "${name}"\n${more}}\n`;
const needs = (name: string, other: string): string => `resource "shelf_box" "${name}" {\n  name  = "${name}"\n  label = shelf_box.${other}.id\n}\n`;
const writes = (shelf: Shelf): string[] => shelf.requests.filter((request) => !/^(read|find)/.test(request));

async function applied(source: string, shelf = new Shelf()) {
  const { state } = await applyOf(source, shelf);
  shelf.requests.length = 0;
  return { shelf, state };
}

describe("order", () => {
  test("what needs a thing is made after it and destroyed before it", async () => {
    const shelf = new Shelf();
    const chain = box("a") + needs("b", "a") + needs("c", "b");
    const { state } = await applyOf(chain, shelf);
    expect(writes(shelf)).toEqual(["create a", "create b", "create c"]);
    shelf.requests.length = 0;
    await applyOf(chain, shelf, { state, mode: "destroy" });
    expect(writes(shelf)).toEqual(["delete c", "delete b", "delete a"]);
  });

  test("a replacement destroys first, or last with create_before_destroy, and what needs it moves over in between", async () => {
    const { shelf, state } = await applied(box("a", "  size = 1\n") + needs("b", "a"));
    await applyOf(box("a", "  size = 2\n") + needs("b", "a"), shelf, { state });
    expect(writes(shelf)).toEqual(["delete a", "create a", "update b"]);
    const first = "  lifecycle {\n    create_before_destroy = true\n  }\n";
    const other = await applied(box("a", `  size = 1\n${first}`) + needs("b", "a"));
    const after = await applyOf(box("a", `  size = 2\n${first}`) + needs("b", "a"), other.shelf, { state: other.state });
    expect(writes(other.shelf)).toEqual(["create a", "update b", "delete a"]);
    expect(objectsIn(after.state)).toEqual(["shelf_box.a", "shelf_box.b"]);
  });

  test("objects without configuration go in the order that the state remembers", async () => {
    const { shelf, state } = await applied(box("a") + needs("b", "a") + needs("c", "b"));
    await applyOf(box("x"), shelf, { state });
    expect(writes(shelf).filter((request) => request.startsWith("delete"))).toEqual(["delete c", "delete b", "delete a"]);
  });
});

describe("failure", () => {
  test("what names one instance does not wait for the others, and does not fail with them", async () => {
    const shelf = new Shelf();
    shelf.refused.add("create b");
    const source = `resource "shelf_box" "each" {\n  for_each = toset(["a", "b"])\n  name     = each.key\n}
locals {\n  one = shelf_box.each["a"].id\n}
resource "shelf_box" "c" {\n  name = local.one\n}
resource "shelf_box" "d" {\n  name = shelf_box.each["b"].id\n}
resource "shelf_box" "e" {\n  name = join("", [for box in shelf_box.each : box.id])\n}`;
    const { state } = await applyOf(source, shelf);
    expect(objectsIn(state)).toEqual(["shelf_box.c", 'shelf_box.each["a"]']);
    // Also when the one that is named was there before.
    const more = `${source}\nresource "shelf_box" "f" {\n  name = shelf_box.each["a"].id\n}`;
    const second = await applyOf(more, shelf, { state });
    expect(objectsIn(second.state)).toEqual(["shelf_box.c", 'shelf_box.each["a"]', "shelf_box.f"]);
  });

  test("what is done is in the state, what needs the failed is not begun, the rest goes on", async () => {
    const shelf = new Shelf();
    shelf.refused.add("create b");
    const { state, said } = await applyOf(box("a") + needs("b", "a") + needs("c", "b") + box("free"), shelf);
    expect(said).toEqual(["main.tf:4,26-27 Shelf says no"]);
    expect(objectsIn(state)).toEqual(["shelf_box.a", "shelf_box.free"]);
    shelf.refused.clear();
    expect(await checkPlan(box("a") + needs("b", "a") + needs("c", "b") + box("free"), shelf, { state })).toEqual(["create shelf_box.b", "create shelf_box.c"]);
  });

  test("what was made half-way is tainted and made anew", async () => {
    const shelf = new Shelf();
    shelf.halfMade.add("a");
    const { state } = await applyOf(box("a"), shelf);
    expect(objectsIn(state)).toEqual(["shelf_box.a tainted"]);
    expect(await checkPlan(box("a"), shelf, { state })).toEqual(["delete-create shelf_box.a (replace_because_tainted)"]);
  });

  test("an old object that was put aside comes back when the new one cannot be made", async () => {
    const first = "  lifecycle {\n    create_before_destroy = true\n  }\n";
    const { shelf, state } = await applied(box("a", `  size = 1\n${first}`));
    shelf.refused.add("create a");
    const after = await applyOf(box("a", `  size = 2\n${first}`), shelf, { state });
    expect(objectsIn(after.state)).toEqual(["shelf_box.a"]);
    expect([...shelf.boxes.keys()]).toEqual(["box-1"]);
  });

  test("a left-over of a replacement is destroyed by the next apply", async () => {
    const first = "  lifecycle {\n    create_before_destroy = true\n  }\n";
    const { shelf, state } = await applied(box("a", `  size = 1\n${first}`));
    shelf.refused.add("delete a");
    const after = await applyOf(box("a", `  size = 2\n${first}`), shelf, { state });
    expect(objectsIn(after.state)).toEqual(["shelf_box.a", "shelf_box.a deposed"]);
    shelf.refused.clear();
    expect(await checkPlan(box("a", `  size = 2\n${first}`), shelf, { state: after.state })).toEqual(["delete shelf_box.a 00000001"]);
  });
});

describe("an object changed since the plan", () => {
  test("is left alone, with both values said; the others go on", async () => {
    const { shelf, state } = await applied(box("a") + needs("b", "a") + box("c"));
    const source = box("a", "  open = true\n") + needs("b", "a").replace('"b"\n', '"b2"\n') + box("c", "  open = true\n");
    const { plan } = await planOf(source, shelf, { state });
    shelf.boxes.set("box-1", { ...shelf.boxes.get("box-1"), label: "somebody else's" });
    const { diagnostics, value } = await runApply({ ...walkInput(source, shelf), plan: plan ?? never(), now: () => new Date(0), verify: true });
    expect(diagnostics.map(({ summary, detail }) => `${summary}: ${detail.split("\n")[1] ?? ""}`)).toEqual(['Object changed since the plan:   - label: was "the a" in the plan, is "somebody else\'s" now']);
    expect(writes(shelf)).toEqual(["update c"]);
    expect(value?.counts.changed).toBe(1);
  });

  test("is looked for with one question for all", async () => {
    const { shelf, state } = await applied(box("a") + box("b") + box("c"));
    const { plan } = await planOf(box("a", "  open = true\n") + box("b", "  open = true\n"), shelf, { state });
    shelf.requests.length = 0;
    await applyOf(box("a", "  open = true\n") + box("b", "  open = true\n"), shelf, plan ? { plan } : {});
    expect(shelf.requests[0]).toBe("read 3");
    expect(shelf.requests).toHaveLength(4);
  });

  test("that is to be deleted and is gone needs no request", async () => {
    const { shelf, state } = await applied(box("a"));
    const { plan } = await planOf(box("z"), shelf, { state });
    shelf.boxes.clear();
    const after = await applyOf(box("z"), shelf, plan ? { plan } : {});
    expect(writes(shelf)).toEqual(["create z"]);
    expect(objectsIn(after.state)).toEqual(["shelf_box.z"]);
  });
});

test("an abort lets the running change end, and begins no other", async () => {
  const abort = new AbortController();
  const shelf = new Shelf();
  const states: State[] = [];
  const source = box("a") + needs("b", "a");
  const { plan } = await planOf(source, shelf);
  const { value, diagnostics } = await runApply({
    ...walkInput(source, shelf), plan: plan ?? never(), now: () => new Date(0), verify: true, signal: abort.signal,
    onState: (state) => {
      states.push(state);
      abort.abort();
    },
  });
  expect(said(diagnostics)).toEqual(["Execution halted"]);
  expect(value && objectsIn(value.state)).toEqual(["shelf_box.a"]);
  expect(objectsIn(states.at(-1) ?? never())).toEqual(["shelf_box.a"]);
});

test("a plan whose state was written since is refused", async () => {
  const { shelf, state } = await applied(box("a"));
  const { plan } = await planOf(box("b"), shelf, { state });
  const { diagnostics } = await runApply({ ...walkInput(box("b"), shelf), plan: plan ?? never(), now: () => new Date(0), verify: true, current: { ...state, serial: state.serial + 1 } });
  expect(said(diagnostics)).toEqual(["Saved plan is stale"]);
  expect(writes(shelf)).toEqual([]);
});

function never(): never {
  throw new Error("there is no plan");
}

import { markPaths, SENSITIVE, valueToJson } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { describe, expect, test } from "vitest";
import { applyOf, checkPlan, checkPlanText, objectsIn, planOf } from "../../test/check-plan.ts";
import { Shelf } from "../../test/shelf.ts";
import { stateOf } from "../../test/states.ts";

const boxes = (...names: string[]): string => names.map((name) => `resource "shelf_box" "${name}" {\n  name = "${name}"\n}`).join("\n");

/** A shelf on which a configuration was applied, and the state. */
async function applied(source: string, shelf = new Shelf()) {
  const { state } = await applyOf(source, shelf);
  shelf.requests.length = 0;
  return { shelf, state };
}

describe("actions and their reasons", () => {
  test("what is new is created, what is gone is destroyed, what differs is updated", async () => {
    const { shelf, state } = await applied(boxes("a", "b"));
    const source = `${boxes("a")}\nresource "shelf_box" "b" {\n  name = "b"\n  open = true\n}\n${boxes("c")}`;
    expect(await checkPlan(source, shelf, { state })).toEqual(["update shelf_box.b", "create shelf_box.c"]);
    expect(await checkPlan(boxes("b"), shelf, { state })).toEqual(["delete shelf_box.a (delete_because_no_resource_config)"]);
  });

  test("the second plan is empty", async () => {
    const { shelf, state } = await applied(`${boxes("a")}\nresource "shelf_box" "b" {\n  name = shelf_box.a.label\n  tags = ["x", "y"]\n  part {\n    kind = "lid"\n  }\n}`);
    expect(await checkPlan(`${boxes("a")}\nresource "shelf_box" "b" {\n  name = shelf_box.a.label\n  tags = ["y", "x"]\n  part {\n    kind = "lid"\n  }\n}`, shelf, { state })).toEqual([]);
  });

  test("a replacement says why, and which half comes first", async () => {
    const box = (size: number, lifecycle = ""): string => `resource "shelf_box" "a" {\n  name = "a"\n  size = ${size}\n${lifecycle}}`;
    const { shelf, state } = await applied(box(1));
    expect(await checkPlan(box(2), shelf, { state })).toEqual(["delete-create shelf_box.a (replace_because_cannot_update)"]);
    expect(await checkPlan(box(2, "  lifecycle {\n    create_before_destroy = true\n  }\n"), shelf, { state })).toEqual(["create-delete shelf_box.a (replace_because_cannot_update)"]);
    expect(await checkPlan(box(1), shelf, { state, forceReplace: ["shelf_box.a"] })).toEqual(["delete-create shelf_box.a (replace_by_request)"]);
    expect(await checkPlan(box(2, "  lifecycle {\n    prevent_destroy = true\n  }\n"), shelf, { state })).toEqual(["main.tf:1,1-25 Instance cannot be destroyed"]);
    expect(await checkPlan(box(2, "  lifecycle {\n    ignore_changes = [size]\n  }\n"), shelf, { state })).toEqual([]);
  });

  test("instances that are too many say which rule they broke", async () => {
    const state = stateOf(["shelf_box.c[0]", "shelf_box.c[3]", 'shelf_box.c["x"]', 'shelf_box.e["x"]', 'shelf_box.e["y"]', "shelf_box.s[1]", "module.m[1].shelf_box.i"], () => ({ name: "n", label: "l", secret: null, part: [], hint: [] }), 'provider["registry.terraform.io/hashicorp/shelf"]');
    const source = {
      "main.tf": `resource "shelf_box" "c" {\n  count = 1\n  name = "n"\n}\nresource "shelf_box" "e" {\n  for_each = toset(["x"])\n  name = "n"\n}\nresource "shelf_box" "s" {\n  name = "n"\n}\nmodule "m" {\n  source = "./m"\n  count = 1\n}`,
      "m/main.tf": 'resource "shelf_box" "i" {\n  name = "n"\n}',
    };
    expect(await checkPlan(source, new Shelf(), { state, refresh: false })).toEqual([
      "delete shelf_box.c[3] (delete_because_count_index)",
      'delete shelf_box.c["x"] (delete_because_wrong_repetition)',
      'delete shelf_box.e["y"] (delete_because_each_key)',
      "create shelf_box.s",
      "delete shelf_box.s[1] (delete_because_wrong_repetition)",
      "create module.m[0].shelf_box.i",
      "delete module.m[1].shelf_box.i (delete_because_no_module)",
    ]);
  });
});

describe("what is ignored", () => {
  const data = (input: string, ignored: string): string => `resource "terraform_data" "a" {\n  input = ${input}\n  lifecycle {\n    ignore_changes = [${ignored}]\n  }\n}`;
  const planned = async (before: string, after: string, ignored: string): Promise<unknown> => {
    const { state } = await applyOf(data(before, "input"));
    const { plan } = await planOf(data(after, ignored), undefined, { state });
    const input = plan?.changes[0]?.after.raw;
    const value = input instanceof Map ? (input as ReadonlyMap<string, Value>).get("input") : undefined;
    return value && valueToJson(value);
  };

  test("an attribute of an object and a key of a map are kept by themselves", async () => {
    expect(await planned("{ a = 1, b = 1 }", "{ a = 2, b = 2 }", "input.a")).toEqual({ a: 1, b: 2 });
    expect(await planned("tomap({ a = 1, b = 1 })", "tomap({ a = 2, c = 2 })", 'input["a"], input["c"]')).toEqual({ a: 1 });
    expect(await planned("[1, 2]", "[3, 4, 5]", "input[0], input[2]")).toEqual([1, 4, 5]);
  });

  test("a value that has become sensitive is no change; in a replacement it is masked", async () => {
    const { state } = await applyOf(data("2", "input"));
    const change = async (text: string) => (await planOf(text, undefined, { state })).plan?.changes[0];
    expect((await change(data('sensitive("hush")', "input")))?.action).toBe("no-op");
    const replaced = await change(data('sensitive("hush")\n  triggers_replace = 1', "input"));
    expect([replaced?.action, replaced && markPaths(replaced.after)]).toEqual(["delete-create", [{ path: [{ kind: "attribute", name: "input" }], marks: SENSITIVE }]]);
  });

  test("a key of an object keeps all of the object, an attribute of a map nothing", async () => {
    expect(await planned("{ a = 1, b = 1 }", "{ a = 2, b = 2 }", 'input["a"]')).toEqual({ a: 1, b: 1 });
    expect(await planned("{ a = { b = 1 }, c = 1 }", "{ a = { b = 2, d = 2 }, c = 2 }", 'input.a["b"]')).toEqual({ a: { b: 1 }, c: 2 });
    expect(await planned("tomap({ a = 1 })", "tomap({ a = 2 })", "input.a")).toEqual({ a: 2 });
  });
});

describe("refresh", () => {
  test("without it, an object is updated when its state does not name what the schema calls sensitive", async () => {
    const state = (attributes: object) => stateOf(["shelf_box.a"], () => ({ name: "a", label: "l", part: [], hint: [], ...attributes }), 'provider["registry.terraform.io/hashicorp/shelf"]');
    expect(await checkPlan(boxes("a"), new Shelf(), { state: state({}), refresh: false })).toEqual(["update shelf_box.a"]);
    expect(await checkPlan(boxes("a"), new Shelf(), { state: state({ secret: null }), refresh: false })).toEqual([]);
  });

  test("all objects of a provider are read with one question", async () => {
    const { shelf, state } = await applied(boxes("a", "b", "c", "d"));
    await checkPlan(boxes("a", "b", "c", "d"), shelf, { state });
    expect(shelf.requests).toEqual(["read 4"]);
    shelf.requests.length = 0;
    await checkPlan(boxes("a", "b"), shelf, { state, refresh: false });
    expect(shelf.requests).toEqual([]);
  });

  test("an object that is gone is planned anew and stands in the drift", async () => {
    const { shelf, state } = await applied(boxes("a", "b"));
    shelf.boxes.delete("box-1");
    const { plan } = await planOf(boxes("a", "b"), shelf, { state });
    expect(plan?.drift.map(({ action, text }) => `${action} ${text}`)).toEqual(["delete shelf_box.a"]);
    expect(await checkPlan(boxes("a", "b"), shelf, { state })).toEqual(["create shelf_box.a"]);
  });

  test("what was changed outside is set back, and said", async () => {
    const { shelf, state } = await applied(boxes("a"));
    shelf.boxes.set("box-1", { ...shelf.boxes.get("box-1"), name: "renamed" });
    expect(await checkPlanText(boxes("a"), shelf, { state })).toMatchInlineSnapshot(`
      "Note: Objects have changed outside of Lockstep

      Lockstep detected the following changes made outside of Lockstep since the
      last "lockstep apply" which may have affected this plan:

        # shelf_box.a has changed
        ~ resource "shelf_box" "a" {
              id    = "box-1"
            ~ name  = "a" -> "renamed"
              # (1 unchanged attribute hidden)
          }


      Unless you have made equivalent changes to your configuration, or ignored the
      relevant attributes using ignore_changes, the following plan may include
      actions to undo or respond to these changes.

      ─────────────────────────────────────────────────────────────────────────────

      Lockstep used the selected providers to generate the following execution
      plan. Resource actions are indicated with the following symbols:
        ~ update in-place

      Lockstep will perform the following actions:

        # shelf_box.a will be updated in-place
        ~ resource "shelf_box" "a" {
              id    = "box-1"
            ~ name  = "renamed" -> "a"
              # (1 unchanged attribute hidden)
          }

      Plan: 0 to add, 1 to change, 0 to destroy."
    `);
    expect(await checkPlan(boxes("a"), shelf, { state, mode: "refresh-only" })).toEqual([]);
    expect((await planOf(boxes("a"), shelf, { state, mode: "refresh-only" })).plan?.applyable).toBe(true);
  });

  test("a shelf that cannot be read stops the plan", async () => {
    const { shelf, state } = await applied(boxes("a"));
    shelf.refused.add("read 1");
    expect(await checkPlan(boxes("a"), shelf, { state })).toEqual(["Shelf says no"]);
  });
});

describe("data sources", () => {
  const source = (lookup: string): string => `${boxes("a")}\ndata "shelf_box" "found" {\n  ${lookup}\n}\noutput "id" {\n  value = data.shelf_box.found.id\n}`;

  test("are read while planning when all that they need is known", async () => {
    const shelf = new Shelf();
    const { plan } = await planOf(source('name = "other"'), shelf);
    expect(shelf.requests).toContain("find other");
    expect(plan?.changes.map(({ action, text }) => `${action} ${text}`)).toEqual(["create shelf_box.a"]);
  });

  test("wait for the apply otherwise, with the reason", async () => {
    expect(await checkPlan(source("name = shelf_box.a.label"), new Shelf())).toEqual(["read data.shelf_box.found (read_because_config_unknown)", "create shelf_box.a"]);
    expect(await checkPlan(source('name = "a"\n  depends_on = [shelf_box.a]'), new Shelf())).toEqual(["read data.shelf_box.found (read_because_dependency_pending)", "create shelf_box.a"]);
    const { shelf, state } = await applied(source('name = "a"\n  depends_on = [shelf_box.a]'));
    expect(await checkPlan(source('name = "a"\n  depends_on = [shelf_box.a]'), shelf, { state })).toEqual([]);
    expect(state.outputs.get("id")?.raw).toBe("box-1");
  });
});

describe("imports", () => {
  test("an object is taken over and changed to what is written", async () => {
    const shelf = new Shelf();
    shelf.boxes.set("old", { id: "old", name: "was", label: "l", size: null, open: null, tags: null, steps: null, secret: null, part: [], hint: [] });
    const source = `import {\n  to = shelf_box.a\n  id = "old"\n}\n${boxes("a")}`;
    const { plan } = await planOf(source, shelf);
    expect(plan?.changes.map(({ action, importing }) => [action, importing?.id])).toEqual([["update", "old"]]);
    const { state } = await applyOf(source, shelf);
    expect(await checkPlan(source, shelf, { state })).toEqual([]);
    expect([...shelf.boxes.keys()]).toEqual(["old"]);
  });

  test("what is not there cannot be imported", async () => {
    expect(await checkPlan(`import {\n  to = shelf_box.a\n  id = "none"\n}\n${boxes("a")}`, new Shelf())).toEqual(["main.tf:5,1-25 Cannot import non-existent remote object"]);
  });
});

describe("what cannot be", () => {
  test("a trigger names an instance that there is, whatever becomes of the object itself", async () => {
    const triggered = (by: string): string => `resource "shelf_box" "a" {\n  count = 1\n  name  = "a"\n}\nresource "shelf_box" "b" {\n  name = "b"\n  lifecycle {\n    replace_triggered_by = [${by}]\n  }\n}`;
    expect(await checkPlan(triggered("shelf_box.a[3]"), new Shelf())).toEqual(["no change found for shelf_box.a[3] in the root module"]);
    expect(await checkPlan(triggered("shelf_box.a.id"), new Shelf())).toEqual(["no change found for shelf_box.a in the root module"]);
  });

  test("what is new triggers nothing", async () => {
    const { shelf, state } = await applied(boxes("b"));
    const source = `${boxes("a")}\nresource "shelf_box" "b" {\n  name = "b"\n  lifecycle {\n    replace_triggered_by = [shelf_box.a.name]\n  }\n}`;
    expect(await checkPlan(source, shelf, { state })).toEqual(["create shelf_box.a"]);
  });

  test("moves in a circle are said only when no thing stands where it moved away from", async () => {
    const circle = 'moved {\n  from = shelf_box.a\n  to   = shelf_box.b\n}\nmoved {\n  from = shelf_box.b\n  to   = shelf_box.a\n}';
    expect(await checkPlan(circle, new Shelf())).toEqual(["Cyclic dependency in move statements"]);
    expect(await checkPlan(`${circle}\n${boxes("a")}`, new Shelf())).toEqual(["main.tf:1,1-6 Moved object still exists"]);
  });

  test("only normal plans replace on request, and refreshing alone is not without refreshing", async () => {
    expect(await checkPlan(boxes("a"), new Shelf(), { mode: "destroy", forceReplace: ["shelf_box.a"] })).toEqual(["Unsupported plan mode"]);
    expect(await checkPlan(boxes("a"), new Shelf(), { mode: "refresh-only", refresh: false })).toEqual(["Incompatible refresh options"]);
  });
});

describe("targets", () => {
  test("a module as the target stands for its instances, on the way to a resource only for the one without a key", async () => {
    const source = { "main.tf": 'module "m" {\n  source = "./m"\n  count  = 2\n}', "m/main.tf": 'resource "shelf_box" "a" {\n  name = "a"\n}' };
    const warned = "! Resource targeting is in effect";
    expect(await checkPlan(source, new Shelf(), { targets: ["module.m"] })).toEqual(["create module.m[0].shelf_box.a", "create module.m[1].shelf_box.a", warned]);
    expect(await checkPlan(source, new Shelf(), { targets: ["module.m[1].shelf_box.a"] })).toEqual(["create module.m[1].shelf_box.a", warned]);
    expect(await checkPlan(source, new Shelf(), { targets: ["module.m.shelf_box.a"] })).toEqual([warned]);
  });

  const chain = `${boxes("a", "x")}\nresource "shelf_box" "b" {\n  name = shelf_box.a.id\n}\nresource "shelf_box" "c" {\n  name = shelf_box.b.id\n}`;

  test("bring what they need, and leave out the rest", async () => {
    expect(await checkPlan(chain, new Shelf(), { targets: ["shelf_box.b"] })).toEqual(["create shelf_box.a", "create shelf_box.b", "! Resource targeting is in effect"]);
  });

  test("leave objects that nobody asked for unread", async () => {
    const { shelf, state } = await applied(chain);
    await checkPlan(chain, shelf, { state, targets: ["shelf_box.a"] });
    expect(shelf.requests).toEqual(["read 1"]);
  });

  test("take along what needs them when they are destroyed", async () => {
    const { shelf, state } = await applied(chain);
    expect(await checkPlan(chain, shelf, { state, mode: "destroy", targets: ["shelf_box.b"] })).toEqual(["delete shelf_box.b", "delete shelf_box.c", "! Resource targeting is in effect"]);
    expect(objectsIn((await applyOf(chain, shelf, { state, mode: "destroy", targets: ["shelf_box.b"] })).state)).toEqual(["shelf_box.a", "shelf_box.x"]);
  });
});

describe("problems", () => {
  test("a provider's problem is shown at its argument", async () => {
    expect(await checkPlan('resource "shelf_box" "a" {\n  name = ""\n}', new Shelf())).toEqual(["main.tf:2,10-12 Empty name"]);
  });

  test("a provider that nobody has is named", async () => {
    expect(await checkPlan('resource "shelf_box" "a" {\n  name = "x"\n}')).toEqual(["Provider not available"]);
  });

  test("a circle is named by its members", async () => {
    expect(await checkPlan('locals {\n  a = local.b\n  b = local.a\n}')).toEqual(["Cycle: local.a (expand), local.b (expand)"]);
  });
});

import { describe, expect, test } from "vitest";
import { stateOf } from "../../test/states.ts";
import { forgetInState } from "./forget-objects.ts";
import { listState } from "./list-state.ts";
import { moveInState } from "./move-object.ts";
import type { State } from "./state.ts";

// The expectations are what Terraform 1.11.4 did with the same state.
const state = stateOf([
  "terraform_data.plain",
  "terraform_data.counted[10]",
  "terraform_data.counted[2]",
  'terraform_data.each["b.c"]',
  "data.terraform_remote_state.r",
  'module.m["x"].terraform_data.in[0]',
  'module.m["y"].terraform_data.in[0]',
  'module.m["x"].module.n[0].terraform_data.deep',
  "module.single.terraform_data.in[0]",
  "module.single.module.n[0].terraform_data.deep",
  "module.single.module.n[1].terraform_data.deep",
]);

const list = (of: State): readonly string[] => listState(of, { addresses: [] }).value ?? [];

function checkList(addresses: readonly string[], id?: string): readonly string[] {
  const { value, diagnostics } = listState(state, { addresses, ...(id !== undefined && { id }) });
  return value ?? diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
}

/** What is gone and what is new after a move, or why it was refused. */
function checkMove(from: string, to: string): unknown {
  const { value, diagnostics } = moveInState(state, from, to);
  if (!value) return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
  const [before, after] = [list(state), list(value.state)];
  return {
    moves: value.moved.map((move) => `${move.from} -> ${move.to}`),
    gone: before.filter((address) => !after.includes(address)),
    fresh: after.filter((address) => !before.includes(address)),
  };
}

function checkForget(...addresses: string[]): unknown {
  const { value, diagnostics } = forgetInState(state, addresses);
  if (!value) return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
  expect(list(value.state)).toEqual(list(state).filter((address) => !value.forgotten.includes(address)));
  return value.forgotten;
}

describe("listing", () => {
  test("everything comes by module, data before managed, then by type, name and key", () => {
    expect(checkList([])).toEqual([
      "data.terraform_remote_state.r",
      "terraform_data.counted[2]",
      "terraform_data.counted[10]",
      'terraform_data.each["b.c"]',
      "terraform_data.plain",
      'module.m["x"].terraform_data.in[0]',
      'module.m["y"].terraform_data.in[0]',
      "module.single.terraform_data.in[0]",
      'module.m["x"].module.n[0].terraform_data.deep',
      "module.single.module.n[0].terraform_data.deep",
      "module.single.module.n[1].terraform_data.deep",
    ]);
  });

  test("a module without a key means all its instances, with what is below", () => {
    expect(checkList(["module.m"])).toEqual(['module.m["x"].terraform_data.in[0]', 'module.m["y"].terraform_data.in[0]', 'module.m["x"].module.n[0].terraform_data.deep']);
    expect(checkList(["module.single.module.n"])).toEqual(["module.single.module.n[0].terraform_data.deep", "module.single.module.n[1].terraform_data.deep"]);
    expect(checkList(['module.m["y"]'])).toEqual(['module.m["y"].terraform_data.in[0]']);
  });

  test("only the last step of a module may leave its key out", () => {
    expect(checkList(["module.m.module.n"])).toEqual([expect.stringContaining("Unknown module: The current state contains no module at module.m.module.n. If you've just added this module")]);
  });

  test("a resource without a key means all its instances", () => {
    expect(checkList(["terraform_data.counted"])).toEqual(["terraform_data.counted[2]", "terraform_data.counted[10]"]);
    expect(checkList(["terraform_data.counted[10]"])).toEqual(["terraform_data.counted[10]"]);
  });

  test("an id picks objects out of what was asked for", () => {
    expect(checkList([], "id of terraform_data.plain")).toEqual(["terraform_data.plain"]);
    expect(checkList(["module.m"], "id of terraform_data.plain")).toEqual([]);
  });

  test("every address must be there", () => {
    expect(checkList(["terraform_data.none"])).toEqual([expect.stringContaining("Unknown resource: The current state contains no resource terraform_data.none. If you've just added this resource")]);
    expect(checkList(["terraform_data.counted[3]"])).toEqual([expect.stringContaining("Unknown resource instance: The current state contains no resource instance terraform_data.counted[3]. If you've just added its resource")]);
    expect(checkList(["module.q"])).toEqual([expect.stringContaining("Unknown module: The current state contains no module at module.q.")]);
    expect(checkList(["x y"])).toEqual(['Invalid address: "x y" is no address of the state. Expected an attribute access or an index operator.']);
  });
});

describe("moving", () => {
  test("an instance goes to another name, key or module", () => {
    expect(checkMove("terraform_data.plain", "terraform_data.other")).toEqual({ moves: ["terraform_data.plain -> terraform_data.other"], gone: ["terraform_data.plain"], fresh: ["terraform_data.other"] });
    expect(checkMove("terraform_data.plain", 'module.new["a"].terraform_data.plain["x"]')).toMatchObject({ fresh: ['module.new["a"].terraform_data.plain["x"]'] });
    expect(checkMove("terraform_data.counted[2]", "terraform_data.each")).toMatchObject({ gone: ["terraform_data.counted[2]"], fresh: ["terraform_data.each"] });
  });

  test("a resource goes with all its instances", () => {
    expect(checkMove("terraform_data.counted", "module.q.terraform_data.c")).toEqual({
      moves: ["terraform_data.counted -> module.q.terraform_data.c"],
      gone: ["terraform_data.counted[2]", "terraform_data.counted[10]"],
      fresh: ["module.q.terraform_data.c[2]", "module.q.terraform_data.c[10]"],
    });
  });

  test("a module instance goes with all that is in it", () => {
    expect(checkMove("module.single", 'module.m["z"]')).toEqual({
      moves: ['module.single -> module.m["z"]', 'module.single.module.n[0] -> module.m["z"].module.n[0]', 'module.single.module.n[1] -> module.m["z"].module.n[1]'],
      gone: ["module.single.terraform_data.in[0]", "module.single.module.n[0].terraform_data.deep", "module.single.module.n[1].terraform_data.deep"],
      fresh: ['module.m["z"].terraform_data.in[0]', 'module.m["z"].module.n[0].terraform_data.deep', 'module.m["z"].module.n[1].terraform_data.deep'],
    });
  });

  test("a module can move into itself", () => {
    expect(checkMove("module.single", "module.single.module.n")).toMatchObject({ fresh: ["module.single.module.n.terraform_data.in[0]", "module.single.module.n.module.n[0].terraform_data.deep", "module.single.module.n.module.n[1].terraform_data.deep"] });
  });

  test("what is at the target stays", () => {
    expect(checkMove("terraform_data.counted[2]", "terraform_data.counted[10]")).toEqual(["Invalid target address: Cannot move to terraform_data.counted[10]: there is already a resource instance at that address in the current state."]);
    expect(checkMove("terraform_data.counted", "terraform_data.each")).toEqual(["Invalid target address: Cannot move to terraform_data.each: there is already a resource at that address in the current state."]);
    expect(checkMove('module.m["x"]', 'module.m["y"]')).toEqual(['Invalid target address: Cannot move to module.m["y"]: there is already a module at that address in the current state.']);
  });

  test("what is moved must be there", () => {
    expect(checkMove("terraform_data.none", "terraform_data.a")).toEqual(["Invalid source address: Cannot move terraform_data.none: does not match anything in the current state."]);
    expect(checkMove("terraform_data.counted[7]", "terraform_data.a")).toEqual(["Invalid source address: The current state does not contain terraform_data.counted[7]."]);
    expect(checkMove("module.m", "module.a")).toEqual(["Invalid source address: Cannot move module.m: does not match anything in the current state."]);
  });

  test("one kind of thing does not become another", () => {
    expect(checkMove("terraform_data.plain", "module.x")).toEqual(["Invalid target address: Cannot move terraform_data.plain to module.x: the target must also be a resource instance."]);
    expect(checkMove("module.single", "terraform_data.x")).toEqual(["Invalid target address: Cannot move module.single to terraform_data.x: the target must also be a module."]);
    expect(checkMove("terraform_data.counted", "terraform_data.c[0]")).toEqual([
      "Invalid target address: Cannot move terraform_data.counted to terraform_data.c[0]: the source is a whole resource (not a resource instance) so the target must also be a whole resource.",
    ]);
    expect(checkMove("data.terraform_remote_state.r", "terraform_data.q")).toEqual([
      "Invalid state move request: Cannot move data.terraform_remote_state.r to terraform_data.q: a data resource can be moved only to another data resource address.",
      "Invalid state move request: Cannot move data.terraform_remote_state.r to terraform_data.q: resource types don't match.",
    ]);
  });
});

describe("forgetting", () => {
  test("what is named goes, in the order of the names", () => {
    expect(checkForget('module.m["x"]', "terraform_data.plain")).toEqual(['module.m["x"].terraform_data.in[0]', 'module.m["x"].module.n[0].terraform_data.deep', "terraform_data.plain"]);
  });

  test("what is named twice goes once", () => {
    expect(checkForget("terraform_data.counted[10]", "terraform_data.counted")).toEqual(["terraform_data.counted[10]", "terraform_data.counted[2]"]);
  });

  test("some of the names may match nothing, but not all", () => {
    expect(checkForget("terraform_data.none", "terraform_data.plain")).toEqual(["terraform_data.plain"]);
    expect(checkForget("terraform_data.none")).toEqual([expect.stringContaining("Invalid target address: No matching objects found.")]);
  });
});

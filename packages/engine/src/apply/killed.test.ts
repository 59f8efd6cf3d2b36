import { describe, expect, test } from "vitest";
import { applyOf, checkPlan, objectsIn, planOf, walkInput } from "../../test/check-plan.ts";
import { said } from "../../test/check-config.ts";
import { Killed, Shelf } from "../../test/shelf.ts";
import { runApply } from "./run-apply.ts";
import type { Plan } from "../plan/plan.ts";
import type { State } from "../state/state.ts";
import { readJournal } from "./journal.ts";
import type { HalfDone } from "./apply-session.ts";
import type { JournalRecord } from "./journal.ts";
import { recoverApply } from "./recover.ts";

const box = (name: string, more = ""): string => `resource "shelf_box" "${name}" {\n  name = "${name}"\n${more}}\n`;
const needs = (name: string, other: string): string => `resource "shelf_box" "${name}" {\n  name  = "${name}"\n  label = shelf_box.${other}.id\n}\n`;
const first = "  lifecycle {\n    create_before_destroy = true\n  }\n";

// Killed at every record of the journal, and after every request that the record announces.
describe("an apply that is killed at any moment is finished by the next: nothing twice, nothing lost", () => {
  const before = box("keep", "  open = true\n") + box("size", "  size = 1\n") + box("gone", "  open = true\n") + box("first", `  size = 1\n${first}`);
  const after = box("keep", '  open = true\n  tags = ["new"]\n') + box("size", "  size = 2\n") + box("first", `  size = 2\n  open = true\n${first}`) + needs("new", "size") + needs("newer", "new");
  const expected = ["first", "keep", "new", "newer", "size"];

  test.each([false, true])("by the same plan or a new one; changes in several requests: %s", { timeout: 60_000 }, async (inSteps) => {
    for (let kill = 0; ; kill++) {
      const { shelf, state, plan } = await planned(before, after, inSteps);
      const end = await killAt(kill, after, shelf, plan);
      if (!end.killed) break;
      const { now, ...resumed } = await recover(after, shelf, plan, end, state);
      // Either the same plan goes on, or a new one is made: both come to the same.
      const next = kill % 2 === 0 ? await applyOf(after, shelf, { plan, ...resumed, now }) : await applyOf(after, shelf, { state: now });
      expect(next.said, `killed at ${kill}`).toEqual([]);
      expect([...shelf.boxes.values()].map(({ name }) => name).sort(), `killed at ${kill}`).toEqual(expected);
      expect(objectsIn(next.state), `killed at ${kill}`).toEqual(expected.map((name) => `shelf_box.${name}`));
      expect(await checkPlan(after, shelf, { state: next.state }), `killed at ${kill}`).toEqual([]);
    }
  });

  test("and by the same plan also when that is killed again and again", { timeout: 60_000 }, async () => {
    for (let from = 2; from < 14; from++) {
      const { shelf, state, plan } = await planned(before, after, true);
      let ready: Ready = { now: state };
      // Each goes one record further than the one before it.
      for (let kill = from; ; kill++) {
        const end = await killAt(kill, after, shelf, plan, ready);
        if (!end.killed) break;
        ready = await recover(after, shelf, plan, end, ready.now);
      }
      expect([...shelf.boxes.values()].map(({ name }) => name).sort(), `first at ${from}`).toEqual(expected);
      expect(shelf.requests.filter((request) => request.startsWith("create new")), `first at ${from}`).toEqual(["create new", "create newer"]);
    }
  });

  test("but what somebody else did to a half-done object in between is refused", async () => {
    const { shelf, state, plan } = await planned(box("gone", "  open = true\n") + box("keep", "  open = true\n"), box("keep", '  open = true\n  label = "mine"\n'), true);
    // Both are closed by now, and nothing else is done.
    const records: JournalRecord[] = [];
    const journal = {
      append(entry: JournalRecord): void {
        if (entry.kind === "call-started" && entry.call > 0) throw new Killed();
        records.push(entry);
      },
    };
    const source = box("keep", '  open = true\n  label = "mine"\n');
    await expect(runApply({ ...walkInput(source, shelf), plan, now: () => new Date(0), verify: false, journal })).rejects.toThrow(Killed);
    expect([...shelf.boxes.values()].map(({ open }) => open)).toEqual([false, false]);
    for (const [id, found] of shelf.boxes) shelf.boxes.set(id, { ...found, tags: ["somebody else's"] });
    const { now, ...resumed } = await recover(source, shelf, plan, { killed: true, records, saved: state }, state);
    const next = await applyOf(source, shelf, { plan, ...resumed, now });
    expect(next.said).toEqual(["Object changed since the plan", "Object changed since the plan"]);
    expect(shelf.boxes.size).toBe(2);
  });
});

async function planned(before: string, after: string, inSteps: boolean): Promise<{ shelf: Shelf; state: State; plan: Plan }> {
  const shelf = new Shelf();
  const { state } = await applyOf(before, shelf);
  shelf.inSteps = inSteps;
  const { plan } = await planOf(after, shelf, { state });
  return { shelf, state, plan: plan ?? never() };
}

interface Ready {
  readonly now: State;
  readonly completed?: ReadonlySet<string>;
  readonly halfDone?: HalfDone;
}

/** Finds out what became of it, as the next start does. */
async function recover(source: string, shelf: Shelf, plan: Plan, end: Ended, before: State): Promise<Ready> {
  const journal = readJournal(end.records);
  const state = end.saved ?? before;
  if (!journal) return { now: state };
  const { value, diagnostics } = await recoverApply({ ...walkInput(source, shelf), journal, state, plan });
  expect(said(diagnostics)).toEqual([]);
  return value ? { now: value.state, completed: value.completed, halfDone: value.halfDone } : { now: state };
}

interface Ended {
  readonly killed: boolean;
  readonly records: readonly JournalRecord[];
  readonly saved: State | undefined;
}

/** Applies until the journal has so many records, then stops as a killed process would: with what is on disk. */
async function killAt(kill: number, source: string, shelf: Shelf, plan: Plan, { now, ...resumed }: Partial<Ready> = {}): Promise<Ended> {
  const records: JournalRecord[] = [];
  let saved: State | undefined;
  let killed = false;
  const journal = {
    append(entry: JournalRecord): void {
      if (killed || records.length >= kill) {
        killed = true;
        throw new Killed();
      }
      records.push(JSON.parse(JSON.stringify(entry)) as JournalRecord);
    },
  };
  // The state comes to disk only now and then, as with a large one.
  const onState = (state: State): void => {
    if (!killed && kill % 3 === 0) saved = state;
  };
  const walk = { ...walkInput(source, shelf), plan, now: () => new Date(0), verify: now !== undefined, journal, onState, parallelism: 1, ...resumed, ...(now && { state: now }) };
  await runApply(walk).catch((problem: unknown) => {
    if (!(problem instanceof Killed)) throw problem;
  });
  return { killed, records, saved };
}

function never(): never {
  throw new Error("there is no plan");
}

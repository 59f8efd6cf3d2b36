import { describe, expect, test } from "vitest";
import { countsSentence, eventWords, phasesOf, spanText, startedHow, restOf } from "./run-words.ts";

describe("the words of a run", () => {
  test("put what comes after the first line of the message below the title", () => {
    expect([restOf({ message: "rename a group\n\nas asked" }), restOf({ message: "" })]).toEqual(["as asked", ""]);
  });

  test("say how it was started", () => {
    const alex = { kind: "account", id: "user-1", name: "alex" } as const;
    const lab = { kind: "system", id: null, name: "Lab" } as const;
    expect(startedHow({ source: "lockstep", triggerReason: "manual", createdBy: alex })).toBe("by alex");
    expect(startedHow({ source: "terraform", triggerReason: "manual", createdBy: alex })).toBe("by alex with the terraform command line");
    expect(startedHow({ source: "lockstep-drift", triggerReason: "drift", createdBy: alex })).toBe("by alex to set drift back");
    expect(startedHow({ source: "tfe-configuration-version", triggerReason: "git-push", createdBy: lab })).toBe("by a push");
  });

  test("put statuses together to phases with their lengths", () => {
    const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
    expect(
      phasesOf([
        { status: "pending", at: at(0) },
        { status: "plan_queued", at: at(1) },
        { status: "planning", at: at(2) },
        { status: "planned", at: at(5) },
        { status: "confirmed", at: at(65) },
        { status: "apply_queued", at: at(66) },
        { status: "applying", at: at(67) },
      ]).map(({ label, from, to }) => [label, Date.parse(from) / 1000, to === undefined ? undefined : Date.parse(to) / 1000]),
    ).toEqual([
      ["Queue", 0, 2],
      ["Plan", 2, 5],
      ["Confirmation", 5, 65],
      ["Apply queue", 65, 67],
      ["Apply", 67, undefined],
    ]);
    expect(phasesOf([{ status: "pending", at: at(0) }, { status: "canceled", at: at(9) }])).toEqual([{ label: "Queue", from: at(0), to: at(9) }]);
    expect([spanText(640), spanText(12_000), spanText(184_000), spanText(7_260_000)]).toEqual(["0.6 s", "12 s", "3 min 4 s", "2 h 1 min"]);
  });

  test("say what happened and how many objects it is about", () => {
    const system = { kind: "system", id: null, name: "Worker" } as const;
    expect(eventWords({ action: "planned", by: system })).toBe("Needs confirmation");
    expect(eventWords({ action: "confirmed", by: { kind: "account", id: "u", name: "alex" } })).toBe("confirmed the plan");
    expect(countsSentence({ add: 1, change: 2, destroy: 0, import: 0 })).toBe("1 object will be added and 2 will be changed.");
    expect(countsSentence({ add: 2, change: 0, destroy: 3, import: 1 })).toBe("2 objects will be added, 3 will be destroyed and 1 will be imported.");
    expect(countsSentence({ add: 0, change: 0, destroy: 0, import: 0 })).toBe("No object changes.");
  });
});

import type { RunStatus } from "@lockstep/contract";
import { expect, test } from "vitest";
import { stagesOf } from "./RunStages.tsx";

const stages = (status: RunStatus, before: readonly RunStatus[] = [], planOnly = false): string => stagesOf({ status, planOnly, timeline: [...before, status].map((each) => ({ status: each, at: "" })) }).map(({ label, stage }) => `${label} ${stage}`).join(", ");

test("the stages of a run follow its statuses", () => {
  expect(stages("pending")).toBe("Plan waiting, Confirm waiting, Apply waiting");
  expect(stages("planning")).toBe("Plan now, Confirm waiting, Apply waiting");
  expect(stages("planned", ["planning"])).toBe("Plan done, Confirm asks, Apply waiting");
  expect(stages("applying", ["planning", "planned", "confirmed"])).toBe("Plan done, Confirm done, Apply now");
  expect(stages("applied", ["planning", "planned", "confirmed"])).toBe("Plan done, Confirm done, Apply done");
  expect(stages("planned_and_finished", ["planning"])).toBe("Plan done, Confirm left, Apply left");
  expect(stages("errored", ["planning"])).toBe("Plan failed, Confirm left, Apply left");
  expect(stages("errored", ["planned", "confirmed", "applying"])).toBe("Plan done, Confirm done, Apply failed");
  expect(stages("discarded", ["planned"])).toBe("Plan done, Confirm left, Apply left");
  expect(stages("planned_and_finished", ["planning"], true)).toBe("Plan done");
});

import { expect, test } from "vitest";
import { originOf, titleOf } from "./run-origin.ts";

const alex = { kind: "account", id: "user-1", name: "alex" } as const;
const commit = { sha: "f42ac10", message: "rename", url: null, branch: "prod", repository: "okta.git", sender: "Casey Rivers", pullRequest: null };

test("who or what started a run is said in few words", () => {
  expect(originOf({ createdBy: alex, source: "lockstep", triggerReason: "manual", commit: null })).toBe("alex");
  expect(originOf({ createdBy: alex, source: "terraform+cloud", triggerReason: "manual", commit: null })).toBe("alex, with the command line");
  expect(originOf({ createdBy: { kind: "team", id: "team-1", name: "checkers" }, source: "tfe-api", triggerReason: "manual", commit: null })).toBe("team checkers, through the API");
  expect(originOf({ createdBy: alex, source: "lockstep-drift", triggerReason: "drift", commit: null })).toBe("alex, to set drift back");
  expect(originOf({ createdBy: { kind: "system", id: null, name: "Git" }, source: "tfe-configuration-version", triggerReason: "git-push", commit })).toBe("push to prod by Casey Rivers");
  expect(originOf({ createdBy: { kind: "system", id: null, name: "Git" }, source: "tfe-configuration-version", triggerReason: "pull-request", commit: { ...commit, sender: null, pullRequest: { number: 3, url: null, title: null } } })).toBe("pull request #3");
  expect(originOf({ createdBy: { kind: "system", id: null, name: "Schedule" }, source: "lockstep-schedule", triggerReason: "schedule", commit })).toBe("schedule");
});

test("a run is called by the first line of its message", () => {
  expect(titleOf({ message: "rename the group\n\nbecause" })).toBe("rename the group");
  expect(titleOf({ message: " " })).toBe("Run without a message");
});

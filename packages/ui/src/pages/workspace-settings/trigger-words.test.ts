import { expect, test } from "vitest";
import { modeOf, triggerWords, type Triggers } from "./trigger-words.ts";

const plain: Triggers = { fileTriggersEnabled: true, triggerPrefixes: [], triggerPatterns: [], workingDirectory: "" };

test("settings are told in words as the server takes them", () => {
  const said = (changes: Partial<Triggers>): string => triggerWords(modeOf({ ...plain, ...changes }), { ...plain, ...changes });
  expect(said({ fileTriggersEnabled: false, triggerPatterns: ["x"] })).toBe("Every push to the branch starts a run, whatever it touches.");
  expect(said({ triggerPrefixes: ["modules"] })).toContain("so every push to the branch starts a run");
  expect(said({ workingDirectory: "preview", triggerPrefixes: ["modules"] })).toBe('A push starts a run when it touches a file in "preview" or "modules".');
  expect(said({ triggerPatterns: ["**/*.tf", "*.json", "x"] })).toBe('A push starts a run when it touches a file like "**/*.tf", "*.json" or "x".');
});

import { describe, expect, test } from "vitest";
import { isTouched, matchingTags, type Triggers } from "./triggers.ts";

const workspace: Triggers = { fileTriggersEnabled: true, workingDirectory: "envs/prod", triggerPrefixes: [], triggerPatterns: [] };

const checkTouched = (expected: boolean, files: readonly string[] | undefined, given: Partial<Triggers> = {}): void => expect(isTouched({ ...workspace, ...given }, files)).toBe(expected);

describe("what concerns a workspace", () => {
  test("its folder, and nothing beside it", () => {
    checkTouched(true, ["README.md", "envs/prod/main.tf"]);
    checkTouched(false, ["envs/production/main.tf", "envs/main.tf", "README.md"]);
    checkTouched(false, []);
  });

  test("everything, when it has no folder, or does not filter", () => {
    checkTouched(true, ["README.md"], { workingDirectory: "" });
    checkTouched(true, ["README.md"], { fileTriggersEnabled: false });
  });

  test("its prefixes beside its folder", () => {
    checkTouched(true, ["modules/x/main.tf"], { triggerPrefixes: ["/modules/"] });
    checkTouched(false, ["modules-old/x.tf"], { triggerPrefixes: ["modules"] });
    checkTouched(true, ["envs/prod/x.tf"], { triggerPrefixes: ["modules"] });
  });

  test("its patterns alone, when it has some", () => {
    checkTouched(true, ["modules/a/b/c.tf"], { triggerPatterns: ["/modules/**/*.tf"] });
    checkTouched(false, ["modules/a/b/c.md", "envs/prod/main.tf"], { triggerPatterns: ["modules/**/*.tf"] });
    checkTouched(true, ["app1.tf"], { triggerPatterns: ["app?.tf"], workingDirectory: "" });
    checkTouched(false, ["x/app1.tf", "app12.tf"], { triggerPatterns: ["app?.tf"], workingDirectory: "" });
  });

  test("a change that is not known, or too large to be told", () => {
    checkTouched(true, undefined);
    checkTouched(true, Array.from({ length: 300 }, (_, at) => `docs/${at}.md`));
    checkTouched(false, Array.from({ length: 299 }, (_, at) => `docs/${at}.md`));
  });
});

describe("tags", () => {
  test("those that match, the highest version first", () => {
    expect(matchingTags(String.raw`^v\d+\.\d+\.\d+$`, ["v1.2.0", "v1.10.0", "nightly", "v1.9.9-rc"])).toEqual(["v1.10.0", "v1.2.0"]);
  });

  test("an expression that would never end with others ends", () => {
    expect(matchingTags("^(a+)+$", [`${"a".repeat(200)}b`])).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { filesBelow, isTest, packageSources } from "./sources.ts";

const longestFile = 600;
const longestTest = 600;

/** Files that may be longer, each with its reason. */
const longer: Readonly<Record<string, string>> = {};

const forbidden = /^(utils?|helpers?|common|types?|misc|shared)\.tsx?$/;

/** Named for what the language calls it. */
const allowedNames = new Set(["packages/hcl/src/values/type.ts", "packages/hcl/src/functions/type.ts"]);

const lines = (text: string): number => text.split("\n").length;

describe("budgets", () => {
  test(`no file is longer than ${longestFile} lines, but for those named with a reason`, () => {
    const over = packageSources().filter(({ path, text }) => lines(text) > longestFile && !(path in longer));
    expect(over.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([]);
  });

  test("every exception is still needed", () => {
    const sources = new Map(packageSources().map(({ path, text }) => [path, lines(text)]));
    expect(Object.keys(longer).filter((path) => (sources.get(path) ?? 0) <= longestFile)).toEqual([]);
  });

  test("no test file grows without end", () => {
    const over = filesBelow("packages", isTest).filter(({ text }) => lines(text) > longestTest);
    expect(over.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([]);
  });

  test("no function is longer than 100 lines", () => {
    expect(packageSources().flatMap(({ path, text }) => longFunctions(text).map((name) => `${path}: ${name}`))).toEqual([]);
  });

  test("no file is named after nothing", () => {
    const wrong = packageSources().map(({ path }) => path).filter((path) => forbidden.test(path.split("/").at(-1) ?? "") && !allowedNames.has(path));
    expect(wrong).toEqual([]);
  });
});

/** Functions declared at the top of a file, by their first and last line. */
function longFunctions(text: string): string[] {
  const found: string[] = [];
  let name = "";
  let start = 0;
  text.split("\n").forEach((line, index) => {
    const opening = /^(?:export )?(?:async )?function\*? (\w+)/.exec(line);
    if (opening) [name, start] = [opening[1] ?? "", index];
    if (line === "}" && name) {
      if (index - start >= 100) found.push(`${name} ${index - start + 1}`);
      name = "";
    }
  });
  return found;
}

import { describe, expect, test } from "vitest";
import { filesBelow, isTest } from "./sources.ts";

const shown = (name: string): boolean => /\.(ts|js|md|json|tf|yml|sh)$/.test(name) && name !== "package-lock.json";

describe("public text", () => {
  const files = [...filesBelow(".", shown)];

  test("names no path of somebody's machine", () => {
    const wrong = files.filter(({ path, text }) => !path.startsWith("test/tidy/") && /(^|[\s"'`(=])\/(work|root)\//m.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("names no address of a package host", () => {
    const wrong = files.filter(({ path, text }) => !path.startsWith("test/tidy/") && /registry\.npmjs\.org|pypi\.org|crates\.io/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("every TODO has a name", () => {
    const wrong = files.filter(({ path, text }) => !path.startsWith("test/tidy/") && /\b(TODO|FIXME|XXX)\b(?!\()/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("a package's README fits on a screen", () => {
    const readmes = files.filter(({ path }) => /^packages\/[^/]+\/README\.md$/.test(path));
    expect(readmes.filter(({ text }) => text.split("\n").length > 41).map(({ path }) => path)).toEqual([]);
  });

  test("every package has a README", () => {
    const have = new Set(files.map(({ path }) => path));
    const packages = new Set(files.map(({ path }) => /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1]).filter((name) => name !== undefined));
    expect([...packages].filter((name) => !have.has(`packages/${name}/README.md`))).toEqual([]);
  });

  test("no test name stands twice in a file", () => {
    const wrong = filesBelow("packages", isTest).flatMap(({ path, text }) => {
      const names = [...text.matchAll(/^\s*(?:describe|test)\(\s*"([^"]+)"/gm)].map((match) => match[1] ?? "");
      return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${path}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { problems, type ProblemCode } from "./problems.ts";
import { problemsPage } from "./problems-page.ts";

const rows = Object.entries(problems) as [ProblemCode, (typeof problems)[ProblemCode]][];

describe("the list of problems", () => {
  test("is the guide's", async () => {
    await expect(problemsPage()).toMatchFileSnapshot("../../../docs/guide/problems.md");
  });

  test("has what the server throws, and nothing else", () => {
    const folder = join(import.meta.dirname, "../../server/src");
    const sources = globSync("**/*.ts", { cwd: folder, exclude: (name) => name.endsWith(".test.ts") }).map((path) => readFileSync(join(folder, path), "utf8"));
    const unused = rows.map(([code]) => code).filter((code) => !sources.some((text) => text.includes(`"${code}"`)));
    expect(unused).toEqual([]);
  });

  test.each(rows)("%s says in sentences what it means, with a status that refuses", (_code, { status, title, detail }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/^[A-Za-z][^.]*$/);
    expect(detail).toMatch(/^(?:\{detail\}|[A-Z"{].*(?:[.?]|\{(?:detail|advice|reference)\}\.?))$/s);
  });
});

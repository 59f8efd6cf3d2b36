import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { referencePages } from "../../../scripts/docs.ts";

const root = join(import.meta.dirname, "../../..");

test("the reference pages are what the rows say (`npm run docs` makes them)", () => {
  const stale = [...referencePages()].filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text);
  expect(stale.map(([path]) => path)).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { auditWords } from "../src/pages/organization/audit-words.ts";

test("every action that the server writes down by its name has words", () => {
  const server = join(import.meta.dirname, "../../server/src");
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"));
  const written = files.flatMap((path) => {
    const text = readFileSync(join(server, path), "utf8");
    return [...text.matchAll(/audit\(trx[^\n]*action: "([a-z-]+\.[a-z-]+)"/g), ...text.matchAll(/record\(trx, actor, "([a-z-]+\.[a-z-]+)"/g)].map(([, action]) => action ?? "");
  });
  expect(written.length).toBeGreaterThan(25);
  expect(written.filter((action) => auditWords(action) === action)).toEqual([]);
});

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtPages } from "./browser.ts";

/** Bytes that a first visit may cost, compressed. */
const most = 300_000;

test("a first load fetches less than 300 kB, the page one lands on included", () => {
  const document = readFileSync(join(builtPages, "index.html"), "utf8");
  const linked = [...document.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name = ""]) => name);
  const fetched = new Set(linked);
  // The page's own code is fetched by the entry when the address is read; what it imports comes along.
  const entry = linked.find((name) => /^index-.*\.js$/.test(name)) ?? "";
  const page = /["'][^"']*(EnvironmentsPage-[\w-]+\.js)["']/.exec(readFileSync(join(builtPages, "assets", entry), "utf8"))?.[1] ?? "";
  follow(page, fetched);
  const sizes = [...fetched].map((name) => [name, statSync(join(builtPages, "assets", `${name}.gz`)).size] as const);
  const sum = sizes.reduce((bytes, [, size]) => bytes + size, 0);
  console.log(`  first load: ${(sum / 1000).toFixed(1)} kB in ${fetched.size} files (gzip)`);
  expect(page).not.toBe("");
  expect(sum, JSON.stringify(sizes)).toBeLessThan(most);
});

function follow(name: string, fetched: Set<string>): void {
  if (fetched.has(name)) return;
  fetched.add(name);
  const text = readFileSync(join(builtPages, "assets", name), "utf8");
  for (const [, imported = ""] of text.matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g)) follow(imported, fetched);
}

// Makes the reference pages of resource types and data sources from their rows (docs/resources, docs/data-sources), and the guide's page of
// settings from theirs.
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { dataSourcePage, dataSources, resourcePage, resourceTypes, waysOutPage } from "@lockstep/okta";

const root = join(import.meta.dirname, "..");

/** Every page, by its path from the root of the repository. */
export function referencePages(): ReadonlyMap<string, string> {
  const samples = new Map(
    globSync("packages/okta/src/resources/*/*.tf", { cwd: root }).map((file) => [typeOf(file), withoutNotes(readFileSync(join(root, file), "utf8"))] as const),
  );
  const resources = resourceTypes.map((row) => [`docs/resources/${row.name}.md`, resourcePage(row, samples.get(row.name))] as const);
  const sources = dataSources.map((row) => [`docs/data-sources/${row.name}.md`, dataSourcePage(row)] as const);
  return new Map([...resources, ...sources, ["docs/ways-out.md", waysOutPage(resourceTypes)]]);
}

const typeOf = (file: string): string => `okta_${basename(file, ".tf").replaceAll("-", "_")}`;

/** A sample says in notes what its test changes in it; readers of the page need not know. */
function withoutNotes(sample: string): string {
  const lines = sample.split("\n").filter((line) => !/^\s*# then /.test(line));
  return lines.map((line) => line.replace(/\s*# then .*$/, "")).join("\n");
}

if (import.meta.main) {
  // Loaded here alone: the tests of the provider's pages need no server.
  const { settingsPage } = await import("@lockstep/server");
  const pages = new Map([...referencePages(), ["docs/guide/settings.md", settingsPage()]]);
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.log(`${pages.size} pages`);
}

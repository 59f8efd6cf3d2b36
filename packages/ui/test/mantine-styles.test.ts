import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..", "src");
const styles = join(dirname(createRequire(import.meta.url).resolve("@mantine/core/styles.css")), "styles");

test("every component in use brings its styles", () => {
  const used = new Set<string>();
  for (const file of globSync(join(source, "**/*.tsx"))) {
    const [, names = ""] = /import \{([^}]*)\} from "@mantine\/core"/.exec(readFileSync(file, "utf8")) ?? [];
    for (const name of names.split(",")) used.add(name.replace("type ", "").trim());
  }
  const brought = readFileSync(join(source, "mantine.css"), "utf8");
  const missing = [...used].filter((name) => existsSync(join(styles, `${name}.css`)) && !brought.includes(`/${name}.css`));
  expect(used.size).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});

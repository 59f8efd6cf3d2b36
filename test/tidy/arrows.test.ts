import { describe, expect, test } from "vitest";
import { importsOf, packageOf, packageSources } from "./sources.ts";

/** Who may import whom. What is not listed is an arrow that must not be. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  hcl: [],
  engine: ["hcl"],
  "okta-api": [],
  okta: ["okta-api", "engine", "hcl"],
  sandbox: ["okta-api"],
  contract: [],
  server: ["contract", "engine", "okta", "okta-api", "hcl"],
  ui: ["contract"],
  cli: ["hcl", "engine", "okta", "okta-api", "sandbox", "contract", "server"],
};

/** The core is given files, clock, network and randomness; node:crypto is there for hashes, which are pure. */
const pure = new Set(["hcl", "engine"]);
const allowedInPure = new Set(["node:crypto", "node:zlib", "node:buffer"]);

describe("arrows between packages", () => {
  const sources = packageSources();

  test("a package imports only those before it", () => {
    const wrong = sources.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith("@lockstep/"))
        .map((name) => name.split("/")[1] ?? "")
        .filter((name) => !arrows[packageOf(path)]?.includes(name))
        .map((name) => `${path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a package is entered only by its index", () => {
    const wrong = sources.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => /^@lockstep\/[^/]+\/./.test(name) || (name.startsWith("..") && leavesPackage(path, name)))
        .map((name) => `${path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test("inside a package files are imported directly, never through its index", () => {
    const wrong = sources.filter(({ text }) => importsOf(text).some((name) => /^\.\.?\/(?:\.\.\/)*index\.ts$/.test(name)));
    expect(wrong.map(({ path }) => path).filter((path) => !path.endsWith("src/main.ts"))).toEqual([]);
  });

  test("the core asks nothing of the machine", () => {
    const wrong = sources
      .filter(({ path }) => pure.has(packageOf(path)))
      .flatMap(({ path, text }) => [
        ...importsOf(text).filter((name) => name.startsWith("node:") && !allowedInPure.has(name)).map((name) => `${path} → ${name}`),
        ...[/\bDate\.now\(/, /\bnew Date\(\)/, /\bprocess\./, /\bMath\.random\(/, /\bfetch\(/]
          .filter((pattern) => pattern.test(withoutComments(text)))
          .map((pattern) => `${path}: ${pattern.source}`),
      ]);
    expect(wrong).toEqual([]);
  });
});

function leavesPackage(path: string, name: string): boolean {
  const folders = path.split("/").slice(0, -1);
  for (const part of name.split("/")) {
    if (part === "..") folders.pop();
    else if (part !== ".") break;
  }
  return folders.length < 2;
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The repository's root. */
export const root = join(import.meta.dirname, "..", "..");

/** A source file by its path from the root, with slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const left = new Set(["node_modules", ".git", "dist", "coverage"]);

/** Every file below a folder whose name passes; generated folders left out. */
export function filesBelow(folder: string, wanted: (name: string) => boolean): Source[] {
  const found: Source[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !left.has(entry.name)) found.push(...filesBelow(path, wanted));
    if (entry.isFile() && wanted(entry.name)) {
      found.push({ path: relative(root, join(root, path)).split(sep).join("/"), text: readFileSync(join(root, path), "utf8") });
    }
  }
  return found;
}

export const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !isTest(name) && !name.endsWith(".gen.ts");
export const isTest = (name: string): boolean => /\.test\.tsx?$/.test(name);

/** TypeScript of all packages, without tests and made files. */
export const packageSources = (): Source[] => filesBelow("packages", isSource).filter(({ path }) => path.includes("/src/"));

/** The package that a path lies in: "hcl". */
export const packageOf = (path: string): string => path.split("/")[1] ?? "";

/** What a file imports, as written. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(/^\s*(?:import|export)\b[^"']*?\bfrom\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

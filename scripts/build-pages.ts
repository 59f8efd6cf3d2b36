// Builds the web pages into packages/ui/dist, each file also as it is sent: compressed beforehand, once and well.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const ui = join(import.meta.dirname, "../packages/ui");

/** Were the pages built since their sources were last changed? */
export function pagesAreCurrent(): boolean {
  try {
    const built = statSync(join(ui, "dist/index.html")).mtimeMs;
    const sources = [...["src", "public", "../contract/src"].flatMap((folder) => filesBelow(join(ui, folder))), join(ui, "index.html"), join(ui, "vite.config.ts")];
    return sources.every((file) => statSync(file).mtimeMs <= built);
  } catch {
    return false;
  }
}

/** Builds them. */
export async function buildPages(): Promise<void> {
  await build({ configFile: join(ui, "vite.config.ts"), logLevel: "warn" });
  for (const file of filesBelow(join(ui, "dist/assets"))) {
    const bytes = readFileSync(file);
    if (!/\.(?:js|css|svg)$/.test(file)) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  }
}

const filesBelow = (folder: string): string[] => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

// Builds the web pages into packages/ui/dist, each file also as it is sent: compressed beforehand, once and well.
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const ui = join(import.meta.dirname, "../packages/ui");
const target = join(ui, "dist");
const day = 24 * 60 * 60 * 1000;

/** Were the pages built since their sources were last changed? */
export function pagesAreCurrent(): boolean {
  try {
    const built = statSync(join(target, "index.html")).mtimeMs;
    const sources = [...["src", "public", "../contract/src"].flatMap((folder) => filesBelow(join(ui, folder))), join(ui, "index.html"), join(ui, "vite.config.ts")];
    return sources.every((file) => statSync(file).mtimeMs <= built);
  } catch {
    return false;
  }
}

/** Builds them. The document is replaced last, and what it named before stays for a day: pages that are open still ask for it. */
export async function buildPages(): Promise<void> {
  const startedAt = new Date();
  const folder = mkdtempSync(join(tmpdir(), "lockstep-pages-"));
  try {
    await asProduction(async () => build({ configFile: join(ui, "vite.config.ts"), logLevel: "warn", build: { outDir: folder, emptyOutDir: true } }));
    for (const file of filesBelow(join(folder, "assets"))) compress(file);
    const document = readFileSync(join(folder, "index.html"));
    rmSync(join(folder, "index.html"));
    cpSync(folder, target, { recursive: true });
    const next = join(target, `index.html.${process.pid}`);
    writeFileSync(next, document);
    renameSync(next, join(target, "index.html"));
    sweep(new Set(filesBelow(join(folder, "assets")).map((file) => file.slice(folder.length))), startedAt.getTime());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// A test runner says what it is in NODE_ENV, and React would be built for looking into it.
async function asProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

function compress(file: string): void {
  if (!/\.(?:js|css|svg)$/.test(file)) return;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
}

function sweep(current: ReadonlySet<string>, startedAt: number): void {
  for (const file of filesBelow(join(target, "assets"))) if (!current.has(file.slice(target.length)) && statSync(file).mtimeMs < startedAt - day) rmSync(file);
}

const filesBelow = (folder: string): string[] => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

// npm run build: emits the command as bundled JavaScript into packages/cli/dist, which starts faster than the sources do, and the web pages.
// docs/decisions/0010-the-command-is-emitted.md says why, and packages/cli/bin/emitted.js when it is used.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { rolldown, type OutputChunk } from "rolldown";
import { buildPages, pagesAreCurrent } from "./build-pages.ts";

const root = join(import.meta.dirname, "..");
const cli = join(root, "packages/cli");
const target = join(cli, "dist");
const day = 24 * 60 * 60 * 1000;

/** Packages that go into the bundle besides our own: small, plain JavaScript, needed by almost every command. */
const bundled = ["commander", "picocolors", "re2js", "yaml", "bcryptjs"];

const startedAt = Date.now();
const chunks = await emit();
const stamp = { entry: chunks.find(({ isEntry }) => isEntry)?.fileName, inputs: inputsOf(chunks) };
if (stamp.inputs.some(({ changed }) => changed >= startedAt)) throw new Error("A source was changed while it was read. Build again.");
const written = join(target, "stamp.json.new");
writeFileSync(written, JSON.stringify({ ...stamp, inputs: stamp.inputs.map(({ path, changed, size }) => [path, changed, size]) }));
renameSync(written, join(target, "stamp.json"));
sweep(new Set(chunks.map(({ fileName }) => fileName)));
warm();
if (!pagesAreCurrent()) await buildPages();

async function emit(): Promise<OutputChunk[]> {
  const bundle = await rolldown({
    cwd: root,
    input: join(cli, "src/main.ts"),
    platform: "node",
    external: (name, importer) => importer !== undefined && !name.startsWith(".") && !name.startsWith("/") && !isBundled(name),
  });
  const { output } = await bundle.write({ dir: target, format: "esm", entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js" });
  await bundle.close();
  return output.filter((part) => part.type === "chunk");
}

function isBundled(name: string): boolean {
  return name.startsWith("@lockstep/") || bundled.some((each) => name === each || name.startsWith(`${each}/`));
}

// Modules that are no files ("\0…") are the bundler's own.
function inputsOf(parts: readonly OutputChunk[]): { path: string; changed: number; size: number }[] {
  const files = new Set(parts.flatMap(({ moduleIds }) => moduleIds.filter((id) => id.startsWith(root))));
  return [...files, import.meta.filename].map((file) => {
    const { mtimeMs: changed, size } = statSync(file);
    return { path: relative(root, file), changed, size };
  });
}

// A command that runs at this moment may still ask for its own chunks: they stay for a day.
function sweep(current: ReadonlySet<string>): void {
  for (const name of readdirSync(target)) {
    const file = join(target, name);
    if (name.endsWith(".js") && !current.has(name) && statSync(file).mtimeMs < startedAt - day) rmSync(file);
  }
}

// The first run of a chunk leaves compiled code for the next ones: that is not left to the first user.
function warm(): void {
  rmSync(join(target, "cache"), { recursive: true, force: true });
  const folder = mkdtempSync(join(tmpdir(), "lockstep-build-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), `resource "terraform_data" "a" {\n  input = "b"\n}\n`);
  spawnSync(process.execPath, [join(cli, "bin/lockstep.js"), "plan", "-input=false"], { cwd: folder });
  rmSync(folder, { recursive: true, force: true });
}

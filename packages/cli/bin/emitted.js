// Finds what `npm run build` emitted, and only if it was made from the sources as they are now.
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const dist = new URL("../dist/", import.meta.url);

/** Where the compiled code of the sources is kept. Not with temporary files: each phase of a run has a folder of its own for those. */
export const sourcesCache = `${root}node_modules/.cache/lockstep-compiled`;

/** Where the emitted command begins and where its compiled code is kept; undefined when the sources are to be run. */
export function emitted() {
  try {
    const { entry, inputs } = JSON.parse(readFileSync(new URL("stamp.json", dist), "utf8"));
    const isCurrent = !hasSources() || inputs.every(([path, changed, size]) => isUnchanged(root + path, changed, size));
    return isCurrent ? { entry: new URL(entry, dist), cache: fileURLToPath(new URL("cache", dist)) } : undefined;
  } catch {
    return undefined;
  }
}

// Installed without its sources there is nothing to compare with.
const hasSources = () => existsSync(new URL("../src/main.ts", import.meta.url));

function isUnchanged(file, changed, size) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs === changed && found.size === size;
}

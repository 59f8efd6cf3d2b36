import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { dirname, join, basename } from "node:path";

/**
 * Replaces a file so that a reader sees the old one or the new one, never a part, also after a power cut:
 * the text goes to a neighbour, to the disk, and then takes the name. The mode is that of a file with secrets, unless another is given.
 */
export function writeAtomically(path: string, content: string | Uint8Array, mode = 0o600): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
  try {
    writeDurably(draft, content, mode);
    renameSync(draft, path);
  } catch (problem) {
    tryUnlink(draft);
    throw problem;
  }
  syncFolder(dirname(path));
}

function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  const file = openSync(path, "w", mode);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  // Windows cannot open a folder; there the rename itself is what is promised.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function tryUnlink(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}

import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { basename } from "node:path";
import type { JournalRecord, JournalSink } from "@lockstep/engine";
import { journalProblem } from "../messages.ts";
import { FileFailure } from "./file-failure.ts";

/** `.terraform.tfstate.journal`: what an apply has under way, a JSON line for each record, on disk before `append` returns. */
export class JournalFile implements JournalSink {
  readonly path: string;
  #file: number | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  append(record: JournalRecord): void {
    try {
      this.#file ??= openSync(this.path, "a", 0o600);
      appendWhole(this.#file, Buffer.from(`${JSON.stringify(record)}\n`));
    } catch (problem) {
      throw new FileFailure(journalProblem(basename(this.path), problem));
    }
  }

  /** The records, without a last line that was cut off when the process died: what it would have said did not happen yet. */
  read(): JournalRecord[] {
    const lines = readFileSync(this.path, "utf8").split("\n");
    const cut = lines.pop() ?? "";
    const whole = lines.map((line) => JSON.parse(line) as JournalRecord);
    return cut === "" ? whole : [...whole, ...parseOrNothing(cut)];
  }

  /** After the state holds everything: the journal is done with. */
  remove(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    if (this.exists) unlinkSync(this.path);
  }
}

// Half a line in the middle would make everything behind it unreadable.
function appendWhole(file: number, bytes: Buffer): void {
  const before = fstatSync(file).size;
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } catch (problem) {
    ftruncateSync(file, before);
    throw problem;
  }
}

function parseOrNothing(line: string): JournalRecord[] {
  try {
    return [JSON.parse(line) as JournalRecord];
  } catch {
    return [];
  }
}

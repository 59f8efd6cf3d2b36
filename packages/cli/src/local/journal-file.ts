import { closeSync, existsSync, fsyncSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import type { JournalRecord, JournalSink } from "@lockstep/engine";

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
    this.#file ??= openSync(this.path, "a", 0o600);
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    fsyncSync(this.#file);
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

function parseOrNothing(line: string): JournalRecord[] {
  try {
    return [JSON.parse(line) as JournalRecord];
  } catch {
    return [];
  }
}

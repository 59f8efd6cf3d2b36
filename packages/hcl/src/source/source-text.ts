import type { Position } from "./range.ts";
import { segments } from "./segments.ts";

/** A file's text and where its lines begin. Offsets are UTF-16 code units into `text`. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  #lineStarts: number[] | undefined;
  /** The bytes before each line. */
  #lineBytes: number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** Line and column as Terraform counts them: from 1, columns in grapheme clusters, `byte` in UTF-8. */
  position(offset: number): Position {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    // A byte order mark takes no column.
    const start = low === 0 && this.text.startsWith("\uFEFF") ? Math.min(1, offset) : (starts[low] ?? 0);
    const before = this.text.slice(start, offset);
    return { line: low + 1, column: this.#columns(before) + 1, byte: this.#byteOf(starts, low) + byteLength(this.text.slice(starts[low], offset)) };
  }

  /** The text of a line (from 1), without its line break; undefined past the end. */
  line(number: number): string | undefined {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    return this.text.slice(start, starts[number] ?? this.text.length).replace(/\r?\n$/, "");
  }

  #columns(before: string): number {
    const count = countGraphemes(before);
    // In the JSON syntax Terraform counts a tab as two.
    return this.file.endsWith(".json") ? count + (before.match(/\t/g)?.length ?? 0) : count;
  }

  #byteOf(starts: readonly number[], line: number): number {
    if (!this.#lineBytes) {
      let bytes = 0;
      this.#lineBytes = starts.map((start, index) => {
        if (index > 0) bytes += byteLength(this.text.slice(starts[index - 1], start));
        return bytes;
      });
    }
    return this.#lineBytes[line] ?? 0;
  }

  #starts(): number[] {
    if (!this.#lineStarts) {
      this.#lineStarts = [0];
      for (let at = this.text.indexOf("\n"); at !== -1; at = this.text.indexOf("\n", at + 1)) {
        this.#lineStarts.push(at + 1);
      }
    }
    return this.#lineStarts;
  }
}

/** In UTF-8. A lone surrogate stands for one byte that was none, see decode-bytes.ts. */
function byteLength(text: string): number {
  const bytes = Buffer.byteLength(text);
  return text.isWellFormed() ? bytes : bytes - 2 * (text.match(/\p{Surrogate}/gu)?.length ?? 0);
}

// Newer Unicode joins consonants of these scripts over a virama; Terraform's does not yet.
const conjunct = /(?=\p{Lo})[\p{Script=Deva}\p{Script=Beng}\p{Script=Gujr}\p{Script=Orya}\p{Script=Telu}\p{Script=Mlym}]/gu;

/** How many characters a person sees, as Terraform counts them. */
export function countGraphemes(text: string): number {
  // eslint-disable-next-line no-control-regex
  if (/^[\x20-\x7e\t]*$/.test(text)) return text.length;
  let count = 0;
  for (const { segment } of segments(text)) {
    const letters = segment.length > 2 ? segment.match(conjunct) : null;
    count += Math.max(1, letters?.length ?? 1);
  }
  return count;
}

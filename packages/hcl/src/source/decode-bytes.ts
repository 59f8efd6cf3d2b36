import { SourceText } from "./source-text.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A file's bytes as text. A byte that is no UTF-8 becomes a lone surrogate, which the lexer complains about. */
export function sourceFromBytes(file: string, bytes: Uint8Array): SourceText {
  try {
    return new SourceText(file, strict.decode(bytes));
  } catch {
    return new SourceText(file, decodeLoosely(bytes));
  }
}

function decodeLoosely(bytes: Uint8Array): string {
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : strict.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

/** The length of the UTF-8 sequence at a place; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  for (const length of [1, 2, 3, 4]) {
    try {
      if (at + length <= bytes.length && strict.decode(bytes.subarray(at, at + length)) !== "") return length;
    } catch {
      // not yet complete, or never
    }
  }
  return 0;
}
